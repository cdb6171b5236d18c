import { StoreFull } from "../../core/ports/session-vault.ts";

const codes = new Set(["SQLITE_FULL", "ENOSPC", "EDQUOT", "EFBIG"]);

/** The same error, or StoreFull where it says that the disk has no room. */
export function asStoreFull(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && codes.has(code) ? new StoreFull({ cause: error }) : error;
}
