/**
 * Turns what one companion says into observations with honest times.
 *
 * A pong vouches for the moment at which its ping was sent, less a slack: inside the
 * browser, news of another tab and the answer of a page travel on different ways and may
 * overtake each other by a few milliseconds. A change can have happened at any
 * moment since the last one vouched for.
 *
 * @module
 */
import type { CompanionView } from "../../contract/companion.ts";
import type { BrowserView } from "../../core/ports/browser-context.ts";
import type { Mono, Observation } from "../../core/ports/observation.ts";

/** Pings waiting for their pong; one more means that the oldest counts as lost. */
const maxWaiting = 50;

const nothing: BrowserView = {
  origin: null,
  pageFocused: false,
  secure: "unknown",
  viewport: null,
  secretAreas: null,
  listBox: null,
  title: undefined,
};

export class ViewWitness {
  readonly #tell: (observation: Observation<BrowserView>) => void;
  readonly #slack: number;
  readonly #sent = new Map<number, Mono>();
  #nextId = 0;
  #vouchedUpTo: Mono;
  #lastHeard: Mono;
  #last: string | undefined;
  #view: BrowserView = nothing;

  constructor(now: Mono, slackMs: number, tell: (observation: Observation<BrowserView>) => void) {
    this.#vouchedUpTo = now;
    this.#lastHeard = now;
    this.#slack = slackMs;
    this.#tell = tell;
  }

  /** Whether something may be recorded in this browser now. */
  get inFront(): boolean {
    return this.#view.origin !== null;
  }

  ping(now: Mono): number {
    const id = this.#nextId++;
    this.#sent.set(id, now);
    const [oldest] = this.#sent.keys();
    if (this.#sent.size > maxWaiting && oldest !== undefined) this.#sent.delete(oldest);
    return id;
  }

  view(view: CompanionView, now: Mono): void {
    const seen = asBrowserView(view);
    const text = JSON.stringify(seen);
    if (text === this.#last) return;
    this.#last = text;
    this.#view = seen;
    this.#tell({
      kind: "changed",
      value: seen,
      earliest: Math.min(this.#vouchedUpTo, now),
      latest: now,
    });
  }

  /** `false` when no such ping was sent: the peer makes things up. */
  pong(id: number, vouched: boolean, view: CompanionView, now: Mono): boolean {
    const sentAt = this.#sent.get(id);
    if (sentAt === undefined) return id < this.#nextId && id >= 0;
    this.#sent.delete(id);
    this.#lastHeard = now;
    this.view(view, now);
    const upTo = sentAt - this.#slack;
    if (vouched && upTo > this.#vouchedUpTo) {
      this.#vouchedUpTo = upTo;
      this.#tell({ kind: "confirmed", upTo });
    }
    return true;
  }

  silentFor(now: Mono): number {
    return now - this.#lastHeard;
  }

  /** Nothing is known since the last moment that was vouched for. */
  lost(): void {
    if (this.#last === undefined) return;
    this.#last = undefined;
    this.#view = nothing;
    this.#tell({ kind: "lost", from: this.#vouchedUpTo });
  }
}

/** Of a page that is not recordable nothing is passed on, whatever the companion says of it. */
function asBrowserView(view: CompanionView): BrowserView {
  if (view.origin === null || view.private) return nothing;
  const { origin, pageFocused, secure, viewport, secretAreas, listBox, title } = view;
  return { origin, pageFocused, secure, viewport, secretAreas, listBox, title };
}
