/** "Forget the last 5 minutes" in a session of about 4 MB, until it cannot be read any more. */
import { randomFillSync } from "node:crypto";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tileSize } from "../src/contract/frames.ts";
import { FrameId } from "../src/contract/ids.ts";
import type { KeptFrame } from "../src/core/ports/session-vault.ts";
import { display, moved, permitted, sessionStart, testHome } from "../test/fixtures/vault.ts";
import { figure, say } from "./harness.ts";

const minutes = 10;
const framesPerMinute = 2;
const tilesPerFrame = 16;
const eventsPerMinute = 2_000;
const sessionBytes = minutes * framesPerMinute * tilesPerFrame * tileSize * tileSize * 3;

/** Pixels that no encoder can make smaller. */
function noise(id: number, at: number): KeptFrame {
  const keys = Array.from({ length: tilesPerFrame }, (_, place) => `tile-${id}-${place}`);
  return {
    frame: FrameId.parse(`f${id}`),
    at,
    grid: { display, region: { x: 0, y: 0, ...display }, places: new Map(keys.entries()) },
    tile: () => randomFillSync(new Uint8Array(tileSize * tileSize * 3)),
  };
}

async function forgetInTheVault(): Promise<number> {
  await using test = await testHome();
  const vault = await test.home.createSession(sessionStart());
  for (let minute = 0; minute < minutes; minute++) {
    const from = minute * 60_000;
    for (let n = 0; n < framesPerMinute; n++)
      vault.keepFrame(permitted(noise(minute * framesPerMinute + n + 1, from + n * 20_000)));
    const events = Array.from({ length: eventsPerMinute }, (_, n) =>
      permitted(moved(minute * eventsPerMinute + n, from + n * 30)),
    );
    vault.append(events);
    await vault.flush();
  }
  const began = performance.now();
  await vault.forget((minutes / 2) * 60_000);
  const took = performance.now() - began;
  await vault.close();
  return took;
}

/** The same bytes in one file, half of them overwritten for good. */
async function overwriteHalf(): Promise<number> {
  return withFile(async (path) => {
    await using file = await open(path, "r+");
    await file.write(
      randomFillSync(Buffer.alloc(sessionBytes / 2)),
      0,
      sessionBytes / 2,
      sessionBytes / 2,
    );
    await file.datasync();
  });
}

async function unlinkAll(): Promise<number> {
  return withFile((path) => rm(path));
}

async function withFile(task: (path: string) => Promise<void>): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "assent-bench-"));
  const path = join(folder, "plain");
  await writeFile(path, randomFillSync(Buffer.alloc(sessionBytes)), { flush: true });
  const began = performance.now();
  await task(path);
  const took = performance.now() - began;
  await rm(folder, { recursive: true });
  return took;
}

say(
  await figure({
    bench: "forget",
    figure: `forget 5 of 10 minutes, ${(sessionBytes / 1e6).toFixed(1)} MB and ${minutes * eventsPerMinute} events`,
    unit: "ms",
    rounds: 7,
    subject: { name: "Assent: keys destroyed, database re-keyed", measure: forgetInTheVault },
    peer: { name: "overwriting the same bytes in a plain file, synced", measure: overwriteHalf },
    limit: { name: "removing the file, readable for the disk's owner", measure: unlinkAll },
    target: { atMost: 100 },
  }),
);
