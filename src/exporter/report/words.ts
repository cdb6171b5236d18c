/** What the report calls things. */
import type { ActionFlag, ActionKind } from "../../contract/actions.ts";
import type { DropReason } from "../../contract/signals.ts";

export const kindWords: Readonly<Record<ActionKind, string>> = {
  click: "click",
  multi_click: "double or triple click",
  drag: "drag",
  scroll: "scroll",
  type: "typing",
  key: "key",
  chord: "key combination",
};

export const flagWords: Readonly<Record<ActionFlag, string>> = {
  "no-release": "release not seen",
  "long-press": "long press",
  hidden: "content not kept",
  redacted: "redacted",
  "out-of-display": "outside the display",
};

export const dropWords: Readonly<Record<DropReason, string>> = {
  "no-consent": "No consent was in force",
  paused: "Recording was paused",
  "not-allowed-app": "In an app that was not allowed",
  "not-allowed-site": "On a site that was not allowed",
  "signal-not-granted": "Of a kind that was not granted",
  "focus-uncertain": "Unclear which window had the keyboard",
  "window-uncertain": "Unclear which window was there",
  "identity-unverified": "The app could not be identified",
  "keyboard-grabbed": "Another program held the keyboard",
  "companion-missing": "A browser without the companion",
  "site-uncertain": "Unclear which site was shown",
  "page-not-focused": "Not in the page",
  "secure-field": "In a password field",
  "secure-unknown": "Perhaps in a password field",
  "landing-unconfirmed": "Unclear where the keys went",
  "no-evidence-in-time": "The evidence came too late",
  "queue-overflow": "Too much at once",
  "input-lost": "The system lost input",
  "policy-changed": "While the choice was changed",
  "grab-failed": "The picture could not be taken",
  "redaction-failed": "Redaction failed, so nothing was kept",
  "store-full": "No space was left",
  "own-window": "In a window of Assent",
  "display-lost": "The display went away",
};
