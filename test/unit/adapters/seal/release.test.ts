import sharp from "sharp";
import { expect, it } from "vitest";
import { releaseOf } from "../../../../src/adapters/seal/approve.ts";
import { AtlasEncoder } from "../../../../src/adapters/seal/atlas-encoder.ts";
import { type BuiltRelease, buildRelease } from "../../../../src/adapters/seal/release.ts";
import { SessionEvent } from "../../../../src/contract/events.ts";
import { FrameRecord } from "../../../../src/contract/frames.ts";
import { FrameId } from "../../../../src/contract/ids.ts";
import { joinedHome, type JoinedHome } from "../../../fixtures/reviewed-session.ts";
import { frame, frameTaken, moved, sessionId, tileOf } from "../../../fixtures/vault.ts";

async function built<T>(test: JoinedHome, use: (release: BuiltRelease) => Promise<T>): Promise<T> {
  const reader = test.home.readSession(sessionId(1));
  try {
    return await use(await buildRelease(reader, { disclosesDeletions: false }));
  } finally {
    reader.close();
  }
}

const lines = (content: Uint8Array): unknown[] =>
  Buffer.from(content)
    .toString()
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as unknown);

/** RGB of one tile, as a reader of the bundle format finds it. */
async function sentTile(release: BuiltRelease, id: string, place: number): Promise<Buffer> {
  const frames = lines(await release.open("frames.jsonl")).map((line) => FrameRecord.parse(line));
  const found = frames.find((one) => one.frame === id)?.tiles.find(([at]) => at === place);
  const number = found![1];
  const name = `tiles/${String(Math.floor(number / 256)).padStart(6, "0")}.webp`;
  const left = (number % 16) * 64;
  const top = Math.floor((number % 256) / 16) * 64;
  return sharp(await release.open(name))
    .extract({ left, top, width: 64, height: 64 })
    .raw()
    .toBuffer();
}

it("buildRelease() gives every pixel back where the contract says it stands", async () => {
  await using test = await joinedHome();
  const colours = Array.from({ length: 20 }, (_, n) => n);
  const frames = Array.from({ length: 14 }, (_, n) =>
    frame(
      `f${n + 1}`,
      n,
      colours.map((colour) => 20 * n + colour),
    ),
  );
  const events = frames.flatMap(({ frame: id }, n) => [
    moved(2 * n, n),
    frameTaken(2 * n + 1, n, id, 2 * n),
  ]);
  await test.record(1, events, frames);
  await built(test, async (release) => {
    expect(release.release.files.map(({ name }) => name)).toEqual([
      "events.jsonl",
      "frames.jsonl",
      "tiles/000000.webp",
      "tiles/000001.webp",
    ]);
    expect(
      lines(await release.open("events.jsonl")).map((line) => SessionEvent.parse(line)),
    ).toEqual(events);
    for (const [id, place] of [
      ["f1", 0],
      ["f1", 17],
      ["f13", 19],
      ["f14", 3],
    ] as const) {
      const colour = 20 * (Number(id.slice(1)) - 1) + place;
      expect((await sentTile(release, id, place)).equals(tileOf(colour))).toBe(true);
    }
  });
});

it("buildRelease() paints a black box into the frames it names and into no other", async () => {
  await using test = await joinedHome();
  const session = await test.record(1);
  const frames = [FrameId.parse("f1")];
  test.edit(session, { kind: "black-box", frames, rect: { x: 0, y: 0, width: 64, height: 10 } });
  await built(test, async (release) => {
    const [boxed, beside, other] = await Promise.all([
      sentTile(release, "f1", 0),
      sentTile(release, "f1", 3),
      sentTile(release, "f2", 0),
    ]);
    expect(boxed.subarray(0, 64 * 3 * 10).every((byte) => byte === 0)).toBe(true);
    expect(boxed.subarray(64 * 3 * 10).equals(tileOf(1).subarray(64 * 3 * 10))).toBe(true);
    expect([beside.equals(tileOf(1)), other.equals(tileOf(1))]).toEqual([true, true]);
  });
});

it("buildRelease() sends no tile that no frame left shows, and no number that tells of one", async () => {
  await using test = await joinedHome();
  const only = frame("f2", 4_990, [1, 2]);
  const secret = frame("f1", 95, [50, 51, 52, 53]);
  const events = [
    moved(0, 100),
    frameTaken(1, 100, "f1", 0),
    moved(2, 5_000),
    frameTaken(3, 5_000, "f2", 2),
  ];
  await test.record(1, events, [secret, only]);
  await test.record(2, events.slice(2), [only]);
  test.edit(sessionId(1), { kind: "cut", from: 0, until: 200 });
  const [cut, never] = [
    await releaseOf(test.home, sessionId(1)),
    await releaseOf(test.home, sessionId(2)),
  ];
  expect(cut.files).toEqual(never.files);
});

it("buildRelease() gives the same hash with and without what was encoded before", async () => {
  await using test = await joinedHome();
  const session = await test.record(1);
  const encoder = new AtlasEncoder();
  const first = await releaseOf(test.home, session, encoder);
  const again = await releaseOf(test.home, session, encoder);
  await test.reopen();
  expect([again, await releaseOf(test.home, session)]).toEqual([first, first]);
});
