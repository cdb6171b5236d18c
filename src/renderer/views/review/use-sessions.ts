import { useEffect, useState } from "react";
import type { SessionSummary } from "../../../contract/participant-api.ts";
import { type Loaded, useAgent, useLoaded } from "../../agent/agent-context.tsx";

/** The sessions, newest first, loaded again whenever the agent says that they changed. */
export function useSessions(): Loaded<readonly SessionSummary[]> {
  const { agent } = useAgent();
  const [round, setRound] = useState(0);
  useEffect(() => {
    const changes = agent.on("sessionsChanged", () => setRound((n) => n + 1));
    return () => changes[Symbol.dispose]();
  }, [agent]);
  return useLoaded(
    async (from) =>
      (await from.sessions()).toSorted((a, b) => b.startedAt.localeCompare(a.startedAt)),
    [round],
  );
}
