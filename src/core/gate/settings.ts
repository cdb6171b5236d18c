/**
 * The numbers of the gate, each with its reason. Milliseconds unless said otherwise.
 *
 * Widening a span drops more and keeps less; no number here can let something through that
 * a rule forbids.
 *
 * @module
 */
export interface GateSettings {
  /** Requirements CAP-04: keys within 150 ms after a focus change may belong to the window before. */
  readonly focusBefore: number;
  /** A window manager's click grab delivers a key up to this much after it was pressed. */
  readonly focusAfter: number;
  /** Pixels lag behind the address by 120 ms and more; a page's focus behind the key by up to 94. */
  readonly pageBefore: number;
  /** News of a secure field comes 20 to 94 ms after the first key typed into it; three times that. */
  readonly pageAfter: number;
  /** Window managers restack within one or two frames; a press is stamped before it is handled. */
  readonly hitBefore: number;
  /** As long as the focus spans: whatever focus may be attributed to, one policy must cover. */
  readonly policyBefore: number;
  readonly policyAfter: number;
  /** A page's own key time was −6 … −1 ms from the system's; more than twice that. */
  readonly landingTolerance: number;
  /** A page that is busy confirms late, but with true times. After this it is not coming. */
  readonly landingWait: number;
  /** Nothing undecided stays in memory for longer than this. */
  readonly giveUp: number;
  /** A fact further ahead of now than this has a broken clock. */
  readonly future: number;
  /** Facts held at once; 20 s of a 1000 Hz mouse. More is a flood. */
  readonly maxFacts: number;
  readonly maxElements: number;
  /** Frames held at once; their pixels are with the caller. */
  readonly maxFrames: number;
  /** Landings remembered per browser: over 12 s of keys at 100/s. */
  readonly maxLandings: number;
  /** Browsers remembered at once. */
  readonly maxBrowsers: number;
  /** Requirements CAP-06: how finely drops that must not tell a length are counted. */
  readonly countBucket: number;
  /** Pixels of title bar that a window manager may have drawn above a client area. */
  readonly frameTop: number;
  /** Pixels of border beside and below it. */
  readonly frameSide: number;
}

export const defaultSettings: GateSettings = Object.freeze({
  focusBefore: 150,
  focusAfter: 250,
  pageBefore: 200,
  pageAfter: 300,
  hitBefore: 60,
  policyBefore: 150,
  policyAfter: 250,
  landingTolerance: 15,
  landingWait: 5_000,
  giveUp: 6_000,
  future: 1_000,
  maxFacts: 20_000,
  maxElements: 2_000,
  maxFrames: 64,
  maxLandings: 2_048,
  maxBrowsers: 16,
  countBucket: 5_000,
  frameTop: 32,
  frameSide: 8,
});
