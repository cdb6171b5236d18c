/**
 * The agent without its host: two children, and any number of windows that talk to one of them.
 *
 * A child that dies is started again. A recorder that died comes back locked, with what it had
 * committed; the window then asks for the passphrase.
 */
import {
  type AgentState,
  participantApi,
  participantApiVersion,
} from "../contract/participant-api.ts";
import { recorderApi } from "../contract/recorder-api.ts";
import {
  CallFailed,
  type Client,
  connect,
  type Handlers,
  type Later,
  serve,
  type Serving,
  type Wire,
} from "../contract/rpc.ts";
import { courierApi } from "../contract/upload.ts";
import type { Child, ProcessSpawner } from "../core/ports/process-spawner.ts";
import { ErrandRunner } from "./errand-runner.ts";

export interface Agent extends AsyncDisposable {
  /** Serves one window; dispose when it is closed. */
  serveWindow(wire: Wire): Disposable;
  /** What the host itself asks (tray, hotkeys). Stands for whichever recorder runs now. */
  readonly api: Handlers<typeof participantApi>;
  onState(listener: (state: AgentState) => void): Disposable;
}

/** A child that dies at once is not started again faster than this. */
const restartMs = 1_000;

export function startAgent(spawner: ProcessSpawner, later: Later): Agent {
  const windows = new Set<Serving<typeof participantApi>>();
  const listeners = new Set<(state: AgentState) => void>();
  let ended = false;
  const tell = (state: AgentState) => {
    for (const window of windows) window.emit("stateChanged", state);
    for (const listener of listeners) listener(state);
  };

  const courier = keepAlive(spawner, "courier", later, (child) =>
    connect(courierApi, child.wire, { later }),
  );
  const recorder = keepAlive(spawner, "recorder", later, (child) => {
    const client = connect(recorderApi, child.wire, { later });
    client.on("stateChanged", tell);
    client.on("sessionsChanged", (nothing) => {
      for (const window of windows) window.emit("sessionsChanged", nothing);
    });
    const errands = new ErrandRunner(client, () => courier.current(), later);
    child.onExit(() => errands[Symbol.dispose]());
    // A window that stayed open learns the new recorder's state.
    client.state().then(tell, (problem: unknown) => {
      if (!(problem instanceof CallFailed)) throw problem;
    });
    return client;
  });

  const api = forward(() => recorder.current());
  return {
    api,
    serveWindow(wire) {
      const serving = serve(participantApi, api, wire, { versions: [participantApiVersion] });
      windows.add(serving);
      return {
        [Symbol.dispose]() {
          windows.delete(serving);
          serving[Symbol.dispose]();
        },
      };
    },
    onState(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
    async [Symbol.asyncDispose]() {
      if (ended) return;
      ended = true;
      for (const window of windows) window[Symbol.dispose]();
      await recorder.end();
      await courier.end();
    },
  };
}

interface Kept<T> {
  current(): T;
  end(): Promise<void>;
}

function keepAlive<T extends Disposable>(
  spawner: ProcessSpawner,
  name: "recorder" | "courier",
  later: Later,
  use: (child: Child) => T,
): Kept<T> {
  let ended = false;
  let timer: Disposable | undefined;
  const start = (): { child: Child; client: T } => {
    const child = spawner.spawn(name);
    child.onExit(() => {
      if (!ended) timer = later(restartMs, () => (now = start()));
    });
    return { child, client: use(child) };
  };
  let now = start();
  return {
    current: () => now.client,
    async end() {
      ended = true;
      timer?.[Symbol.dispose]();
      now.client[Symbol.dispose]();
      await now.child[Symbol.asyncDispose]();
    },
  };
}

/** One handler for each call of the contract, passed on as it is. */
function forward(client: () => Client<typeof participantApi>): Handlers<typeof participantApi> {
  const names = Object.entries(participantApi).flatMap(([name, entry]) =>
    entry.shape === "call" ? [name as keyof Handlers<typeof participantApi>] : [],
  );
  return Object.fromEntries(
    names.map((name) => [
      name,
      (input: unknown) => (client()[name] as (input: unknown) => Promise<unknown>)(input),
    ]),
  ) as unknown as Handlers<typeof participantApi>;
}
