/** What pauses besides the recorder's own hotkey: the tray, a locked screen, a sleeping machine. */
import type { GlobalShortcut, PowerMonitor } from "electron";
import type { AgentState, RecordingState } from "../contract/participant-api.ts";
import { CallFailed } from "../contract/rpc.ts";
import type { Agent } from "../agent/agent.ts";
import type { TrayActions } from "../adapters/electron/tray-icon.ts";

export type PausingAgent = {
  readonly api: Pick<Agent["api"], "pause" | "resume" | "forget">;
  readonly onState: Agent["onState"];
};

/** Which state the agent is in, and the calls that change it. A dead recorder records nothing. */
export class PauseWays {
  readonly #agent: PausingAgent;
  #state: RecordingState = "off";

  constructor(agent: PausingAgent) {
    this.#agent = agent;
    agent.onState(({ recording }: AgentState) => (this.#state = recording));
  }

  pause(): Promise<void> {
    return this.#state === "off" || this.#state === "paused"
      ? Promise.resolve()
      : told(this.#agent.api.pause(undefined, quietly));
  }

  toggle(): Promise<void> {
    return this.#state === "paused" ? this.resume() : this.pause();
  }

  resume(): Promise<void> {
    return told(this.#agent.api.resume(undefined, quietly));
  }

  forget(minutes: number): Promise<void> {
    return told(this.#agent.api.forget({ minutes }, quietly));
  }

  /** Whoever sits down next may be another person. Only the participant resumes. */
  onAway(power: Pick<PowerMonitor, "on">): void {
    power.on("lock-screen", () => void this.pause());
    power.on("suspend", () => void this.pause());
  }

  /**
   * On X11 the recorder grabs the combination itself, so that it works though this process
   * hangs; a second grab would take it away. Elsewhere this is the hotkey. Says whether it holds.
   */
  onHotkey(
    shortcut: Pick<GlobalShortcut, "register">,
    combination: string,
    platform: NodeJS.Platform,
  ): boolean {
    return platform === "linux" || shortcut.register(combination, () => void this.toggle());
  }

  trayActions(open: () => void, quit: () => void): TrayActions {
    return {
      pause: () => void this.pause(),
      resume: () => void this.resume(),
      forgetFiveMinutes: () => void this.forget(5),
      open,
      quit,
    };
  }
}

async function told(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (problem) {
    // The recorder is gone, and with it the recording; a new one comes back locked.
    if (!(problem instanceof CallFailed)) throw problem;
  }
}

const quietly = { onCancel: () => undefined };
