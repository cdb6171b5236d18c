import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SessionId } from "../../../src/contract/ids.ts";
import type { ErrandResult } from "../../../src/contract/recorder-api.ts";
import { approve, joined, record } from "./recorded.ts";
import { passphrase, type Station } from "./station.ts";

describe("errands", () => {
  const token = "t".repeat(43);
  const next = async (station: Station) => {
    const errand = await station.client.nextErrand();
    if (errand === null) throw new Error("Cannot go on: there is no errand");
    return errand;
  };
  const answer = async (station: Station, outcome: ErrandResult["outcome"]) => {
    const { kind, id } = await next(station);
    await station.client.errandDone({ kind, id, outcome } as ErrandResult);
    return kind;
  };
  const waiting = (station: Station, why: "unreachable" | "collector-failing", ms = 1_000) =>
    ({
      outcome: "waiting",
      why,
      retryAt: station.service.open() && Date.parse("2027-03-01T12:00:00Z") + 60_000 + ms,
    }) as const;

  async function approved(): Promise<{ station: Station; session: SessionId }> {
    const station = await joined();
    const session = await record(station);
    await approve(station, session);
    return { station, session };
  }

  it("register, then upload, and then the sealed file is gone", async () => {
    const { station, session } = await approved();
    await using _ = station;
    const outbox = join(station.home, "outbox");
    expect(readdirSync(outbox)).toHaveLength(1);
    expect(await answer(station, { outcome: "registered", token })).toBe("register");
    const upload = await next(station);
    expect([upload.kind, await station.client.nextErrand()]).toEqual(["upload", null]);
    await station.client.errandDone({
      kind: "upload",
      id: upload.id,
      outcome: { outcome: "stored" },
    });
    expect(await station.sessionState(session)).toBe("uploaded");
    expect(readdirSync(outbox)).toEqual([]);
    expect(await station.client.nextErrand()).toBeNull();
  });

  it("wait as long as they were told, say why, and lose nothing", async () => {
    const { station, session } = await approved();
    await using _ = station;
    await answer(station, { outcome: "registered", token });
    await answer(station, waiting(station, "unreachable", 3_600_000));
    expect(await station.client.nextErrand()).toBeNull();
    const [summary] = await station.client.sessions();
    expect([summary?.state, summary?.problem]).toEqual([
      "approved",
      "The study's collector cannot be reached. Assent tries again",
    ]);
    station.aheadMs = 3_700_000;
    expect((await next(station)).kind).toBe("upload");
    expect(await station.sessionState(session)).toBe("uploading");
  });

  it("that a collector refuses fail in words, and are not tried again", async () => {
    const { station } = await approved();
    await using _ = station;
    await answer(station, { outcome: "registered", token });
    await answer(station, { outcome: "refused", code: "consent-withdrawn" });
    const [summary] = await station.client.sessions();
    expect(summary).toMatchObject({ state: "failed", problem: expect.stringMatching(/^Cannot/) });
    expect(await station.client.nextErrand()).toBeNull();
  });

  it("use the same attempt when registering was interrupted", async () => {
    const { station } = await approved();
    await using _ = station;
    const first = await next(station);
    await station.client.errandDone({
      kind: "register",
      id: first.id,
      outcome: waiting(station, "collector-failing", 0),
    });
    station.aheadMs = 10_000;
    const second = await next(station);
    expect(second.kind === "register" && second.item.attempt).toBe(
      first.kind === "register" && first.item.attempt,
    );
  });

  it("ignore an answer that nobody waits for", async () => {
    const { station, session } = await approved();
    await using _ = station;
    await station.client.errandDone({ kind: "upload", id: 77, outcome: { outcome: "stored" } });
    expect(await station.sessionState(session)).toBe("approved");
  });

  it("tell the collector of a withdrawal, also one made while it could not be reached", async () => {
    const { station } = await approved();
    await using _ = station;
    await answer(station, { outcome: "registered", token });
    await station.client.withdraw({ study: station.study.manifest.studyId });
    expect(await station.client.sessions()).toEqual([]);
    expect(readdirSync(join(station.home, "outbox"))).toEqual([]);
    expect(await answer(station, waiting(station, "unreachable", 0))).toBe("withdraw");
    await station.client.lock();
    await station.client.unlock({ passphrase });
    station.aheadMs = 10_000;
    const outcome = { outcome: "withdrawn", withdrawnOn: "2027-03-01" } as const;
    expect(await answer(station, outcome)).toBe("withdraw");
    expect(await station.client.nextErrand()).toBeNull();
  });

  it.each(["leaving", "deleting"] as const)(
    "stop being sent on %s, and then the rest is done",
    async (how) => {
      const { station, session } = await approved();
      await using _ = station;
      await answer(station, { outcome: "registered", token });
      const upload = await next(station);
      if (how === "leaving")
        await station.client.withdraw({ study: station.study.manifest.studyId });
      else await station.client.deleteSession({ session });
      expect(station.cancelled).toEqual([upload.id]);
      const stopped = { outcome: "waiting", why: "stopped", retryAt: 0 } as const;
      await station.client.errandDone({ kind: "upload", id: upload.id, outcome: stopped });
      expect((await station.client.nextErrand())?.kind).toBe(
        how === "leaving" ? "withdraw" : undefined,
      );
    },
  );

  it("say it when a deleted session had already arrived", async () => {
    const { station, session } = await approved();
    await using _ = station;
    await answer(station, { outcome: "registered", token });
    const upload = await next(station);
    await station.client.deleteSession({ session });
    await station.client.errandDone({
      kind: "upload",
      id: upload.id,
      outcome: { outcome: "stored" },
    });
    const { notices } = await station.client.state();
    expect(notices.map(({ code }) => code)).toContain("arrived-before-deletion");
  });

  it("tell the collector also when the participant left while it was being registered", async () => {
    const { station } = await approved();
    await using _ = station;
    const register = await next(station);
    await station.client.withdraw({ study: station.study.manifest.studyId });
    const outcome = { outcome: "registered", token } as const;
    await station.client.errandDone({ kind: "register", id: register.id, outcome });
    expect((await next(station)).kind).toBe("withdraw");
  });

  it("tell nobody of leaving a study to which nothing was ever sent (CON-13)", async () => {
    await using station = await joined();
    await station.client.withdraw({ study: station.study.manifest.studyId });
    expect(await station.client.nextErrand()).toBeNull();
    const again = await station.client.startRecording({ study: station.study.manifest.studyId });
    expect(again.outcome).toBe("refused");
  });
});
