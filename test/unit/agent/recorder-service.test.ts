import { expect, describe, it } from "vitest";
import { SessionId } from "../../../src/contract/ids.ts";
import { SourceUnavailable } from "../../../src/core/ports/input-source.ts";
import { sign } from "../../../src/adapters/seal/dsse.ts";
import { SigningKey } from "../../../src/adapters/seal/signing-key.ts";
import { payloadTypes } from "../../../src/contract/dsse.ts";
import { signManifest, wholeChoice } from "../../fixtures/study.ts";
import { aHash } from "../../fixtures/vault.ts";
import { sceneManifest } from "./scene.ts";
import { openStation, passphrase, type Station } from "./station.ts";

const nobody = SessionId.parse("00000000-0000-4000-8000-000000000001");
const study = sceneManifest().studyId;

async function ready(station: Station): Promise<void> {
  await station.client.createVault({ passphrase });
  await station.join();
}

describe("while locked", () => {
  it.each([
    ["studies", undefined],
    ["sessions", undefined],
    ["withdraw", { study }],
    ["startRecording", { study }],
    ["steps", { session: nobody, after: -1, limit: 1 }],
    ["approve", { session: nobody, treeHash: aHash("a") }],
    ["deleteSession", { session: nobody }],
  ] as const)("%s fails with the code that the window has words for", async (name, input) => {
    await using station = await openStation();
    const call = station.client[name] as (input: unknown) => Promise<unknown>;
    await expect(call(input)).rejects.toMatchObject({ code: "locked" });
  });

  it("there is no errand", async () => {
    await using station = await openStation();
    expect(await station.client.nextErrand()).toBeNull();
  });
});

describe("the passphrase", () => {
  it("that is wrong opens nothing, and the right one opens after it", async () => {
    await using station = await openStation();
    await station.client.createVault({ passphrase });
    await station.client.lock();
    expect((await station.client.state()).vault).toBe("locked");
    const wrong = await station.client.unlock({ passphrase: "not this one" });
    expect([wrong.outcome, (await station.client.state()).vault]).toEqual([
      "wrong-passphrase",
      "locked",
    ]);
    expect(await station.client.unlock({ passphrase })).toEqual({ outcome: "open" });
    expect((await station.client.state()).vault).toBe("open");
  });

  it("is never replaced by making another vault", async () => {
    await using station = await openStation();
    await station.client.createVault({ passphrase });
    await station.client.lock();
    const again = station.client.createVault({ passphrase: "another passphrase" });
    await expect(again).rejects.toMatchObject({ code: "keys-exist" });
    expect(await station.client.unlock({ passphrase })).toEqual({ outcome: "open" });
  });

  it("opens once when two windows ask at the same time", async () => {
    await using station = await openStation();
    await station.client.createVault({ passphrase });
    await station.client.lock();
    const both = [station.client.unlock({ passphrase }), station.client.unlock({ passphrase })];
    expect(await Promise.all(both)).toEqual([{ outcome: "open" }, { outcome: "open" }]);
  });

  it("does not open what another Assent has open, and says so", async () => {
    await using station = await openStation();
    await station.client.createVault({ passphrase });
    const first = station.service;
    await station.restart();
    const second = station.client.unlock({ passphrase });
    await expect(second).rejects.toMatchObject({ code: "store-in-use" });
    await first.close();
    expect(await station.client.unlock({ passphrase })).toEqual({ outcome: "open" });
  });
});

describe("a study", () => {
  it("is refused with one byte changed, and by another key than the one known", async () => {
    await using station = await openStation();
    await ready(station);
    const { envelope, manifest } = station.study;
    const changed = { ...envelope, payload: envelope.payload.replace(/.(?=.{40}$)/, "A") };
    const stranger = sign(
      payloadTypes.manifest,
      manifest,
      SigningKey.fromSeed(new Uint8Array(32).fill(9)),
    );
    for (const bad of [changed, stranger]) {
      const outcome = await station.client.offerStudy({ envelope: bad });
      expect(outcome).toMatchObject({ outcome: "refused", why: expect.stringMatching(/^Cannot/) });
    }
    expect(await station.client.studies()).toHaveLength(1);
  });

  it("cannot be joined when it is not known, or breaks a rule", async () => {
    await using station = await openStation();
    await station.client.createVault({ passphrase });
    const ended = signManifest({ ...sceneManifest(), status: "draft" });
    await station.client.offerStudy({ envelope: ended.envelope });
    for (const manifestHash of [aHash("f"), ended.hash]) {
      const outcome = await station.client.join({
        manifestHash,
        choice: wholeChoice(ended.manifest),
        comprehensionPassed: true,
        invitation: null,
      });
      expect(outcome).toMatchObject({ outcome: "refused", why: expect.stringMatching(/^Cannot/) });
    }
  });

  it("cannot be joined without having understood it, nor with nothing switched on", async () => {
    await using station = await openStation();
    await station.client.createVault({ passphrase });
    const { envelope, hash: manifestHash, manifest } = station.study;
    await station.client.offerStudy({ envelope });
    const choice = wholeChoice(manifest);
    const nothing = choice.map((one) => ({ ...one, signals: [], apps: [], origins: [] }));
    for (const [comprehensionPassed, mine] of [
      [false, choice],
      [true, nothing],
    ] as const) {
      const request = { manifestHash, choice: mine, comprehensionPassed, invitation: null };
      expect((await station.client.join(request)).outcome).toBe("refused");
    }
  });

  it("that was joined shows its receipt", async () => {
    await using station = await openStation();
    await station.client.createVault({ passphrase });
    const receipt = await station.join();
    const [view] = await station.client.studies();
    expect(view?.receipt).toMatchObject({ id: receipt, state: "given" });
    const { html } = await station.client.receiptFile({ receipt: view!.receipt!.id });
    expect(html).toContain("<html");
  });
});

