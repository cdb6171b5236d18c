/**
 * Turns an address into the match pattern that a browser grants, one host at a time.
 *
 * @module
 */

/** `undefined` for what is not the address of one site on the web. */
export function hostPattern(address: string): string | undefined {
  const typed = address.trim();
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  if (typed === "" || full.includes("*") || !URL.canParse(full)) return undefined;
  const { protocol, hostname } = new URL(full);
  if ((protocol !== "http:" && protocol !== "https:") || hostname === "") return undefined;
  return `${protocol}//${hostname}/*`;
}

/** The pattern as a person would say it. */
export const readable = (pattern: string): string => pattern.replace(/\/\*$/, "");
