/**
 * What the window may load and do, the same under every host that serves it.
 *
 * Two copies of this would drift apart, and a window that works under one host would break or
 * be laxer under the other.
 *
 * @module
 */

/** Media types of the bundle's files, by ending. A file of another ending is not served. */
export const windowFileTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Content Security Policy; a host adds where the window may connect to. */
export const windowPolicy: readonly string[] = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types default",
];