describe("recording", () => {
  it("is refused without consent, and after it expired, in words", async () => {
    await using station = await openStation();
    await station.client.createVault({ passphrase });
    await station.client.offerStudy({ envelope: station.study.envelope });
    const before = await station.client.startRecording({ study });
    await station.join();
    station.aheadMs = 400 * 86_400_000;
    const late = await station.client.startRecording({ study });
    for (const outcome of [before, late])
      expect(outcome).toMatchObject({ outcome: "refused", why: expect.stringMatching(/^Cannot/) });
  });

  it("is refused in the words of the source that cannot work, and leaves nothing behind", async () => {
    const words = "Cannot record: this is a Wayland session. Log in with an X11 session";
    const sources = () => Promise.reject(new SourceUnavailable(words));
    await using station = await openStation({}, { sources });
    await ready(station);
    expect(await station.client.startRecording({ study })).toEqual({
      outcome: "refused",
      why: words,
    });
    expect(await station.client.sessions()).toEqual([]);
  });

  it("is refused while another program holds the pause hotkey", async () => {
    await using station = await openStation();
    await ready(station);
    station.sources.hotkeys.held.set("Ctrl+Alt+Pause", () => undefined);
    const outcome = await station.client.startRecording({ study });
    expect(outcome).toMatchObject({ outcome: "refused", why: expect.stringContaining("pause") });
    expect(await station.client.sessions()).toEqual([]);
  });

  it("starts once, and is over when stopping says so", async () => {
    await using station = await openStation();
    await ready(station);
    const session = await station.start();
    expect((await station.client.startRecording({ study })).outcome).toBe("refused");
    await station.client.stopRecording();
    expect((await station.client.state()).recording).toBe("off");
    expect(await station.sessionState(session)).toBe("unreviewed");
    expect(station.sources.hotkeys.held.size).toBe(0);
    await station.start();
  });

  it("pauses and goes on with the hotkey", async () => {
    await using station = await openStation();
    await ready(station);
    await station.start();
    station.sources.hotkeys.press("Ctrl+Alt+Pause", 1);
    expect((await station.client.state()).recording).toBe("paused");
    station.sources.hotkeys.press("Ctrl+Alt+Pause", 2);
    expect((await station.client.state()).recording).not.toBe("paused");
  });

  it("says that there is nothing to forget when nothing is recorded", async () => {
    await using station = await openStation();
    await ready(station);
    const forgetting = station.client.forget({ minutes: 5 });
    await expect(forgetting).rejects.toMatchObject({ code: "not-recording" });
  });

  it("ends with the display, says so, and can be started again", async () => {
    await using station = await openStation();
    await ready(station);
    const session = await station.start();
    station.sources.current.windows.lose();
    await expect.poll(() => station.sessionState(session)).toBe("unreviewed");
    const state = await station.client.state();
    expect(state.recording).toBe("off");
    expect(state.notices.map(({ code }) => code)).toEqual(["display-lost"]);
    await station.client.dismissNotice({ id: state.notices[0]!.id });
    expect((await station.client.state()).notices).toEqual([]);
    await station.start();
  });

  it("ends when everything is locked, and the session is there afterwards", async () => {
    await using station = await openStation();
    await ready(station);
    const session = await station.start();
    await station.client.lock();
    await station.client.unlock({ passphrase });
    expect(await station.sessionState(session)).toBe("unreviewed");
    const { steps } = await station.client.steps({
      session: SessionId.parse(session),
      after: -1,
      limit: 10,
    });
    expect(steps).toEqual([]);
  });

  it("ends when the session that is being recorded is deleted", async () => {
    await using station = await openStation();
    await ready(station);
    const session = SessionId.parse(await station.start());
    await station.client.deleteSession({ session });
    expect((await station.client.state()).recording).toBe("off");
    expect(await station.client.sessions()).toEqual([]);
  });

  it("is never readable while it goes on", async () => {
    await using station = await openStation();
    await ready(station);
    const session = SessionId.parse(await station.start());
    const reading = station.client.steps({ session, after: -1, limit: 1 });
    await expect(reading).rejects.toMatchObject({ code: "not-ready" });
  });
});

describe("while a recording is only being started", () => {
  const starting = async (station: Station) => {
    await ready(station);
    return station.client.startRecording({ study: station.study.manifest.studyId });
  };

  it("pause takes effect before it begins", async () => {
    await using station = await openStation();
    await ready(station);
    const started = station.client.startRecording({ study: station.study.manifest.studyId });
    await station.client.pause();
    expect((await started).outcome).toBe("started");
    expect((await station.client.state()).recording).toBe("paused");
  });

  it("a pause of an earlier time does not hold the next recording", async () => {
    await using station = await openStation();
    await station.client.pause();
    expect((await starting(station)).outcome).toBe("started");
    expect((await station.client.state()).recording).not.toBe("paused");
  });

  it("stopping and leaving wait for it, and then nothing is recorded", async () => {
    for (const end of ["stopRecording", "withdraw"] as const) {
      await using station = await openStation();
      await ready(station);
      const { studyId } = station.study.manifest;
      const started = station.client.startRecording({ study: studyId });
      if (end === "withdraw") await station.client.withdraw({ study: studyId });
      else await station.client.stopRecording();
      await started;
      const left = await station.client.sessions();
      expect([(await station.client.state()).recording, left.length]).toEqual([
        "off",
        end === "withdraw" ? 0 : 1,
      ]);
    }
  });
});
