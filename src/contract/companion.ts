/**
 * What the browser companion and the agent say to each other, through the relay.
 *
 * The companion tells which site is in front, whether a secret field has the keyboard, and
 * where a key press landed. There is no field in which a typed character, the value of a
 * text field or the address of a page could travel: an origin is the most that is said of
 * a site, and only of one that the participant granted in the browser itself.
 *
 * Frames are JSON behind a 4-byte length in the machine's byte order, as browsers speak
 * with native programs. Times are milliseconds since 1970 on the machine's clock.
 *
 * @module
 */
import * as z from "zod";
import { companionProtocol, maxSecretAreas } from "./companion-names.ts";
import { Rect } from "./geometry.ts";
import { Origin } from "./ids.ts";

const at = z.number().nonnegative().max(1e14);
const label = z.string().max(200);
const hex32 = z.string().regex(/^[0-9a-f]{64}$/);

export const CompanionView = z
  .strictObject({
    /** `null`: no window in front, a site that was not granted, or not certain. */
    origin: Origin.nullable(),
    pageFocused: z.boolean(),
    secure: z.enum(["clear", "secure", "unknown"]),
    /** Never larger than the page's area; `null` until it is known. */
    viewport: Rect.nullable(),
    /**
     * Where secret fields and frames show, whoever has the keyboard: black in every picture.
     * `null` when that is not known, or when there are more.
     */
    secretAreas: z.array(Rect).max(maxSecretAreas).readonly().nullable(),
    /** Of the `<select>` with the keyboard; `null` when none has it or its place is not known. */
    listBox: Rect.nullable(),
    title: z.string().max(300).optional(),
    private: z.boolean(),
  })
  .readonly();
export type CompanionView = z.infer<typeof CompanionView>;

export const CompanionElement = z
  .strictObject({
    role: z.string().max(40),
    name: label.optional(),
    bounds: Rect,
    /** The chosen option of a list, never the content of a text field. */
    chosen: label.optional(),
    optionCount: z.int().nonnegative().max(100_000).optional(),
  })
  .readonly();
export type CompanionElement = z.infer<typeof CompanionElement>;

export const FromCompanion = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("hello"),
    protocol: z.literal(companionProtocol),
    version: z.string().max(40),
    extensionId: z.string().regex(/^[a-p]{32}$/),
    browser: z.string().max(100),
  }),
  z.strictObject({ kind: z.literal("view"), view: CompanionView }),
  z.strictObject({
    kind: z.literal("pong"),
    id: z.int().nonnegative(),
    /** The page in front itself answered this ping, or there is none that was granted. */
    vouched: z.boolean(),
    view: CompanionView,
  }),
  z.strictObject({
    kind: z.literal("landing"),
    at,
    landed: z.enum(["clear", "secure"]),
    origin: Origin,
    element: CompanionElement.optional(),
  }),
  z.strictObject({
    kind: z.literal("element"),
    at,
    cause: z.enum(["pressed", "changed"]),
    origin: Origin,
    element: CompanionElement,
  }),
  /** Hosts that the participant granted, as match patterns; ports are not told apart. */
  z.strictObject({
    kind: z.literal("granted"),
    hosts: z.array(z.string().max(300)).max(500).readonly(),
  }),
]);
export type FromCompanion = z.infer<typeof FromCompanion>;

export const ToCompanion = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ping"), id: z.int().nonnegative() }),
  /** Sites of the study, which the options page offers for granting one by one. */
  z.strictObject({ kind: z.literal("offer"), origins: z.array(Origin).max(200).readonly() }),
]);
export type ToCompanion = z.infer<typeof ToCompanion>;

/** The relay proves that it can read the participant's token before anything else is heard. */
export const RelayChallenge = z.strictObject({ kind: z.literal("challenge"), nonce: hex32 });
export type RelayChallenge = z.infer<typeof RelayChallenge>;
export const RelayAnswer = z.strictObject({ kind: z.literal("answer"), mac: hex32 });
export type RelayAnswer = z.infer<typeof RelayAnswer>;
