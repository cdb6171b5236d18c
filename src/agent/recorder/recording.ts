/**
 * One recording: sources, gate, redaction and vault, joined in one direction.
 *
 * Sources deliver when they like; every {@link tickMs} the gate is told the time and what it
 * permits is redacted and stored. Whatever goes wrong here ends the recording: it never goes
 * on with a part missing.
 */
import { setTimeout } from "node:timers/promises";
import type { DropReason } from "../../contract/signals.ts";
import type { Binding } from "../../core/capture/frame-plan.ts";
import { standing } from "../../core/capture/standing.ts";
import type { ActiveConsent } from "../../core/consent/active-consent.ts";
import type { Cleared } from "../../core/gate/cleared.ts";
import { Gate } from "../../core/gate/gate.ts";
import { derive, type Permitted } from "../../core/gate/permitted.ts";
import type { SessionEvent } from "../../contract/events.ts";
import { Journal } from "../../core/journal/journal.ts";
import {
  type Denied,
  effectivePolicy,
  type LocalDeny,
  type Policy,
} from "../../core/policy/policy.ts";
import type { BrowserContext, BrowserSink, BrowserView } from "../../core/ports/browser-context.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { InputFact, InputSource } from "../../core/ports/input-source.ts";
import type { Mono, Observation } from "../../core/ports/observation.ts";
import type { PixelSource } from "../../core/ports/pixel-source.ts";
import { type KeptFrame, type SessionVault, StoreFull } from "../../core/ports/session-vault.ts";
import type { WindowTracker, WindowWorld } from "../../core/ports/window-tracker.ts";
import type { SessionRedactor } from "../../core/redact/session-redactor.ts";
import { Camera } from "./camera.ts";
import { WantedFrames } from "./wanted-frames.ts";

export const tickMs = 33;
/** Requirement CON-01: a receipt that is gone stops capture within a second. */
const consentEveryMs = 500;

/** The gate's longest ordinary wait, and the settling of the screen after the last action. */
const lastEvidenceMs = 900;

/** Longer than the input source takes to start again. */
const patienceMs = 5_000;

export interface RecordingParts {
  readonly clock: Clock;
  readonly input: InputSource;
  readonly windows: WindowTracker;
  readonly pixels: PixelSource;
  readonly browser: BrowserContext;
  readonly vault: SessionVault;
  readonly redactor: SessionRedactor;
  /** Asked again and again; `undefined` ends the recording. */
  readonly consent: () => ActiveConsent | undefined;
  readonly deny: LocalDeny;
  /** Processes of Assent. */
  readonly own: ReadonlySet<number>;
  readonly onChange: () => void;
  /** Told once, after the vault was closed. */
  readonly onEnd: (why: EndReason, splitSecrets: readonly string[]) => void;
}

export type EndReason =
  | "stopped"
  | "no-consent"
  | "store-full"
  | "display-lost"
  | "input-lost"
  | "fault";

/** What was permitted before these, and only waited to be written, is kept. */
const keepsTheLast: ReadonlySet<EndReason> = new Set(["stopped", "display-lost", "input-lost"]);

export class Recording {
  readonly #parts: RecordingParts;
  readonly #gate: Gate;
  readonly #journal: Journal;
  readonly #camera: Camera;
  readonly #wanted = new WantedFrames();
  readonly #views = new Map<number, BrowserView>();
  readonly #sources: AsyncDisposable[] = [];
  readonly #started: Mono;
  #policy: Policy | Denied = { denied: "no-consent" };
  #epoch = 0;
  #consentCheckedAt: Mono = Number.NEGATIVE_INFINITY;
  #world: WindowWorld | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ending: Promise<void> | undefined;
  #here = false;
  #pausedAt: Mono | undefined;
  /** Since when the input source has not been well. */
  #deafSince: Mono | undefined;
  /** Input from after this moment is not taken in any more. */
  #stoppedAt: Mono | undefined;
  seen = 0;
  kept = 0;
  readonly drops = new Map<DropReason, number>();
  lastDrop: DropReason | null = null;

  private constructor(parts: RecordingParts) {
    this.#parts = parts;
    this.#started = parts.clock.now();
    this.#gate = new Gate({ own: parts.own });
    this.#journal = new Journal({ redactor: parts.redactor, started: this.#started });
    this.#camera = new Camera(parts.pixels);
  }

