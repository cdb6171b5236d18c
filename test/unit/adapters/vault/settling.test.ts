import { cpSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { WrongKey } from "../../../../src/adapters/vault/cipher-database.ts";
import { decodeAtlas } from "../../../../src/adapters/vault/tile-atlas.ts";
import { FrameStore } from "../../../../src/adapters/vault/frame-store.ts";
import { SessionFiles } from "../../../../src/adapters/vault/session-files.ts";
import { FrameId } from "../../../../src/contract/ids.ts";
import { joinedHome, type JoinedHome } from "../../../fixtures/reviewed-session.ts";
import { sessionId, tileOf } from "../../../fixtures/vault.ts";
import { inAgentDatabase } from "./agent-database.ts";

const session = sessionId(1);

async function filesOf(test: JoinedHome, directory: string): Promise<SessionFiles> {
  const keys = await inAgentDatabase(test, (db) =>
    db.prepare<[], Buffer>("SELECT key FROM sessions").pluck().all(),
  );
  return new SessionFiles(directory, session, {
    candidates: () => keys,
    propose() {},
    settle() {},
  });
}

it("after approval nothing that was cut, boxed or hidden is in the session's files", async () => {
  await using test = await joinedHome();
  await test.record(1);
  const directory = join(test.directory, "sessions", session);
  const frames = [FrameId.parse("f1")];
  test.edit(
    session,
    { kind: "cut", from: 4_000, until: 6_000 },
    { kind: "hide-text", text: "Jane Doe" },
    { kind: "black-box", frames, rect: { x: 64, y: 0, width: 20, height: 20 } },
    { kind: "describe", task: "Greet", outcome: null },
  );
  cpSync(directory, join(test.directory, "copy"), { recursive: true });
  await test.approve(session);
  await test.home[Symbol.asyncDispose]();

  await expect(filesOf(test, join(test.directory, "copy"))).rejects.toThrow(WrongKey);
  const files = await filesOf(test, directory);
  const dump = files.db
    .prepare<[], string>(
      "SELECT coalesce(text, title, '') FROM events UNION SELECT edit FROM edits",
    )
    .pluck()
    .all();
  expect(dump.join("\n")).not.toMatch(/jane/i);
  expect(dump).toContain('{"kind":"describe","task":"Greet","outcome":null}');
  const store = new FrameStore(files);
  expect(store.times().map(({ frame }) => frame)).toEqual(["f1"]);

  // Frame f1 shows colours 1 2 3 (twice) and 7; its second tile is painted, f2 alone had 4 and 5.
  const count = files.db
    .prepare<[number], number>("SELECT count(*) FROM tiles WHERE pack = ?")
    .pluck();
  const tiles: Uint8Array[] = [];
  for (const pack of store.packs()) {
    const atlas = await decodeAtlas(store.readPack(pack));
    for (let n = 0; n < count.get(pack.number)!; n++) tiles.push(atlas.tile(n));
  }
  const holds = (colour: number) => tiles.some((tile) => Buffer.from(tile).equals(tileOf(colour)));
  expect([1, 2, 3, 4, 5, 7].filter(holds)).toEqual([1, 2, 3, 7]);
  const slices = globSync(join(directory, "frames", "*")).map((path) => readFileSync(path).length);
  const named = store.packs().reduce((sum, { bytes }) => sum + bytes, 0);
  expect(slices.reduce((sum, bytes) => sum + bytes, 0)).toBe(named);
  files.close();
  await test.reopen();
});

it("a box over every place that shows a tile destroys that tile", async () => {
  await using test = await joinedHome();
  await test.record(1);
  const frames = ["f1", "f2"].map((id) => FrameId.parse(id));
  test.edit(session, { kind: "black-box", frames, rect: { x: 0, y: 0, width: 300, height: 200 } });
  await test.approve(session);
  const reader = test.home.readSession(session);
  for (const id of frames)
    expect((await reader.picture(id)).rgb.every((byte) => byte === 0)).toBe(true);
  reader.close();
  await test.home[Symbol.asyncDispose]();
  const files = await filesOf(test, join(test.directory, "sessions", session));
  const store = new FrameStore(files);
  for (const pack of store.packs()) {
    const { tile } = await decodeAtlas(store.readPack(pack));
    expect(tile(0).every((byte) => byte === 0)).toBe(true);
  }
  files.close();
  await test.reopen();
});
