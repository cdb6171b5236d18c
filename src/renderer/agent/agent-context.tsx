/** The agent and its state for every view below, and the two ways of asking it something. */
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import type { AgentState } from "../../contract/participant-api.ts";
import { CallFailed } from "../../contract/rpc.ts";
import { type Agent, keepConnected, type Link } from "./keep-connected.ts";

interface AgentNow {
  readonly agent: Agent;
  readonly state: AgentState;
  readonly link: Link["kind"];
}

const AgentContext = createContext<AgentNow | undefined>(undefined);

export function useAgent(): AgentNow {
  const now = useContext(AgentContext);
  if (now === undefined) throw new TypeError("Cannot use the agent outside of its provider");
  return now;
}

interface ProviderProps {
  readonly children: ReactNode;
  /** Shown while there is no agent to show anything of. */
  readonly waiting: (link: Link["kind"]) => ReactNode;
}

export function AgentProvider({ children, waiting }: ProviderProps) {
  const [link, setLink] = useState<Link>({ kind: "connecting" });
  const [agent, setAgent] = useState<Agent>();
  const [state, setState] = useState<AgentState>();

  useEffect(() => {
    const connection = keepConnected((next) => {
      setLink(next);
      if (next.kind === "open") setAgent(next.agent);
    });
    return () => connection[Symbol.dispose]();
  }, []);

  useEffect(() => {
    if (agent === undefined) return undefined;
    const changes = agent.on("stateChanged", setState);
    agent.state().then(setState, () => undefined); // A lost wire shows as the link's own state.
    return () => changes[Symbol.dispose]();
  }, [agent]);

  if (agent === undefined || state === undefined) return waiting(link.kind);
  return <AgentContext value={{ agent, state, link: link.kind }}>{children}</AgentContext>;
}

const codeOf = (problem: unknown): string =>
  problem instanceof CallFailed ? problem.code : "internal";

export type Loaded<T> =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly code: string; readonly again: () => void }
  | { readonly kind: "ready"; readonly value: T; readonly again: () => void };

/** Loads when mounted, when a key changes and after a reconnection; keeps the last value meanwhile. */
export function useLoaded<T>(
  load: (agent: Agent, signal: AbortSignal) => Promise<T>,
  keys: readonly unknown[] = [],
): Loaded<T> {
  const { agent } = useAgent();
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((n) => n + 1), []);
  const [loaded, setLoaded] = useState<Loaded<T>>({ kind: "loading" });
  const latest = useRef(load);
  latest.current = load;

  useEffect(() => {
    const abort = new AbortController();
    latest.current(agent, abort.signal).then(
      (value) => {
        if (!abort.signal.aborted) setLoaded({ kind: "ready", value, again });
      },
      (problem: unknown) => {
        const code = codeOf(problem);
        if (!abort.signal.aborted && code !== "closed") setLoaded({ kind: "failed", code, again });
      },
    );
    return () => abort.abort();
  }, [agent, round, again, ...keys]);
  return loaded;
}

export interface Action<A extends readonly unknown[]> {
  readonly busy: boolean;
  /** The code of the last failure, until the next run. */
  readonly failed: string | undefined;
  readonly run: (...args: A) => void;
}

export function useAction<A extends readonly unknown[]>(
  act: (...args: A) => Promise<unknown>,
): Action<A> {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const run = (...args: A) => {
    setBusy(true);
    setFailed(undefined);
    act(...args)
      .catch((problem: unknown) => setFailed(codeOf(problem)))
      .finally(() => setBusy(false));
  };
  return { busy, failed, run };
}
