/**
 * The relay: started by the browser, it carries frames between the companion and the agent.
 *
 * It reads nothing of what passes. It refuses to serve another extension than Assent's, and
 * it proves to the agent that it belongs to the same participant. The first argument is the
 * companion folder; the browser appends the origin of the extension that called.
 *
 * @module
 */
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { companionExtensionId } from "../../contract/companion-names.ts";
import { parseToken, socketIn, tokenIn } from "./companion-directory.ts";
import { encodeFrame, frameOf, FrameReader } from "./frames.ts";

/** Chromium gives the origin; Firefox the path of the manifest and the extension's id. */
const callers: readonly string[] = [
  `chrome-extension://${companionExtensionId}/`,
  "companion@assent.invalid",
];

function relay(directory: string): void {
  const token = parseToken(readFileSync(tokenIn(directory), "utf8"));
  const socket = connect(socketIn(directory));
  const fromAgent = new FrameReader();
  const fromBrowser = new FrameReader();
  const leave = (): never => process.exit(0);
  let proven = false;

  const hearAgent = (body: Buffer): void => {
    if (proven) {
      process.stdout.write(frameOf(body));
      return;
    }
    const { kind, nonce } = JSON.parse(body.toString("utf8")) as Record<string, unknown>;
    if (kind !== "challenge" || typeof nonce !== "string") leave();
    const mac = createHmac("sha256", token).update(String(nonce), "hex").digest("hex");
    socket.write(encodeFrame({ kind: "answer", mac }));
    proven = true;
    process.stdin.resume();
  };

  process.stdin.pause();
  process.stdin.on("data", (chunk: Buffer) => {
    for (const body of fromBrowser.push(chunk)) {
      // A full socket means that the agent stands still: wait for it, as the browser does for us.
      if (!socket.write(frameOf(body))) process.stdin.pause();
    }
  });
  socket.on("drain", () => process.stdin.resume());
  socket.on("data", (chunk: Buffer) => {
    for (const body of fromAgent.push(chunk)) hearAgent(body);
  });
  process.stdin.on("end", leave);
  process.stdin.on("error", leave);
  process.stdout.on("error", leave);
  socket.on("close", leave);
  socket.on("error", leave);
}

const [directory = "", ...rest] = process.argv.slice(2);
if (rest.some((argument) => callers.includes(argument))) relay(directory);
else process.exitCode = 1;
