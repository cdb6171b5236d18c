/**
 * The mark that only the gate can put on an observation.
 *
 * Every later step takes `Permitted<T>`, so an observation that was not asked about cannot
 * be written: it does not type-check, and at run time {@link assertPermitted} throws. The
 * mark lives in a WeakSet that this module never exports; `mint` is imported by the gate
 * alone, which test/architecture.test.ts holds.
 *
 * @module
 */
import type { ContextId } from "../../contract/ids.ts";

declare const mark: unique symbol;

/** An observation that the gate let through, and where it happened. */
export interface Permitted<T> {
  readonly [mark]: true;
  readonly value: T;
  readonly context: ContextId;
}

const minted = new WeakSet<object>();

/** For the gate only. */
export function mint<T>(value: T, context: ContextId): Permitted<T> {
  const permitted = Object.freeze({ value, context }) as Permitted<T>;
  minted.add(permitted);
  return permitted;
}

/** Turns what was permitted into what is kept of it; the mark passes on. */
export function derive<T, U>(from: Permitted<T>, value: U): Permitted<U> {
  assertPermitted(from);
  return mint(value, from.context);
}

/** Throws a TypeError, which stops capture, when the value did not pass the gate. */
export function assertPermitted(candidate: object): void {
  if (!minted.has(candidate))
    throw new TypeError("Cannot keep an observation that no gate permitted");
}
