import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import sharp from "sharp";
import { expect, it } from "vitest";
import { joinedHome } from "../fixtures/reviewed-session.ts";
import { began, frame, frameTaken, moved, typed } from "../fixtures/vault.ts";
import { countMagenta, scanBytes, scanFolder } from "./leak-scan.ts";
import { scanEverything, type Searched } from "./scan-everything.ts";

const canary = "canary-terminal-7f3a91";

const encodings: readonly (readonly [string, Buffer])[] = [
  ["UTF-8", Buffer.from(canary)],
  ["UTF-16", Buffer.from(canary, "utf16le")],
  ["hexadecimal", Buffer.from(Buffer.from(canary).toString("hex"))],
  ...[0, 1, 2].map((shift): readonly [string, Buffer] => {
    const shifted = Buffer.from(`${"x".repeat(shift)}${canary}yyy`).toString("base64");
    return [`base64 at offset ${shift}`, Buffer.from(shifted)];
  }),
];

it.each(encodings)("scanBytes() finds a canary in %s", (_name, bytes) => {
  const all = Buffer.concat([Buffer.from("before "), bytes, Buffer.from(" after")]);
  expect(scanBytes("here", all, [canary])).toMatchObject([{ canary }]);
});

it("scanBytes() looks into gzip streams", () => {
  expect(scanBytes("here", gzipSync(`all well ${canary}`), [canary])).toMatchObject([{ canary }]);
});

it("scanBytes() finds nothing where there is nothing", () => {
  expect(scanBytes("here", Buffer.from("canary-terminal-7f3a9"), [canary])).toEqual([]);
});

it("scanFolder() looks into every file of every folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "assent-leaks-"));
  mkdirSync(join(folder, "deep", "er"), { recursive: true });
  writeFileSync(join(folder, "deep", "er", "log.txt"), `all well ${canary}`);
  expect(scanFolder(folder, [canary])).toMatchObject([{ canary }]);
});

it("countMagenta() counts magenta as apps paint it and as a lossy step leaves it", () => {
  expect(countMagenta(Uint8Array.of(255, 0, 255, 250, 9, 246, 255, 0, 0, 205, 0, 205))).toBe(2);
});

const nothingElse = (folder: string): Searched => ({
  home: folder,
  passphrase: "correct horse",
  folders: [],
  bundles: [],
  identity: join(folder, "none"),
  canaries: [canary],
});

it("scanEverything() finds a canary planted in the encrypted vault", async () => {
  const test = await joinedHome();
  await test.record(1, [began(0, 0, "Notes"), typed(1, 10, `well, ${canary}`), moved(2, 20)], []);
  await test.home[Symbol.asyncDispose]();
  expect(scanFolder(test.directory, [canary])).toEqual([]); // It is encrypted: only the key shows it.
  expect(await scanEverything(nothingElse(test.directory))).toMatchObject([
    { where: "vault, events", canary },
  ]);
});

it("scanEverything() finds magenta planted in a picture of the vault", async () => {
  const test = await joinedHome();
  const plain = frame("f1", 5, [1, 2]);
  const magenta = new Uint8Array(64 * 64 * 3).map((_, index) => (index % 3 === 1 ? 0 : 255));
  const events = [began(0, 0, "Notes"), moved(1, 5), frameTaken(2, 5, "f1", 1)];
  await test.record(1, events, [{ ...plain, tile: () => magenta }]);
  await test.home[Symbol.asyncDispose]();
  expect(await scanEverything(nothingElse(test.directory))).toMatchObject([
    { where: "vault, f1", canary: "magenta" },
  ]);
});

it("scanEverything() finds a canary in a sealed bundle, with the study's identity", async () => {
  const test = await joinedHome();
  const session = await test.record(1, [began(0, 0, "Notes"), typed(1, 10, canary)], []);
  const { path } = await test.approve(session);
  const folder = mkdtempSync(join(tmpdir(), "assent-leaks-"));
  const identity = join(folder, "identity.txt");
  writeFileSync(identity, `# made for this test\n${test.identity}\n`);
  await test.home[Symbol.asyncDispose]();
  const leaks = await scanEverything({ ...nothingElse(test.directory), bundles: [path], identity });
  expect(leaks).toContainEqual({ where: "bundle, events.jsonl", canary });
});

it("scanEverything() finds magenta in a picture of a dataset", async () => {
  const test = await joinedHome();
  await test.home[Symbol.asyncDispose]();
  const folder = mkdtempSync(join(tmpdir(), "assent-leaks-"));
  await sharp({ create: { width: 9, height: 9, channels: 3, background: "#ff00ff" } })
    .webp({ lossless: true })
    .toFile(join(folder, "f1.webp"));
  const leaks = await scanEverything({ ...nothingElse(test.directory), folders: [folder] });
  expect(leaks).toMatchObject([{ canary: "magenta" }]);
});
