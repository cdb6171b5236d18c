import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import sharp from "sharp";
import type { ErrandResult } from "../../../src/contract/recorder-api.ts";
import type { SessionEvent } from "../../../src/contract/events.ts";
import { FrameId, type SessionId } from "../../../src/contract/ids.ts";
import { mustBeMasked } from "../../../src/agent/recorder/masking.ts";
import {
  began,
  event,
  frame,
  frameTaken,
  moved,
  permitted,
  sessionStart,
} from "../../fixtures/vault.ts";
import { openStation, passphrase, type Station } from "./station.ts";

const colours = [1, 2, 3, 1, 2, 3, 7];
const target = {
  source: "dom",
  role: "textbox",
  name: "Card",
  bounds: { x: 64, y: 0, width: 64, height: 64 },
} as const;
const hiddenRun = (seq: number, at: number): SessionEvent =>
  event({
    kind: "text-typed",
    seq,
    at,
    until: at + 1_000,
    text: "‹CARD#1›",
    edits: 0,
    redactions: [{ kind: "CARD", rule: "card-luhn/1", start: 0, end: 8 }],
    context: "c1",
    target,
  });

/** A session with a card number that was hidden in the text, as a recorder leaves it. */
async function record(station: Station, n = 1): Promise<SessionId> {
  const { home } = station.service.open();
  const [receipt] = home.receipts();
  if (receipt === undefined) throw new TypeError("Cannot record: nobody joined");
  const { study, manifestHash, receipt: id } = receipt;
  const start = sessionStart(n, { study, manifestHash, receipt: id });
  mustBeMasked(home, start.session);
  const vault = await home.createSession(start);
  vault.keepFrame(permitted(frame("f1", 95, colours)));
  vault.keepFrame(permitted(frame("f2", 4_990, colours)));
  vault.append(
    [
      began(0, 0, "Notes"),
      moved(1, 100),
      frameTaken(2, 100, "f1", 1),
      hiddenRun(3, 4_000),
      frameTaken(4, 5_000, "f2", 3),
    ].map(permitted),
  );
  await vault.close();
  return start.session;
}

async function joined(): Promise<Station> {
  const station = await openStation();
  await station.client.createVault({ passphrase });
  await station.join();
  return station;
}

async function pixelAt(station: Station, session: SessionId, x: number, y: number) {
  const { base64 } = await station.client.frame({
    session,
    frame: FrameId.parse("f2"),
    edited: false,
    maxWidth: 8_192,
  });
  const { data, info } = await sharp(Buffer.from(base64, "base64"))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
}

async function approve(station: Station, session: SessionId): Promise<void> {
  const { treeHash } = await station.client.release({ session });
  expect(await station.client.approve({ session, treeHash })).toEqual({ outcome: "approved" });
}

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name} ${readFileSync(join(entry.parentPath, entry.name)).length}`);

describe("before review", () => {
  it("the pixels of a field with a secret are black, and what was there is gone (RED-03)", async () => {
    await using station = await joined();
    const session = await record(station);
    const folder = join(station.home, "sessions", session);
    const before = filesOf(folder);
    expect(await pixelAt(station, session, 96, 32)).toEqual([0, 0, 0]);
    expect(await pixelAt(station, session, 32, 32)).not.toEqual([0, 0, 0]);
    expect(filesOf(folder)).not.toEqual(before);
    // Applied for good: there is nothing left that could be taken back.
    expect(await station.client.edits({ session })).toEqual([]);
    expect(await station.client.undoEdit({ session })).toEqual({ undone: false });
  });

  it("happens when the vault is opened, where the recorder was killed before", async () => {
    await using station = await joined();
    const session = await record(station);
    await station.client.lock();
    await station.client.unlock({ passphrase });
    const { home } = station.service.open();
    expect(home.setting(`unmasked ${session}`)).toBeUndefined();
    expect(await pixelAt(station, session, 96, 32)).toEqual([0, 0, 0]);
  });

  it("many pictures can be looked at at once", async () => {
    await using station = await joined();
    const session = await record(station);
    const places = Array.from({ length: 24 }, (_, n) => n * 3);
    const looks = await Promise.all(places.map((x) => pixelAt(station, session, x, 32)));
    expect(looks).toHaveLength(24);
  });

  it("a text that turned out to be half a secret is hidden", async () => {
    await using station = await joined();
    const session = await record(station);
    await station.service.open().masking.prepare(session, ["Notes"]);
    const { events } = await station.client.releaseEvents({ session, after: -1, limit: 10 });
    expect(JSON.stringify(events)).not.toContain("Notes");
  });

  it("keeps no word of a session that was deleted", async () => {
    await using station = await joined();
    const session = await record(station);
    await station.client.deleteSession({ session });
    expect(station.service.open().home.setting(`unmasked ${session}`)).toBeUndefined();
  });
});

describe("approving", () => {
  it("sends exactly what was looked at, and refuses when it changed since", async () => {
    await using station = await joined();
    const session = await record(station);
    const { treeHash } = await station.client.release({ session });
    await station.client.edit({ session, edit: { kind: "cut", from: 0, until: 200 } });
    const outcome = await station.client.approve({ session, treeHash });
    expect(outcome.outcome).toBe("changed");
    expect(await station.sessionState(session)).toBe("unreviewed");
    await approve(station, session);
    expect(await station.sessionState(session)).toBe("approved");
  });

  it("happens once", async () => {
    await using station = await joined();
    const session = await record(station);
    const { treeHash } = await station.client.release({ session });
    const both = await Promise.all([
      station.client.approve({ session, treeHash }),
      station.client.approve({ session, treeHash }),
    ]);
    expect(both.filter(({ outcome }) => outcome === "approved")).toHaveLength(1);
    expect(station.service.open().home.outbox()).toHaveLength(1);
  });

  it("is refused when the consent has ended", async () => {
    await using station = await joined();
    const session = await record(station);
    const { treeHash } = await station.client.release({ session });
    station.aheadMs = 400 * 86_400_000;
    const outcome = await station.client.approve({ session, treeHash });
    expect(outcome).toMatchObject({ outcome: "refused", why: expect.stringMatching(/^Cannot/) });
  });
});

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
