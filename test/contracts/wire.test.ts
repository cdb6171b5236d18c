import { fork } from "node:child_process";
import { once } from "node:events";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { WebSocket, WebSocketServer } from "ws";
import { webSocketWire } from "../../src/adapters/loopback/web-socket-wire.ts";
import { processWire } from "../../src/adapters/node/process-wire.ts";
import type { Wire } from "../../src/contract/rpc.ts";
import { wireContract } from "./wire.contract.ts";

/** Structured clone, as Electron IPC does it. */
function portWire(port: MessagePort): Wire {
  let closed = false;
  port.once("close", () => (closed = true));
  return {
    send: (frame) => port.postMessage(frame),
    onFrame(listener) {
      port.on("message", listener);
      return { [Symbol.dispose]: () => void port.off("message", listener) };
    },
    onClose(listener) {
      if (closed) queueMicrotask(listener);
      else port.once("close", listener);
      return { [Symbol.dispose]: () => void port.off("close", listener) };
    },
  };
}

wireContract("MessagePort wire", async () => {
  const { port1, port2 } = new MessageChannel();
  return {
    agentEnd: portWire(port1),
    windowEnd: portWire(port2),
    lose: () => port1.close(),
    [Symbol.asyncDispose]: async () => port1.close(),
  };
});

wireContract("loopback WebSocket wire", async () => {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("Cannot read the test port");
  const client = new WebSocket(`ws://127.0.0.1:${address.port}`);
  const [accepted] = await Promise.all([once(server, "connection"), once(client, "open")]);
  return {
    agentEnd: webSocketWire(accepted[0]),
    windowEnd: webSocketWire(client),
    lose: () => client.terminate(),
    async [Symbol.asyncDispose]() {
      client.terminate();
      server.close();
    },
  };
});

wireContract("child-process IPC wire", async () => {
  const relay = new URL("../fakes/ipc-relay.mjs", import.meta.url);
  const near = fork(relay);
  const [{ relay: port }] = await once(near, "message");
  const joined = once(near, "message");
  const far = fork(relay, [String(port)]);
  await Promise.all([joined, once(far, "message")]);
  return {
    agentEnd: processWire(near),
    windowEnd: processWire(far),
    lose: () => void near.kill("SIGKILL"),
    async [Symbol.asyncDispose]() {
      for (const child of [near, far]) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        child.kill("SIGKILL");
        await once(child, "exit");
      }
    },
  };
});
