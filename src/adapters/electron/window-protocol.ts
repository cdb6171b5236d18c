/** Serves the window's bundle under a scheme of its own, so that `file:` needs no privileges. */
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import type { Protocol } from "electron";
import { windowScheme } from "./hardened-window.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

export function serveBundle(protocol: Pick<Protocol, "handle">, directory: string): void {
  protocol.handle(windowScheme, (request) => answer(request.url, directory));
}

async function answer(url: string, directory: string): Promise<Response> {
  const { host, pathname } = new URL(url);
  const name = normalize(decodeURIComponent(pathname === "/" ? "/index.html" : pathname));
  const path = join(directory, name);
  const type = types[extname(path)];
  if (host !== "app" || type === undefined || !path.startsWith(directory + sep)) return refused();
  try {
    return new Response(await readFile(path), {
      headers: {
        "content-type": type,
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
      },
    });
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === "ENOENT") return refused();
    throw problem;
  }
}

const refused = () => new Response(null, { status: 404 });
