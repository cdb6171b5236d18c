/** Speaks to a running agent as its window does: the same wire, token and contract. */
import { once } from "node:events";
import { WebSocket } from "ws";
import { webSocketWire } from "../../src/adapters/loopback/web-socket-wire.ts";
import { later } from "../../src/adapters/node/timer.ts";
import { participantApi, participantApiVersion } from "../../src/contract/participant-api.ts";
import { type Client, connect } from "../../src/contract/rpc.ts";
import { tokenProtocolPrefix, windowProtocol } from "../../src/contract/window-bridge.ts";

export type AgentClient = Client<typeof participantApi> & Disposable;

export async function connectToAgent(url: string): Promise<AgentClient> {
  const { host, origin, hash } = new URL(url);
  const token = new URLSearchParams(hash.slice(1)).get("token") ?? "";
  const protocols = [windowProtocol, `${tokenProtocolPrefix}${token}`];
  const socket = new WebSocket(`ws://${host}/wire`, protocols, { origin });
  await once(socket, "open");
  const client = connect(participantApi, webSocketWire(socket), {
    later,
    versions: [participantApiVersion],
  });
  const close = client[Symbol.dispose];
  return Object.assign(client, {
    [Symbol.dispose]() {
      close.call(client);
      socket.terminate();
    },
  });
}
