/** What the person who started the trial reads: where everything is, and what to do next. */
import { basename } from "node:path";

export interface TrialFacts {
  /** `null` under Electron, which shows a window of its own. */
  readonly window: string | null;
  readonly opened: boolean;
  readonly study: string;
  readonly identity: string;
  readonly site: string;
  readonly siteOpened: boolean;
  readonly editors: readonly string[];
  readonly collectorData: string;
  readonly pauseHotkey: string;
  readonly virtual: { readonly display: string; readonly screenshot: string } | null;
}

export function whatToDoNext(facts: TrialFacts): string {
  const editors = facts.editors.map((path) => basename(path)).join(", ");
  const steps = [
    `${whereTheWindowIs(facts)} Choose a passphrase (at least 8 characters).`,
    `Press "Open a study file" and choose:  ${facts.study}`,
    "Read what it asks for, switch on what you allow, and sign. Everything is off until you do.",
    `Press "Start recording", then work: ${editors === "" ? "" : `in ${editors}, and `}on the practice site ${facts.site}.\n     ${whereTheSiteIs(facts)}`,
    `Pause and resume with ${facts.pauseHotkey} at any time.`,
    'Press "Stop recording", look through everything under "Review", cut what you like, and approve.',
    `What you approved is now with the collector. Be the researcher:\n       bin/assent.mjs collector fetch received --data ${facts.collectorData}`,
  ];
  const numbered = steps.map((step, index) => `  ${index + 1}. ${step}`);
  return [
    "",
    "Assent runs, with a study and a collector of its own. Nothing leaves this computer.",
    "",
    ...numbered,
    "",
    ...whereToLook(facts),
    `What was sent can be opened with the researcher's key only: ${facts.identity}`,
    "Ctrl-C ends everything that was started.",
    "",
  ].join("\n");
}

function whereTheWindowIs({ window, opened, virtual }: TrialFacts): string {
  if (window === null) return "Assent's window is open.";
  const first = opened
    ? virtual === null
      ? "Assent opens in your browser. If it does not, open this address, and give it to nobody:"
      : "Assent is open on the virtual desktop; a browser on this computer can open it as well:"
    : "Open this address in your browser, and give it to nobody:";
  return `${first}\n       ${window}\n    `;
}

const whereTheSiteIs = ({ siteOpened }: TrialFacts): string =>
  siteOpened
    ? 'It is open in Chromium. Let the companion there see it: puzzle piece, "Assent companion", "Allow…".'
    : "To record it, join a browser: bin/assent.mjs browser install; then load dist/extension/chromium in it.";

function whereToLook({ virtual }: TrialFacts): readonly string[] {
  if (virtual === null) return [];
  return [
    `There is no display here, so a virtual one was started: ${virtual.display}.`,
    `  See it:  ${virtual.screenshot} (a picture, renewed every 2 seconds)`,
    `  Use it:  sudo apt-get install x11vnc; x11vnc -display ${virtual.display} -localhost`,
    "           and open a VNC viewer on localhost:5900",
    "",
  ];
}
