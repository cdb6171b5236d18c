/**
 * The recorder's service with a real home, real consent and real desks, over fake sources.
 *
 * Called as its parent calls it: through the contract, over a wire.
 *
 * @module
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import type { AgentState } from "../../../src/contract/participant-api.ts";
import { recorderApi } from "../../../src/contract/recorder-api.ts";
import { type Client, connect, serve } from "../../../src/contract/rpc.ts";
import type { StudyManifest } from "../../../src/contract/manifest.ts";
import type { InputFact } from "../../../src/core/ports/input-source.ts";
import { ObservedSources } from "./station-sources.ts";
import type { LiveSessionOptions } from "../../../src/agent/recorder/live-session.ts";
import { RecorderService } from "../../../src/agent/recorder/recorder-service.ts";
import { VaultDoor } from "../../../src/agent/recorder/vault-door.ts";
import { later } from "../../fakes/later.ts";
import { wirePair } from "../../fakes/wire-pair.ts";
import { aHash } from "../../fixtures/vault.ts";
import { type SignedManifest, signManifest, studyNow, wholeChoice } from "../../fixtures/study.ts";
import { sceneManifest } from "./scene.ts";

export const passphrase = "a long passphrase";

export interface Station extends AsyncDisposable {
  readonly home: string;
  service: RecorderService;
  client: Client<typeof recorderApi>;
  readonly study: SignedManifest;
  readonly identity: string;
  readonly states: AgentState[];
  /** Errands that nobody wants done any more. */
  readonly cancelled: readonly number[];
  readonly sources: ObservedSources;
  /** Milliseconds that the wall clock is ahead of when everybody agreed. */
  aheadMs: number;
  /** As after a restart, without closing what runs. */
  restart(): Promise<void>;
  join(): Promise<string>;
  start(): Promise<string>;
  deliver(...facts: readonly InputFact[]): void;
  sessionState(session: string): Promise<string | undefined>;
}

export async function openStation(
  changes: Partial<StudyManifest> = {},
  options: { readonly sources?: LiveSessionOptions["sources"] } = {},
): Promise<Station> {
  const home = mkdtempSync(join(tmpdir(), "assent-station-"));
  const identity = await generateX25519Identity();
  const base = sceneManifest(changes);
  const innerRecipients = [await identityToRecipient(identity)];
  const study = signManifest({ ...base, crypto: { ...base.crypto, innerRecipients } });
  const sources = new ObservedSources();
  const station = { aheadMs: 0, states: [] as AgentState[] };
  const cancelled: number[] = [];
  const began = performance.now();
  const clock = {
    now: () => performance.now() - began,
    wall: () => studyNow + 60_000 + station.aheadMs + (performance.now() - began),
  };
  const make = async () => {
    const service = new RecorderService({
      door: await VaultDoor.at(home, 4),
      clock,
      sources: options.sources ?? (async () => sources.create(() => clock.now())),
      build: { version: "0.1.0", hash: aHash("e") },
      deny: { apps: [], origins: [], own: [] },
      own: new Set(),
      environment: {},
      onState: (state) => void station.states.push(state),
      onSessions: () => undefined,
      onErrands: () => undefined,
      onErrandCancelled: (id) => cancelled.push(id),
    });
    const [near, far] = wirePair();
    serve(recorderApi, service.handlers, far);
    return { service, client: connect(recorderApi, near, { later }) };
  };
  const self: Station = Object.assign(station, await make(), {
    home,
    cancelled,
    study,
    identity,
    sources,
    async restart() {
      Object.assign(self, await make());
    },
    async join() {
      const offered = await self.client.offerStudy({ envelope: study.envelope });
      expect(offered.outcome).toBe("offered");
      const joined = await self.client.join({
        manifestHash: study.hash,
        choice: wholeChoice(study.manifest),
        comprehensionPassed: true,
        invitation: null,
      });
      if (joined.outcome === "refused") throw new Error(joined.why);
      return joined.receipt;
    },
    async start() {
      const started = await self.client.startRecording({ study: study.manifest.studyId });
      if (started.outcome === "refused") throw new Error(started.why);
      return started.session;
    },
    deliver: (...facts: readonly InputFact[]) => sources.current.input.deliver(...facts),
    async sessionState(session: string) {
      return (await self.client.sessions()).find((one) => one.session === session)?.state;
    },
    async [Symbol.asyncDispose]() {
      await self.service.close();
      rmSync(home, { recursive: true, force: true });
    },
  });
  return self;
}
