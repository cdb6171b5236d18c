/** Carries contract frames as JSON over a WebSocket that only this machine can reach. */
import type { RawData, WebSocket } from "ws";
import type { Wire } from "../../contract/rpc.ts";

const open = 1;
const closing = 2;
const notOurProtocol = 1007;

export function webSocketWire(socket: WebSocket): Wire {
  return {
    send(frame) {
      if (socket.readyState === open) socket.send(JSON.stringify(frame));
    },
    onFrame(listener) {
      const receive = (data: RawData, isBinary: boolean) => {
        const frame = !isBinary && Buffer.isBuffer(data) ? parse(data.toString()) : undefined;
        if (frame === undefined) socket.close(notOurProtocol);
        else listener(frame);
      };
      socket.on("message", receive);
      return { [Symbol.dispose]: () => void socket.off("message", receive) };
    },
    onClose(listener) {
      if (socket.readyState >= closing) queueMicrotask(listener);
      else socket.once("close", listener);
      return { [Symbol.dispose]: () => void socket.off("close", listener) };
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (problem) {
    if (problem instanceof SyntaxError) return undefined;
    throw problem;
  }
}
