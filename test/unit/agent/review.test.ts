import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import sharp from "sharp";
import { FrameId, type SessionId } from "../../../src/contract/ids.ts";
import { approve, joined, record } from "./recorded.ts";
import { passphrase, type Station } from "./station.ts";

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
