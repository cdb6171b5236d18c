/**
 * Runs a subject, its peer and the limit of the machine in turns, and says one figure a line.
 *
 * All three see the same load of the machine, so that their ratios can be compared where
 * their values cannot.
 */
export interface Side {
  readonly name: string;
  /** One measurement, in the figure's unit. */
  readonly measure: () => number | Promise<number>;
}

export interface Plan {
  readonly bench: string;
  readonly figure: string;
  readonly unit: string;
  readonly rounds: number;
  readonly subject: Side;
  readonly peer: Side;
  readonly limit: Side;
  readonly target?: Target;
}

/** In the figure's unit, or as a ratio to what was measured beside it. */
export type Target =
  | { readonly atMost: number }
  | { readonly atLeast: number }
  | { readonly timesPeer: number; readonly timesLimit?: number };

export interface Beside {
  readonly name: string;
  readonly value: number;
}

export interface Figure {
  readonly bench: string;
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  readonly peer: Beside;
  readonly limit: Beside;
  readonly target: string | null;
  /** `null` where no target was set. */
  readonly ok: boolean | null;
}

/** Medians over the rounds, after one round that is not counted. */
export async function figure(plan: Plan): Promise<Figure> {
  const sides = [plan.subject, plan.peer, plan.limit];
  const measured: number[][] = sides.map(() => []);
  for (let round = -1; round < plan.rounds; round++)
    for (const [index, side] of sides.entries()) {
      const value = await side.measure();
      if (round >= 0) measured[index]?.push(value);
    }
  const [value = NaN, peer = NaN, limit = NaN] = measured.map(median);
  const { target } = plan;
  return {
    bench: plan.bench,
    figure: plan.figure,
    value,
    unit: plan.unit,
    peer: { name: plan.peer.name, value: peer },
    limit: { name: plan.limit.name, value: limit },
    target: target === undefined ? null : wordsOf(target),
    ok: target === undefined ? null : reaches({ value, peer, limit }, target),
  };
}

export const say = (line: Figure): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

function wordsOf(target: Target): string {
  if ("atMost" in target) return `≤ ${target.atMost}`;
  if ("atLeast" in target) return `≥ ${target.atLeast}`;
  const { timesPeer, timesLimit } = target;
  const ofLimit = timesLimit === undefined ? "" : `, ≤ ${timesLimit}× limit`;
  return `≤ ${timesPeer}× peer${ofLimit}`;
}

interface Measured {
  readonly value: number;
  readonly peer: number;
  readonly limit: number;
}

function reaches({ value, peer, limit }: Measured, target: Target): boolean {
  if ("atMost" in target) return value <= target.atMost;
  if ("atLeast" in target) return value >= target.atLeast;
  const { timesPeer, timesLimit = Infinity } = target;
  return value <= peer * timesPeer && value <= limit * timesLimit;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const below = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN;
  return Number(((middle + below) / 2).toPrecision(4));
}
