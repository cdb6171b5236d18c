/**
 * What one proven companion says, turned into what the core understands.
 *
 * @module
 */
import type { CompanionElement, FromCompanion, ToCompanion } from "../../contract/companion.ts";
import type { BrowserSink, PageElement } from "../../core/ports/browser-context.ts";
import type { Mono } from "../../core/ports/observation.ts";
import { unreachable } from "../../core/unreachable.ts";
import { MessageBudget } from "./message-budget.ts";
import { ViewWitness } from "./view-witness.ts";

interface Sender {
  send(message: ToCompanion): void;
}

interface Times {
  readonly now: () => Mono;
  readonly epochToMono: (epochMs: number) => Mono;
  readonly lostAfterMs?: number;
  readonly onGranted?: (browserPid: number, hosts: readonly string[]) => void;
}

/** A fast typist makes 20 messages a second, a mouse over a page 120. */
const perSecond = 400;
const burst = 2000;
/** Inside one browser, news may overtake each other by less than this. */
const slackMs = 20;
/** A browser with nothing recordable in front is asked at every fifth tick only. */
const quietTicks = 5;
/** What a page says it saw longer ago than this, or later than now, is of no use. */
const oldestMs = 60_000;
const futureMs = 250;

export class CompanionSession {
  readonly #pid: number;
  readonly #line: Sender;
  readonly #sink: BrowserSink;
  readonly #times: Times;
  readonly #witness: ViewWitness;
  readonly #budget: MessageBudget;
  #granted: readonly string[] = [];

  constructor(pid: number, line: Sender, sink: BrowserSink, times: Times) {
    this.#pid = pid;
    this.#line = line;
    this.#sink = sink;
    this.#times = times;
    this.#witness = new ViewWitness(times.now(), slackMs, (observation) =>
      sink.view(pid, observation),
    );
    this.#budget = new MessageBudget(perSecond, burst, times.now());
  }

  get granted(): readonly string[] {
    return this.#granted;
  }

  send(message: ToCompanion): void {
    this.#line.send(message);
  }

  tick(tick: number): void {
    const now = this.#times.now();
    if (this.#witness.silentFor(now) > (this.#times.lostAfterMs ?? 1000)) this.#witness.lost();
    if (this.#witness.inFront || tick % quietTicks === 0) this.#ping(now);
  }

  /** `false` when the companion says too much, or answers what was never asked. */
  hear(message: FromCompanion): boolean {
    const now = this.#times.now();
    if (!this.#budget.spend(now)) return false;
    switch (message.kind) {
      case "hello":
        return true;
      case "view": {
        const before = this.#witness.inFront;
        this.#witness.view(message.view, now);
        if (this.#witness.inFront && !before) this.#ping(now);
        return true;
      }
      case "pong":
        return this.#witness.pong(message.id, message.vouched, message.view, now);
      case "granted":
        this.#granted = message.hosts;
        this.#times.onGranted?.(this.#pid, message.hosts);
        return true;
      case "landing": {
        const at = this.#moment(message.at, now);
        const { landed, origin } = message;
        if (at !== undefined)
          this.#sink.landing(this.#pid, {
            at,
            landed,
            origin,
            element: elementOf(message.element),
          });
        return true;
      }
      case "element": {
        const at = this.#moment(message.at, now);
        const element = elementOf(message.element);
        if (at !== undefined && element !== undefined)
          this.#sink.element(this.#pid, {
            at,
            cause: message.cause,
            origin: message.origin,
            element,
          });
        return true;
      }
      default:
        return unreachable(message);
    }
  }

  lost(): void {
    this.#witness.lost();
  }

  #ping(now: Mono): void {
    this.send({ kind: "ping", id: this.#witness.ping(now) });
  }

  #moment(epochMs: number, now: Mono): Mono | undefined {
    const at = this.#times.epochToMono(epochMs);
    return at < now - oldestMs || at > now + futureMs ? undefined : at;
  }
}

function elementOf(element: CompanionElement | undefined): PageElement | undefined {
  if (element === undefined) return undefined;
  const { role, name, bounds, chosen, optionCount } = element;
  return {
    role,
    name,
    bounds,
    ...(chosen === undefined ? {} : { chosen }),
    ...(optionCount === undefined ? {} : { optionCount }),
  };
}
