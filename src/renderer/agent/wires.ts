/** The two ways to the agent: the bridge of the Electron preload script, or the loopback WebSocket. */
import type { Wire } from "../../contract/rpc.ts";
import {
  tokenProtocolPrefix,
  type WindowBridge,
  windowProtocol,
} from "../../contract/window-bridge.ts";

declare global {
  interface Window {
    readonly assent?: WindowBridge;
  }
}

const tokenKey = "assent.token";

/** Takes the token out of the address, so that it is neither shown, bookmarked nor shared. */
export function takeToken(): string | null {
  const given = /^#token=([A-Za-z0-9_-]{43})$/.exec(location.hash)?.[1];
  if (given !== undefined) {
    sessionStorage.setItem(tokenKey, given);
    history.replaceState(null, "", location.pathname);
  }
  return sessionStorage.getItem(tokenKey);
}

/** Resolves once the socket is open; rejects when it is refused or nobody answers. */
export function openLoopback(token: string): Promise<Wire> {
  const socket = new WebSocket(`ws://${location.host}/wire`, [
    windowProtocol,
    `${tokenProtocolPrefix}${token}`,
  ]);
  return new Promise((resolve, reject) => {
    socket.addEventListener("open", () => resolve(socketWire(socket)), { once: true });
    socket.addEventListener("close", () => reject(new Error("Cannot reach Assent")), {
      once: true,
    });
  });
}

function socketWire(socket: WebSocket): Wire {
  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
    },
    onFrame(listener) {
      const receive = ({ data }: MessageEvent<unknown>) => {
        if (typeof data === "string") listener(JSON.parse(data));
      };
      socket.addEventListener("message", receive);
      return { [Symbol.dispose]: () => socket.removeEventListener("message", receive) };
    },
    onClose(listener) {
      if (socket.readyState >= WebSocket.CLOSING) queueMicrotask(listener);
      else socket.addEventListener("close", listener, { once: true });
      return { [Symbol.dispose]: () => socket.removeEventListener("close", listener) };
    },
  };
}

export function bridgeWire(bridge: WindowBridge): Wire {
  return {
    send: (frame) => bridge.send(frame),
    onFrame: (listener) => ({ [Symbol.dispose]: bridge.onFrame(listener) }),
    onClose: (listener) => ({ [Symbol.dispose]: bridge.onClose(listener) }),
  };
}
