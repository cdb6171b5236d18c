/** A study for this machine, with keys of its own: the editors found here and the practice site. */
import { existsSync, realpathSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { readEnvelope } from "../../src/adapters/seal/dsse.ts";
import { createStudy, signStudyFile, studyFileNames } from "../../src/cli/study-files.ts";
import type { Envelope } from "../../src/contract/dsse.ts";
import type { ManifestDraft } from "../../src/contract/manifest.ts";

const editorNames = [
  "mousepad",
  "gnome-text-editor",
  "gedit",
  "kate",
  "kwrite",
  "xed",
  "pluma",
  "featherpad",
  "geany",
];

/** Real paths of the text editors that are installed. */
export function editorsHere(path: string): readonly string[] {
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  const found = editorNames.flatMap((name) =>
    folders.map((folder) => join(folder, name)).filter((file) => existsSync(file)),
  );
  return [...new Set(found.map((file) => realpathSync(file)))];
}

/** What stands in for the template's [brackets]. */
const trial = {
  "[University]": "You (a trial)",
  "[Address]": "This computer",
  "[Somebody outside of the research team]": "Nobody: this is a trial",
  "[Ethics board]": "None: this is a trial",
  "[Approval number]": "TRIAL-0",
  "[Place of the server]": "This computer",
  "[Data protection authority]": "None: this is a trial",
  "[Where the report on re-identification is]": "None: this is a trial",
};

export interface TrialStudy {
  readonly envelope: Envelope;
  /** What a participant opens in the window. */
  readonly file: string;
  /** Opens what was sent: the researcher's own. */
  readonly identity: string;
}

export async function trialStudy(
  folder: string,
  place: { readonly site: string; readonly collector: string; readonly editors: readonly string[] },
): Promise<TrialStudy> {
  const file = join(folder, studyFileNames.envelope);
  if (!existsSync(file)) await makeStudy(folder, place);
  const read = readEnvelope(await readFile(file));
  if (read.outcome === "refused") throw new Error(read.message);
  return { envelope: read.envelope, file, identity: join(folder, studyFileNames.identity) };
}

async function makeStudy(
  folder: string,
  { site, collector, editors }: Parameters<typeof trialStudy>[1],
): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  await createStudy(folder, {
    studyId: "https://example.org/assent/trial",
    languages: ["en", "de"],
    collectorUrl: collector,
    postQuantum: false,
    status: "active",
    today,
    scopes: scopesFor(site, editors),
  });
  const manifest = join(folder, studyFileNames.manifest);
  const filled = Object.entries(trial).reduce(
    (text, [from, to]) => text.replaceAll(from, to),
    await readFile(manifest, "utf8"),
  );
  await writeFile(manifest, filled);
  const key = join(folder, studyFileNames.signingKey);
  const signed = await signStudyFile(manifest, key, join(folder, studyFileNames.envelope), today);
  if (signed.outcome === "refused") {
    const [finding] = signed.findings;
    throw new Error(`Cannot sign the trial's study: ${finding?.path} ${finding?.message}`);
  }
}

const common = {
  rate: { maxFps: 10, maxPerHour: 3_600 },
  timingTier: "T1",
  personalData: ["pd:Behavioural", "pd:Interaction"],
  special: false,
  necessity: "Optional",
  why: {
    en: "So that you can see what Assent records, and what it does not.",
    de: "Damit Sie sehen, was Assent aufzeichnet und was nicht.",
  },
} as const;

function scopesFor(site: string, editors: readonly string[]): ManifestDraft["scopes"] {
  const practice = {
    ...common,
    id: "practice-site",
    label: { en: "The practice site", de: "Die Übungsseite" },
    match: { app: [], origin: [site] },
    signals: ["pointer", "keys.timing", "keys.content", "screenshot", "a11y", "title"],
    personalData: [...common.personalData],
  } satisfies ManifestDraft["scopes"][number];
  if (editors.length === 0) return [practice];
  return [
    practice,
    {
      ...common,
      id: "editors",
      label: { en: "Text editors on this computer", de: "Texteditoren auf diesem Rechner" },
      match: { app: editors.map((exe) => ({ os: "linux" as const, exe })), origin: [] },
      signals: ["pointer", "keys.timing", "screenshot", "title"],
      personalData: [...common.personalData],
    },
  ];
}
