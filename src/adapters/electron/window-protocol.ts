/** Serves the window's bundle under a scheme of its own, so that `file:` needs no privileges. */
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import type { Protocol } from "electron";
import { windowFileTypes, windowPolicy } from "../../contract/window-files.ts";
import { windowScheme } from "./hardened-window.ts";

const policy = windowPolicy.join("; ");

export function serveBundle(protocol: Pick<Protocol, "handle">, directory: string): void {
  protocol.handle(windowScheme, (request) => answer(request.url, directory));
}

async function answer(url: string, directory: string): Promise<Response> {
  const { host, pathname } = new URL(url);
  const name = normalize(decodeURIComponent(pathname === "/" ? "/index.html" : pathname));
  const path = join(directory, name);
  const type = windowFileTypes[extname(path)];
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
