import { cpSync, globSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { WrongKey } from "../../../../src/adapters/vault/cipher-database.ts";
import { FrameStore } from "../../../../src/adapters/vault/frame-store.ts";
import { SessionFiles, type SessionKeySlot } from "../../../../src/adapters/vault/session-files.ts";
import { openPack } from "../../../../src/adapters/vault/slice-file.ts";
import {
  frame,
  moved,
  permitted,
  sessionStart,
  type TestHome,
  testHome,
  typed,
} from "../../../fixtures/vault.ts";
import { inAgentDatabase } from "./agent-database.ts";

const { session } = sessionStart();

const open = (directory: string, keys: readonly Uint8Array[]) =>
  new SessionFiles(directory, session, { candidates: () => keys, propose() {}, settle() {} });

const keysIn = (test: TestHome) =>
  inAgentDatabase(test, (db) =>
    db
      .prepare<[], Buffer | null>("SELECT key FROM sessions UNION SELECT next_key FROM sessions")
      .pluck()
      .all(),
  ).then((keys) => keys.filter((key) => key !== null));

/** Keys of slices, and the packs they are for, in a session's directory. */
function slicesIn(directory: string, keys: readonly Uint8Array[]) {
  const files = open(directory, keys);
  try {
    const rows = files.db
      .prepare<[], { number: number; key: Buffer }>("SELECT * FROM slices")
      .all();
    return { keys: rows.map(({ key }) => key), packs: new FrameStore(files).packs() };
  } finally {
    files.close();
  }
}

it("after forget() nothing that the home still knows opens a copy that was made before", async () => {
  await using test = await testHome();
  const directory = join(test.directory, "sessions", session);
  const copy = join(test.directory, "copy");
  const vault = await test.home.createSession(sessionStart());
  vault.append([moved(0, 10), typed(1, 50_000, "forget me")].map(permitted));
  vault.keepFrame(permitted(frame("f1", 10, [1])));
  vault.keepFrame(permitted(frame("f2", 50_000, [2, 3])));
  await vault.flush();
  cpSync(directory, copy, { recursive: true });
  await vault.forget(20);
  await vault.close();
  await test.home[Symbol.asyncDispose]();

  const keys = await keysIn(test);
  expect(keys).toHaveLength(1);
  expect(() => open(copy, keys)).toThrow(WrongKey);

  const now = slicesIn(directory, keys);
  const [pack] = now.packs;
  const [key] = now.keys;
  expect([now.keys.length, now.packs.length]).toEqual([1, 1]);
  const firstPack = (root: string) =>
    readFileSync(globSync(join(root, "frames", "*.slice"))[0]!).subarray(0, pack!.bytes);
  const place = { session, slice: pack!.slice, pack: pack!.number };
  expect(openPack(firstPack(directory), key!, place).length).toBeGreaterThan(20);
  expect(() => openPack(firstPack(copy), key!, { ...place, slice: 1 })).toThrow(/authenticate/);
  await test.reopen();
});

it("forget() leaves the frames of the time before readable and only their bytes on the disk", async () => {
  await using test = await testHome();
  const vault = await test.home.createSession(sessionStart());
  vault.keepFrame(permitted(frame("f1", 10, [1, 2])));
  vault.keepFrame(permitted(frame("f2", 100_000, [2, 3])));
  vault.keepFrame(permitted(frame("f3", 100_010, [3, 4, 5])));
  await vault.flush();
  await vault.forget(100_005);
  await vault.close();
  const reader = test.home.readSession(session);
  const shown = await Promise.all(
    reader.frames().map(async (id) => (await reader.picture(id)).rgb.slice(0, 9)),
  );
  reader.close();
  expect(shown).toEqual(
    [1, 2].map((colour) => frame("f9", 0, []).tile(`tile-${colour}`).slice(0, 9)),
  );
  await test.home[Symbol.asyncDispose]();
  const directory = join(test.directory, "sessions", session);
  const { packs } = slicesIn(directory, await keysIn(test));
  const named = packs.reduce((sum, { bytes }) => sum + bytes, 0);
  const stored = globSync(join(directory, "frames", "*.slice")).map((path) => readFileSync(path));
  expect(stored.reduce((sum, { length }) => sum + length, 0)).toBe(named);
  await test.reopen();
});

it("forget() may be called while frames are being written, and again before it is done", async () => {
  await using test = await testHome();
  const vault = await test.home.createSession(sessionStart());
  for (let n = 1; n <= 20; n++) vault.keepFrame(permitted(frame(`f${n}`, n, [n, n + 1, 99])));
  await Promise.all([vault.forget(15), vault.forget(10), vault.forget(12)]);
  await vault.close();
  const reader = test.home.readSession(session);
  expect(reader.frames()).toEqual(Array.from({ length: 10 }, (_, n) => `f${n + 1}`));
  for (const id of reader.frames()) await reader.picture(id);
  reader.close();
});

it("a key change that was interrupted opens with the key that is right", async () => {
  const path = await mkdtemp(join(tmpdir(), "assent-rekey-"));
  const keys: Uint8Array[] = [new Uint8Array(32).fill(1)];
  const slot: SessionKeySlot = {
    candidates: () => keys,
    propose: (next) => void keys.push(next),
    settle: () => {}, // The home is killed before it notes that the change is done.
  };
  try {
    const files = new SessionFiles(path, session, slot);
    files.db.exec("INSERT INTO drops VALUES (0, 'paused', 7)");
    slot.propose(new Uint8Array(32).fill(9)); // Killed before the files were changed.
    files.close();
    const again = open(path, keys);
    expect(again.db.prepare("SELECT count FROM drops").pluck().get()).toBe(7);
    again.close();
    const changing = new SessionFiles(path, session, slot);
    changing.changeKey();
    changing.close();
    expect(() => open(path, keys.slice(0, 2))).toThrow(WrongKey);
    const changed = open(path, keys);
    expect(changed.db.prepare("SELECT count FROM drops").pluck().get()).toBe(7);
    changed.close();
  } finally {
    await rm(path, { recursive: true });
  }
});
