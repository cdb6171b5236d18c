import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

export interface SiteServer extends AsyncDisposable {
  readonly port: number;
  /** The same pages under another origin for each host: `127.0.0.1`, `localhost`. */
  origin(host?: string): string;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

/** Serves a folder on this machine, on any free port or the one given. `%PORT%` in a page becomes it. */
export async function startSiteServer(folder: string, wanted = 0): Promise<SiteServer> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://site");
    const path = normalize(
      join(folder, pathname.endsWith("/") ? `${pathname}index.html` : pathname),
    );
    if (!path.startsWith(folder + sep)) {
      response.writeHead(404).end();
      return;
    }
    readFile(path).then(
      (body) => {
        const type = types[extname(path)] ?? "application/octet-stream";
        const { port } = server.address() as AddressInfo;
        response.writeHead(200, { "content-type": type, "cache-control": "no-store" });
        response.end(
          type.startsWith("text/")
            ? body.toString("utf8").replaceAll("%PORT%", String(port))
            : body,
        );
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(wanted, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: (host = "127.0.0.1") => `http://${host}:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
