import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { SessionFiles } from "../../../../src/adapters/vault/session-files.ts";
import { SqliteSessionVault } from "../../../../src/adapters/vault/session-vault.ts";
import { type SessionVault, StoreFull } from "../../../../src/core/ports/session-vault.ts";
import { frame, moved, permitted, sessionStart, testHome, typed } from "../../../fixtures/vault.ts";

const { session } = sessionStart();

/** A file system of this size, where this machine lets us make one. */
function smallDisk(bytes: number): (Disposable & { readonly path: string }) | undefined {
  const path = mkdtempSync(join(tmpdir(), "assent-small-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", path], { stdio: "pipe" });
  } catch {
    rmSync(path, { recursive: true });
    return undefined;
  }
  return {
    path,
    [Symbol.dispose]() {
      execFileSync("umount", [path]);
      rmSync(path, { recursive: true });
    },
  };
}

function mountable(): boolean {
  using disk = smallDisk(65_536);
  return disk !== undefined;
}

/** Appends until the store says that it is full; returns how many events were flushed before. */
async function fill(vault: SessionVault): Promise<number> {
  const text = "x".repeat(10_000);
  for (let seq = 0; ; seq++) {
    try {
      vault.append([permitted(typed(seq, seq, text))]);
      await vault.flush();
    } catch (error) {
      if (error instanceof StoreFull) return seq;
      throw error;
    }
  }
}

it("a full database stops the session with StoreFull and keeps what was committed", async () => {
  const path = mkdtempSync(join(tmpdir(), "assent-full-"));
  const key = new Uint8Array(32).fill(1);
  const slot = { candidates: () => [key], propose() {}, settle() {} };
  try {
    const files = new SessionFiles(path, session, slot);
    files.db.pragma("max_page_count = 100");
    const vault = new SqliteSessionVault(files, () => files.close());
    const kept = await fill(vault);
    expect(kept).toBeGreaterThan(10);
    expect(() => vault.append([permitted(moved(9_999, 1))])).toThrow(StoreFull);
    await vault.close();
    const again = new SessionFiles(path, session, slot);
    expect(again.db.prepare("SELECT count(*) FROM events").pluck().get()).toBe(kept);
    again.close();
  } finally {
    rmSync(path, { recursive: true });
  }
});

it.runIf(mountable())(
  "a full disk stops the session, loses nothing committed, and can be forgotten",
  async () => {
    using disk = smallDisk(3_000_000)!;
    await using test = await testHome(disk.path);
    const vault = await test.home.createSession(sessionStart());
    vault.append([permitted(moved(0, 0))]);
    vault.keepFrame(permitted(frame("f1", 0, [1, 2])));
    await vault.flush();
    let n = 1;
    const frames = async () => {
      for (; ; n++) {
        const colours = Array.from({ length: 20 }, (_, i) => 100 * n + i);
        vault.keepFrame(permitted(noisy(n, colours)));
        await vault.flush();
      }
    };
    await expect(frames()).rejects.toThrow(StoreFull);
    await vault.close();
    const reader = test.home.readSession(session);
    expect(reader.frames()).toHaveLength(n);
    for (const id of reader.frames()) await reader.picture(id);
    reader.close();
    await test.home.deleteSession(session);
    const next = await test.home.createSession(sessionStart(2));
    next.append([permitted(moved(0, 0))]);
    await next.close();
  },
);

it.runIf(mountable())(
  "forget() works on a full disk and gives up earlier frames rather than later ones",
  async () => {
    using disk = smallDisk(3_000_000)!;
    await using test = await testHome(disk.path);
    const vault = await test.home.createSession(sessionStart());
    vault.append([moved(0, 0), typed(1, 5_000, "forget me")].map(permitted));
    for (let n = 1; n <= 8; n++) vault.keepFrame(permitted(noisy(n, [n, n + 50])));
    await vault.flush();
    const filler = join(disk.path, "filler");
    for (let size = 3_000_000; size > 0; size -= 4_096)
      try {
        writeFileSync(filler, Buffer.alloc(size));
        break;
      } catch {
        continue;
      }
    vault.keepFrame(permitted(noisy(9, [70, 71])));
    await expect(vault.flush()).rejects.toThrow(StoreFull);
    await vault.forget(4);
    expect(() => vault.append([permitted(moved(2, 6_000))])).toThrow(StoreFull);
    await vault.close();
    rmSync(filler);
    const reader = test.home.readSession(session);
    expect(reader.events(-1, 10)).toEqual([moved(0, 0)]);
    expect(reader.frames()).toEqual([]);
    reader.close();
  },
);

/** Pictures that hardly compress. */
function noisy(n: number, colours: readonly number[]) {
  let state = n;
  const noise = new Uint8Array(64 * 64 * 3).map(() => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state >> 16;
  });
  return { ...frame(`f${n + 1}`, n, colours), tile: () => noise };
}
