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
  isDenied,
  type LocalDeny,
  type Policy,
} from "../../core/policy/policy.ts";
import type { BrowserContext, BrowserView } from "../../core/ports/browser-context.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { InputSource } from "../../core/ports/input-source.ts";
import type { Mono } from "../../core/ports/observation.ts";
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

export type EndReason = "stopped" | "no-consent" | "store-full" | "display-lost" | "fault";

export class Recording {
  readonly #parts: RecordingParts;
  readonly #gate: Gate;
  readonly #journal: Journal;
  readonly #camera: Camera;
  readonly #wanted = new WantedFrames();
  readonly #views = new Map<number, BrowserView>();
  readonly #sources = new AsyncDisposableStack();
  readonly #started: Mono;
  #policy: Policy | Denied = { denied: "no-consent" };
  #epoch = 0;
  #consentCheckedAt: Mono = Number.NEGATIVE_INFINITY;
  #world: WindowWorld | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ending: Promise<void> | undefined;
  #here = false;
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
    recording.#checkConsent(recording.#started);
    try {
      await recording.#connect();
    } catch (problem) {
      await recording.#sources.disposeAsync();
      throw problem;
    }
    recording.#timer = setInterval(() => recording.#guard(() => recording.#tick()), tickMs);
    return recording;
  }

  get seconds(): number {
    return (this.#parts.clock.now() - this.#started) / 1_000;
  }

  get state(): "recording" | "allowed-elsewhere" | "paused" {
    if (isDenied(this.#policy) && this.#policy.denied === "paused") return "paused";
    return this.#here ? "recording" : "allowed-elsewhere";
  }

  /** From this moment on, and for everything that is still undecided, nothing is kept. */
  pause(at: Mono = this.#parts.clock.now()): void {
    this.#gate.pause(at);
    this.#policy = { denied: "paused" };
    this.#forgetHeld();
    this.#here = false;
    this.#parts.onChange();
  }

  resume(): void {
    if (this.state !== "paused") return;
    this.#allow(this.#parts.clock.now());
    this.#parts.onChange();
  }

  /** Destroys what was recorded in the last `ms`, and everything that is still undecided. */
  async forget(ms: number): Promise<void> {
    const now = this.#parts.clock.now();
    this.#gate.clear("paused");
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

  async #connect(): Promise<void> {
    const { input, windows, browser } = this.#parts;
    const guard =
      <A extends readonly unknown[]>(take: (...args: A) => void) =>
      (...args: A) =>
        this.#guard(() => take(...args));
    this.#sources.use(
      await windows.start(
        guard((observation) => {
          if (observation.kind === "changed") this.#world = observation.value;
          if (observation.kind === "lost") this.#world = undefined;
          this.#gate.windows(observation);
          if (observation.kind === "lost" && !windows.health().ok) void this.#end("display-lost");
        }),
      ),
    );
    this.#sources.use(
      await browser.start({
        view: guard((pid, observation) => {
          if (observation.kind === "changed") this.#views.set(pid, observation.value);
          if (observation.kind === "lost") this.#views.delete(pid);
          this.#gate.browser(pid, observation);
        }),
        landing: guard((pid, landing) => this.#gate.landing(pid, landing)),
        element: guard((pid, element) => this.#gate.element(pid, element)),
      }),
    );
    this.#sources.use(
      await input.start(
        guard((facts) => {
          const stoppedAt = this.#stoppedAt;
          this.#gate.input(
            stoppedAt === undefined ? facts : facts.filter(({ at }) => at <= stoppedAt),
          );
        }),
      ),
    );
  }

  #tick(): void {
    const { clock, vault } = this.#parts;
    const now = clock.now();
    this.#checkConsent(now);
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
    vault.count(out.dropped);
    this.#tally(out.seen, events.length, out.dropped);
  }

  #look(now: Mono): void {
    const found = standing(this.#policy, this.#world, (pid) => this.#views.get(pid));
    const own = this.#world?.stack.find(({ id }) => id === found?.window)?.app?.pid;
    const visible = own !== undefined && this.#parts.own.has(own) ? undefined : found;
    if (!this.#camera.look(now, visible?.shot, this.#world?.display)) {
      this.#tally(0, 0, new Map([["grab-failed", 1]]));
      this.#parts.vault.count(new Map([["grab-failed", 1]]));
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
    await this.#sources.disposeAsync();
    let reason = why;
    try {
      if (why === "stopped") {
        const { events } = this.#journal.finish(this.#parts.clock.now());
        this.#parts.vault.append(events);
        this.#tally(0, events.length, new Map());
      }
      this.#forgetHeld();
      await this.#parts.vault.flush();
    } catch (problem) {
      reason = problem instanceof StoreFull ? "store-full" : "fault";
    }
    try {
      await this.#parts.vault.close();
    } finally {
      this.#parts.pixels[Symbol.dispose]();
      this.#parts.onEnd(reason, this.#journal.splitSecrets);
    }
  }
}
