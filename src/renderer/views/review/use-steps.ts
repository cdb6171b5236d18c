import { useEffect, useState } from "react";
import type { Size } from "../../../contract/geometry.ts";
import type { SessionId } from "../../../contract/ids.ts";
import type { Step } from "../../../contract/participant-api.ts";
import { CallFailed } from "../../../contract/rpc.ts";
import { useAgent } from "../../agent/agent-context.tsx";

export interface Steps {
  readonly steps: readonly Step[];
  readonly total: number;
  readonly display: Size | undefined;
  readonly done: boolean;
  readonly failed: string | undefined;
  readonly again: () => void;
}

const pageSize = 500;
const nothing = { steps: [], total: 0, display: undefined, done: false, failed: undefined };

/** Reads the whole session page by page; what has come can be used at once. */
export function useSteps(session: SessionId): Steps {
  const { agent } = useAgent();
  const [round, setRound] = useState(0);
  const [loaded, setLoaded] = useState<Omit<Steps, "again">>(nothing);
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    const read = async () => {
      setLoaded(nothing);
      const steps: Step[] = [];
      for (;;) {
        const after = steps.at(-1)?.index ?? -1;
        const page = await agent.steps({ session, after, limit: pageSize }, { signal });
        steps.push(...page.steps);
        const done = page.steps.length === 0 || steps.length >= page.total;
        setLoaded({ ...page, steps: [...steps], done, failed: undefined });
        if (done) return;
      }
    };
    read().catch((problem: unknown) => {
      const code = problem instanceof CallFailed ? problem.code : "internal";
      if (!signal.aborted) setLoaded((now) => ({ ...now, done: true, failed: code }));
    });
    return () => abort.abort();
  }, [agent, session, round]);
  return { ...loaded, again: () => setRound((n) => n + 1) };
}
