import fc from "fast-check";
import {
  type PageChange,
  type PolicyChange,
  type WindowChange,
  listBoxes,
  shop,
  wiki,
} from "./truth.ts";

/** An honest observer: late and imprecise, but never wrong. */
export interface Seen {
  /** The change is said to be at most this much earlier and later than it was. */
  readonly early: number;
  readonly late: number;
  /** The report comes this long after that. */
  readonly delay: number;
  /** The source loses sight at this change for as long, and says so. */
  readonly lostFor: number;
}
export interface Step<C> extends Seen {
  readonly gap: number;
  readonly change: C;
}

export type ActKind =
  | "move"
  | "press"
  | "text"
  | "edit"
  | "named"
  | "chord"
  | "release"
  | "lost"
  | "frame"
  | "element";

export interface Act extends Point {
  readonly gap: number;
  readonly kind: ActKind;
  readonly delay: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
  /** The key was delivered, or the pixels painted, this much after the reported moment. */
  readonly skew: number;
  /** The press was handled, and the page seen, this much before the reported moment. */
  readonly lag: number;
}

export interface Plan {
  readonly windows: readonly Step<WindowChange>[];
  readonly page: readonly Step<PageChange>[];
  readonly policy: readonly Step<PolicyChange>[];
  readonly acts: readonly Act[];
  readonly hang: number | undefined;
}

const ms = (min: number, max: number) => fc.integer({ min, max });
const app = fc.constantFrom("editor", "terminal", "browser", "browser", "browser");
const site = fc.constantFrom(shop, wiki, null);

function steps<C>(change: fc.Arbitrary<C>, gap: number, maxLength: number) {
  const lostFor = fc.oneof({ weight: 12, arbitrary: fc.constant(0) }, ms(1, 300));
  const step = fc.record({
    gap: ms(5, gap),
    change,
    early: ms(0, 60),
    late: ms(0, 60),
    delay: ms(0, 90),
    lostFor,
  });
  return fc.array(step, { minLength: 2, maxLength, size: "max" });
}

const windowChange: fc.Arbitrary<WindowChange> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("focus"), app }) },
  fc.record({
    kind: fc.constant("move"),
    app: fc.constantFrom("editor", "terminal"),
    by: ms(-80, 80),
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("popup"),
      whose: fc.constantFrom("editor", "terminal"),
      x: ms(0, 700),
      y: ms(0, 500),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("browser-popup"),
      list: fc.boolean(),
      box: fc.constantFrom(...listBoxes),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: "popups-close" }) },
  fc.record({ kind: fc.constant("identity-fails"), app }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("identity-returns"), app }) },
  fc.record({ kind: fc.constant("grab"), on: fc.boolean() }),
  { weight: 2, arbitrary: fc.constant({ kind: "grab", on: false }) },
) as fc.Arbitrary<WindowChange>;

const area = fc.record({ x: ms(150, 780), y: ms(150, 590), width: ms(1, 200), height: ms(1, 60) });

const pageChange: fc.Arbitrary<PageChange> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("go"), to: site }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("secure"), on: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("page-focus"), on: fc.boolean() }) },
  fc.record({ kind: fc.constant("shift"), by: ms(0, 60) }),
  fc.record({ kind: fc.constant("list"), box: fc.constantFrom(...listBoxes, null) }),
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("secrets"),
      areas: fc.option(fc.array(area, { maxLength: 3 }), { nil: null, freq: 9 }),
    }),
  },
) as fc.Arbitrary<PageChange>;

const policyChange: fc.Arbitrary<PolicyChange> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("grant"),
      editor: fc.boolean(),
      sites: fc.subarray([shop, wiki]),
    }),
  },
  fc.constant({ kind: "grant", editor: true, sites: [shop, wiki] }),
  fc.constant({ kind: "deny", reason: "no-consent" }),
  { weight: 2, arbitrary: fc.constant({ kind: "pause" }) },
) as fc.Arbitrary<PolicyChange>;

const act: fc.Arbitrary<Act> = fc.record({
  gap: ms(1, 90),
  kind: fc.oneof(
    { weight: 12, arbitrary: fc.constant("text") },
    ...(["move", "press", "edit", "named", "chord", "release", "frame", "element"] as const).map(
      (kind) => ({ weight: 3, arbitrary: fc.constant(kind) }),
    ),
    { weight: 1, arbitrary: fc.constant("lost") },
  ) as fc.Arbitrary<ActKind>,
  x: ms(0, 899),
  y: ms(0, 699),
  skew: ms(-140, 240),
  lag: ms(-55, 0),
  delay: ms(0, 120),
});

export const plans: fc.Arbitrary<Plan> = fc.record({
  windows: steps(windowChange, 900, 9),
  page: steps(pageChange, 900, 7),
  policy: steps(policyChange, 2_500, 3),
  acts: fc.array(act, { minLength: 40, maxLength: 90, size: "max" }),
  hang: fc.option(ms(500, 3_500), { nil: undefined }),
});