  /** Throws SourceUnavailable when a source cannot work; nothing is recorded then. */
  static async start(parts: RecordingParts): Promise<Recording> {
    const recording = new Recording(parts);
    const { windows, browser, input } = recording.#sinks();
    const sources = [
      () => parts.windows.start(windows),
      () => parts.browser.start(browser),
      () => parts.input.start(input),
    ];
    recording.#checkConsent(recording.#started);
    try {
      for (const start of sources) {
        if (recording.#ending !== undefined) break;
        recording.#sources.push(await start());
      }
    } catch (problem) {
      await recording.#disconnect();
      throw problem;
    }
    // What ended it while it was starting may have found this source not yet there.
    if (recording.#ending !== undefined) await recording.#disconnect();
    else recording.#timer = setInterval(() => recording.#guard(() => recording.#tick()), tickMs);
    return recording;
  }

  get seconds(): number {
    return (this.#parts.clock.now() - this.#started) / 1_000;
  }

  get state(): "recording" | "allowed-elsewhere" | "paused" {
    if (this.#pausedAt !== undefined) return "paused";
    return this.#here ? "recording" : "allowed-elsewhere";
  }

  /** From this moment on, and for everything that is still undecided, nothing is kept. */
  pause(at: Mono = this.#parts.clock.now()): void {
    this.#pausedAt ??= at;
    this.#gate.pause(at);
    this.#policy = { denied: "paused" };
    this.#forgetHeld();
    this.#here = false;
    this.#parts.onChange();
  }

  /** Nothing is written about the pause: nobody is told of it. */
  resume(): void {
    if (this.#pausedAt === undefined) return;
    this.#pausedAt = undefined;
    this.#guard(() => this.#allow(this.#parts.clock.now()));
    this.#parts.onChange();
  }

  /** Destroys what was recorded in the last `ms`, and everything that is still undecided. */
  async forget(ms: number): Promise<void> {
    const now = this.#parts.clock.now();
    this.#gate.clear("paused", now);
    this.#forgetHeld();
    await this.#parts.vault.forget(Math.max(0, now - ms - this.#started));
    this.#parts.onChange();
  }

  /** Keeps what was done up to now, waits for the evidence about it, and closes. */
  async stop(): Promise<void> {
    this.#stoppedAt ??= this.#parts.clock.now();
    if (this.#ending === undefined) await setTimeout(lastEvidenceMs);
    await this.#end("stopped");
  }

  #sinks() {
    const { windows: tracker } = this.#parts;
    const guard =
      <A extends readonly unknown[]>(take: (...args: A) => void) =>
      (...args: A) =>
        this.#guard(() => take(...args));
    const windows = guard((observation: Observation<WindowWorld>) => {
      if (observation.kind === "changed") this.#world = observation.value;
      if (observation.kind === "lost") this.#world = undefined;
      this.#gate.windows(observation);
      if (observation.kind === "lost" && !tracker.health().ok) void this.#end("display-lost");
    });
    const browser: BrowserSink = {
      view: guard((pid, observation) => {
        if (observation.kind === "changed") this.#views.set(pid, observation.value);
        if (observation.kind === "lost") this.#views.delete(pid);
        this.#gate.browser(pid, observation);
      }),
      landing: guard((pid, landing) => this.#gate.landing(pid, landing)),
      element: guard((pid, element) => this.#gate.element(pid, element)),
    };
    const input = guard((facts: readonly InputFact[]) => {
      const stoppedAt = this.#stoppedAt;
      this.#gate.input(stoppedAt === undefined ? facts : facts.filter(({ at }) => at <= stoppedAt));
    });
    return { windows, browser, input };
  }

  /** However badly one of them ends, the others end as well. */
  async #disconnect(): Promise<void> {
    const sources = this.#sources.splice(0).toReversed();
    await Promise.allSettled(sources.map((source) => source[Symbol.asyncDispose]()));
  }

  #tick(): void {
    const { clock, vault } = this.#parts;
    const now = clock.now();
    this.#checkConsent(now);
    this.#checkInput(now);
    this.#gate.policy({ kind: "confirmed", upTo: now });
    this.#look(now);
    const out = this.#gate.advance(now);
    const frames = out.permitted.filter(({ value }) => value.kind === "frame");
    const facts = out.permitted.filter(({ value }) => value.kind !== "frame");
    const { events: journalled, begun } = this.#journal.accept(facts, now);
    const events = [...journalled];
    for (const frame of frames) events.push(...this.#keep(frame));
    for (const { action, at } of begun) this.#want(this.#camera.plan.acted(action, at), events);
    this.#want(this.#camera.plan.settle(now), events);
    this.#wanted.refuse(out.refusedFrames);
    vault.append(events);
    vault.count(out.dropped, now - this.#started);
    this.#tally(out.seen, events.length, out.dropped);
  }

  #look(now: Mono): void {
    const found = standing(this.#policy, this.#world, (pid) => this.#views.get(pid));
    const own = this.#world?.stack.find(({ id }) => id === found?.window)?.app?.pid;
    const visible = own !== undefined && this.#parts.own.has(own) ? undefined : found;
    if (!this.#camera.look(now, visible?.shot, this.#world?.display)) {
      this.#tally(0, 0, new Map([["grab-failed", 1]]));
      this.#parts.vault.count(new Map([["grab-failed", 1]]), now - this.#started);
    }
    const here = visible !== undefined;
    if (here === this.#here) return;
    this.#here = here;
    this.#parts.onChange();
  }

  #want(bindings: readonly Binding[], events: Permitted<SessionEvent>[]): void {
    for (const binding of bindings) {
      const camera = this.#camera;
      const answer = this.#wanted.want(binding, camera.candidate(binding.ref), camera.tilesOf);
      if (answer === undefined) continue;
      if ("ask" in answer) this.#gate.frame(answer.ask);
      else events.push(...this.#journal.frame(answer.kept.permitted, answer.kept.frame, [binding]));
    }
  }

  #keep(permitted: Permitted<Cleared>): readonly Permitted<SessionEvent>[] {
    if (permitted.value.kind !== "frame") return [];
    const wanted = this.#wanted.keep(permitted.value.ref, permitted);
    if (wanted === undefined) return [];
    const { tiles, bindings, frame, candidate } = wanted;
    const kept: KeptFrame = {
      frame,
      at: Math.max(0, permitted.value.at - this.#started),
      grid: candidate.picture.grid,
      tile(key) {
        const rgb = tiles.get(key);
        if (rgb === undefined) throw new TypeError("Cannot keep a picture with a tile missing");
        return rgb;
      },
    };
    this.#parts.vault.keepFrame(derive(permitted, kept));
    return this.#journal.frame(permitted, frame, bindings);
  }

  #checkConsent(now: Mono): void {
    if (now - this.#consentCheckedAt < consentEveryMs) return;
    this.#consentCheckedAt = now;
    const consent = this.#parts.consent();
    if (consent === undefined) void this.#end("no-consent");
    else if (this.#epoch === 0) this.#allow(now);
  }

  /** A source that restarts is not waited for longer than {@link patienceMs}. */
  #checkInput(now: Mono): void {
    if (this.#parts.input.health().ok) this.#deafSince = undefined;
    else this.#deafSince ??= now;
    if (now - (this.#deafSince ?? now) > patienceMs) void this.#end("input-lost");
  }

  #allow(now: Mono): void {
    const consent = this.#parts.consent();
    if (consent === undefined) return void this.#end("no-consent");
    this.#policy = effectivePolicy(consent, this.#parts.deny, ++this.#epoch);
    this.#gate.policy({ kind: "changed", value: this.#policy, earliest: now, latest: now });
  }

  #tally(seen: number, kept: number, dropped: ReadonlyMap<DropReason, number>): void {
    this.seen += seen;
    this.kept += kept;
    for (const [reason, count] of dropped) {
      this.drops.set(reason, (this.drops.get(reason) ?? 0) + count);
      this.lastDrop = reason;
    }
  }

  #forgetHeld(): void {
    this.#journal.discard();
    this.#camera.clear();
    this.#wanted.clear();
  }

  /** A fault in our own code must not leave a recorder that half works. */
  #guard(work: () => void): void {
    if (this.#ending !== undefined) return;
    try {
      work();
    } catch (problem) {
      void this.#end(problem instanceof StoreFull ? "store-full" : "fault");
    }
  }

  #end(why: EndReason): Promise<void> {
    this.#ending ??= this.#close(why);
    return this.#ending;
  }

  async #close(why: EndReason): Promise<void> {
    clearInterval(this.#timer);
    await this.#disconnect();
    let reason = why;
    const attempt = async (work: () => void | Promise<void>) => {
      try {
        await work();
      } catch (problem) {
        reason = problem instanceof StoreFull ? "store-full" : reason === why ? "fault" : reason;
      }
    };
    if (keepsTheLast.has(why)) await attempt(() => this.#writeTheLast());
    this.#forgetHeld();
    await attempt(() => this.#parts.vault.close());
    await attempt(() => this.#parts.pixels[Symbol.dispose]());
    this.#parts.onEnd(reason, this.#journal.splitSecrets);
  }

  async #writeTheLast(): Promise<void> {
    const { events } = this.#journal.finish(this.#parts.clock.now());
    this.#parts.vault.append(events);
    this.#tally(0, events.length, new Map());
    await this.#parts.vault.flush();
  }
}
