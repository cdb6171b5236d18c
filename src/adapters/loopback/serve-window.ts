/**
 * Serves the window's bundle and its wire to a browser on this machine, and to nobody else.
 *
 * Listens on 127.0.0.1 only. Answers only a request whose `Host` is the address it listens on, so
 * that no name can be rebound to it. The wire opens only for the token of this launch (it stands
 * in the URL's fragment, which browsers never send, and arrives as a sub-protocol) and only
 * from a page of this origin. Files are those read from the bundle at the start; nothing else
 * has a name here.
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Wire } from "../../contract/rpc.ts";
import { windowPolicy } from "../../contract/window-files.ts";
import { tokenProtocolPrefix, windowProtocol } from "../../contract/window-bridge.ts";
import { readBundle } from "./bundle.ts";
import { webSocketWire } from "./web-socket-wire.ts";

const maxFrameBytes = 4 * 1024 * 1024;
const maxWindows = 8;
const tokenBytes = 32;

export interface ServedWindow extends AsyncDisposable {
  /** What to open in the browser. Holds the token: show it to the participant only. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export interface WindowOptions {
  /** The built bundle: `dist/window`. */
  readonly directory: string;
  /** Serves the participant's API over the wire; disposed of when the window goes away. */
  readonly onWire: (wire: Wire) => Disposable;
}

export async function serveWindow({ directory, onWire }: WindowOptions): Promise<ServedWindow> {
  const files = await readBundle(directory);
  const token = randomBytes(tokenBytes);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
    handleProtocols: () => windowProtocol,
  });
  const http = createServer({ requestTimeout: 10_000, maxHeaderSize: 16_384 });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const address = http.address();
  if (address === null || typeof address === "string")
    throw new Error("Cannot serve the window: the operating system gave no port.");
  const host = `127.0.0.1:${address.port}`;
  const origin = `http://${host}`;
  const headers = {
    "content-security-policy": [...windowPolicy, `connect-src 'self' ws://${host}`].join("; "),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), display-capture=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  };

  http.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const answer = (status: number, type: string, body: Uint8Array | string) =>
      response.writeHead(status, { ...headers, "content-type": type }).end(body);
    if (request.headers.host !== host) return answer(421, "text/plain", "");
    if (request.method !== "GET") return answer(405, "text/plain", "");
    const path = request.url?.split("?", 1)[0] ?? "";
    const file = files.get(path === "/" ? "/index.html" : path);
    return file === undefined ? answer(404, "text/plain", "") : answer(200, file.type, file.bytes);
  });

  http.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refuse = (status: string) =>
      socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`);
    socket.on("error", () => socket.destroy());
    if (request.headers.host !== host || request.url !== "/wire") return refuse("404 Not Found");
    if (request.headers.origin !== origin) return refuse("403 Forbidden");
    if (!carries(request, token)) return refuse("401 Unauthorized");
    if (sockets.clients.size >= maxWindows) return refuse("503 Service Unavailable");
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.on("error", () => client.terminate());
      const served = onWire(webSocketWire(client));
      client.once("close", () => served[Symbol.dispose]());
    });
    return undefined;
  });

  const close = async () => {
    for (const client of sockets.clients) client.terminate();
    http.closeAllConnections();
    if (!http.listening) return;
    http.close();
    await once(http, "close");
  };
  return {
    url: `${origin}/#token=${token.toString("base64url")}`,
    port: address.port,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function carries(request: IncomingMessage, token: Buffer): boolean {
  const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((p) => p.trim());
  if (!offered.includes(windowProtocol)) return false;
  const given = offered.find((protocol) => protocol.startsWith(tokenProtocolPrefix));
  const bytes = Buffer.from(given?.slice(tokenProtocolPrefix.length) ?? "", "base64url");
  return bytes.length === token.length && timingSafeEqual(bytes, token);
}
