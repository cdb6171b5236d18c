/** Keeps one connection to the agent, and says when there is none. */
import { participantApi, participantApiVersion } from "../../contract/participant-api.ts";
import { type Client, connect, type Later } from "../../contract/rpc.ts";
import { bridgeWire, openLoopback, takeToken } from "./wires.ts";

export type Agent = Client<typeof participantApi> & Disposable;

export type Link =
  | { readonly kind: "connecting" }
  | { readonly kind: "open"; readonly agent: Agent }
  | { readonly kind: "lost" }
  /** The window was opened without the token of a running agent. */
  | { readonly kind: "uninvited" };

export const later: Later = (ms, run) => {
  const timer = setTimeout(run, ms);
  return { [Symbol.dispose]: () => clearTimeout(timer) };
};

const firstRetryMs = 300;
const lastRetryMs = 3_000;

export function keepConnected(onLink: (link: Link) => void): Disposable {
  let over = false;
  let retryMs = firstRetryMs;
  let timer: Disposable | undefined;
  let agent: Agent | undefined;
  const token = window.assent === undefined ? takeToken() : null;

  const retry = () => {
    if (over) return;
    onLink({ kind: "lost" });
    timer = later(retryMs, () => void attempt());
    retryMs = Math.min(retryMs * 2, lastRetryMs);
  };
  const attempt = async () => {
    if (window.assent === undefined && token === null) return onLink({ kind: "uninvited" });
    try {
      const wire =
        window.assent === undefined ? await openLoopback(token ?? "") : bridgeWire(window.assent);
      if (over) return;
      agent = connect(participantApi, wire, { later, versions: [participantApiVersion] });
      wire.onClose(retry);
      retryMs = firstRetryMs;
      onLink({ kind: "open", agent });
    } catch {
      retry(); // Refused, or nobody there: the reason is not told to a page.
    }
  };
  void attempt();
  return {
    [Symbol.dispose]() {
      over = true;
      timer?.[Symbol.dispose]();
      agent?.[Symbol.dispose]();
    },
  };
}
