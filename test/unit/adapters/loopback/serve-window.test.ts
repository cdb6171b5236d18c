import { once } from "node:events";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { connect as dial } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import * as z from "zod";
import { type ServedWindow, serveWindow } from "../../../../src/adapters/loopback/serve-window.ts";
import { webSocketWire } from "../../../../src/adapters/loopback/web-socket-wire.ts";
import { call, connect, serve } from "../../../../src/contract/rpc.ts";
import { later } from "../../../fakes/later.ts";

const contract = { ping: call(z.void(), z.literal("pong")) };
let folder: string;
let window: ServedWindow;
let token: string;
let opened = 0;
let closed = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "assent-window-"));
  const bundle = join(folder, "bundle");
  await mkdir(join(bundle, "assets"), { recursive: true });
  await writeFile(join(bundle, "index.html"), "<!doctype html><title>Assent</title>");
  await writeFile(join(bundle, "assets", "main.js"), "0;");
  await writeFile(join(bundle, "secrets.txt"), "no type, no name");
  await writeFile(join(folder, "outside.js"), "outside");
  await symlink(join(folder, "outside.js"), join(bundle, "link.js"));
  window = await serveWindow({
    directory: bundle,
    onWire(wire) {
      opened++;
      const served = serve(contract, { ping: async () => "pong" as const }, wire);
      return { [Symbol.dispose]: () => (closed++, served[Symbol.dispose]()) };
    },
  });
  token = new URL(window.url).hash.slice("#token=".length);
});

afterAll(async () => {
  await window.close();
  await rm(folder, { recursive: true });
});

/** The path goes out as it is: `fetch` would tidy the dots away. */
async function get(path: string, headers: Record<string, string> = {}, method = "GET") {
  const sent = request({ host: "127.0.0.1", port: window.port, path, method, headers }).end();
  const [response] = await once(sent, "response");
  let body = "";
  for await (const part of response) body += part;
  return { status: response.statusCode, headers: response.headers, body };
}

interface Attempt {
  readonly origin?: string;
  readonly host?: string;
  readonly token?: string | null;
  readonly path?: string;
}

function open(attempt: Attempt = {}): WebSocket {
  const given = attempt.token === undefined ? token : attempt.token;
  return new WebSocket(
    `ws://127.0.0.1:${window.port}${attempt.path ?? "/wire"}`,
    ["assent.window.v1", ...(given === null ? [] : [`assent.token.${given}`])],
    {
      origin: attempt.origin ?? `http://127.0.0.1:${window.port}`,
      ...(attempt.host === undefined ? {} : { headers: { host: attempt.host } }),
    },
  );
}

async function refusal(attempt: Attempt): Promise<number | string> {
  const socket = open(attempt);
  const refused = once(socket, "unexpected-response").then(([, response]) => response.statusCode);
  const accepted = once(socket, "open").then(() => "accepted");
  socket.on("error", () => undefined);
  const outcome = await Promise.race([refused, accepted]);
  socket.terminate();
  return outcome;
}

describe("serveWindow()", () => {
  it("serves the bundle under a policy that allows nothing from elsewhere", async () => {
    const page = await get("/");
    expect({ status: page.status, body: page.body }).toEqual({
      status: 200,
      body: "<!doctype html><title>Assent</title>",
    });
    const policy = String(page.headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect((await get("/assets/main.js")).headers["content-type"]).toContain("text/javascript");
  });

  it.each([
    "/../outside.js",
    "/assets/../../outside.js",
    "/..%2foutside.js",
    "/%2e%2e/outside.js",
    "//outside.js",
    "/assets/..\\..\\outside.js",
    "/link.js",
    "/secrets.txt",
    "/assets/",
    "/__proto__",
    "/index.html%00.js",
  ])("has no file %s", async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, body: "" });
  });

  it.each(["localhost", "evil.example", "127.0.0.1", "127.0.0.1:1"])(
    "refuses a request that was sent to %s",
    async (host) => {
      expect(await get("/", { host })).toMatchObject({ status: 421, body: "" });
    },
  );

  it("refuses methods that change something", async () => {
    expect((await get("/", {}, "POST")).status).toBe(405);
  });

  it("opens the wire for the token of this launch, and tells when the window goes away", async () => {
    const socket = open();
    using client = connect(contract, webSocketWire(socket), { later });
    await once(socket, "open");
    await expect(client.ping()).resolves.toBe("pong");
    const before = closed;
    socket.close();
    await once(socket, "close");
    await expect.poll(() => closed).toBe(before + 1);
  });

  it("takes a new token at every launch", () => {
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it.each<[string, Attempt, number]>([
    ["no token", { token: null }, 401],
    ["an empty token", { token: "" }, 401],
    ["a wrong token", { token: "A".repeat(43) }, 401],
    ["a token that is too short", { token: "AAAA" }, 401],
    ["a page from elsewhere", { origin: "https://evil.example" }, 403],
    ["a page on another port", { origin: "http://127.0.0.1:1" }, 403],
    ["a page that hides its origin", { origin: "null" }, 403],
    ["another host name", { host: "evil.example" }, 404],
    ["another path", { path: "/" }, 404],
  ])("refuses the wire to %s", async (_who, attempt, status) => {
    const before = opened;
    expect(await refusal(attempt)).toBe(status);
    expect(opened).toBe(before);
  });

  it("refuses the wire to a program that sends no origin", async () => {
    const socket = dial(window.port, "127.0.0.1");
    socket.end(
      [
        "GET /wire HTTP/1.1",
        `Host: 127.0.0.1:${window.port}`,
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        `Sec-WebSocket-Protocol: assent.window.v1, assent.token.${token}`,
        "\r\n",
      ].join("\r\n"),
    );
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1\.1 403 /);
  });

  it("closes a wire that carries more than a frame may hold", async () => {
    const socket = open();
    await once(socket, "open");
    socket.send("x".repeat(5 * 1024 * 1024));
    const [code] = await once(socket, "close");
    expect(code).toBe(1009);
  });

  it("says how to mend a bundle that was not built", async () => {
    await expect(
      serveWindow({
        directory: join(folder, "nowhere"),
        onWire: () => ({ [Symbol.dispose]() {} }),
      }),
    ).rejects.toMatchObject({ code: "bundle-missing" });
  });
});
