export type Change = "widen" | "narrow" | "neutral";

export interface Difference {
  /** Field of the manifest, `scopes.editor.signals`. */
  readonly path: string;
  readonly change: Change;
}

/** Equality of JSON values, whatever the order of their keys. */
export function same(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const keys = Object.keys({ ...a, ...b });
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.every((key) =>
      same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    )
  );
}
