/** Where the window is. Kept in memory only: an address would stay in a browser's history. */
import type { SessionId } from "../contract/ids.ts";

export type Route =
  | { readonly at: "home" }
  | { readonly at: "review"; readonly session?: SessionId | undefined }
  | { readonly at: "studies" }
  | { readonly at: "leave" };
