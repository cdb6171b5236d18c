import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { randomInt } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { ReadableStream } from "node:stream/web";
import { extract, pack } from "tar-stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openStream, sealStream } from "../../../../src/adapters/seal/age-seal.ts";
import {
  BundleNotForUs,
  BundleTampered,
  BundleTruncated,
} from "../../../../src/adapters/seal/bundle-errors.ts";
import {
  openBundle,
  readBundle,
  usualLimits,
} from "../../../../src/adapters/seal/bundle-reader.ts";
import { writeBundle } from "../../../../src/adapters/seal/bundle-writer.ts";
import { jcsBytes } from "../../../../src/adapters/seal/jcs.ts";
import type { BundleStatement } from "../../../../src/contract/bundle.ts";
import { joinedHome, type JoinedHome, statementOf } from "../../../fixtures/reviewed-session.ts";

interface Entry {
  readonly name: string;
  readonly content: Uint8Array;
}

let test: JoinedHome;
let path: string;
let stated: BundleStatement;
let entries: readonly Entry[];
let other: readonly Entry[];

beforeAll(async () => {
  test = await joinedHome();
  const one = await test.approve(await test.record(1));
  path = one.path;
  stated = statementOf(one.entry);
  entries = await entriesOf(path);
  const two = await test.record(2, undefined, undefined, { startedAt: "2027-03-01T13:00:00Z" });
  other = await entriesOf((await test.approve(two)).path);
});
afterAll(() => test[Symbol.asyncDispose]());

async function entriesOf(sealed: string): Promise<readonly Entry[]> {
  const tar = extract();
  const plain = await openStream(ReadableStream.from([readFileSync(sealed)]), [test.identity]);
  tar.end(await buffer(plain));
  const read: Entry[] = [];
  for await (const entry of tar)
    read.push({ name: entry.header.name, content: await buffer(entry as never) });
  return read;
}

const variant = (bytes: Uint8Array): string => {
  const file = join(test.directory, "variant.age");
  writeFileSync(file, bytes);
  return file;
};
const open = (file: string) => openBundle({ path: file, identities: [test.identity] });
/** A bundle as a hostile participant can make it: sealed to the study, with any entries. */
async function openSealed(changed: readonly Entry[]) {
  const file = join(test.directory, "sealed.age");
  const recipient = await identityToRecipient(test.identity);
  const list = changed.map(({ name, content }) => ({ name, read: async () => content }));
  await writeBundle(file, list, [recipient]);
  return open(file);
}
const replaced = (name: string, content: Uint8Array) =>
  entries.map((entry) => (entry.name === name ? { name, content } : entry));

it("an unchanged bundle opens, file by file, with what was stated", async () => {
  const names: string[] = [];
  const source = { path, identities: [test.identity], stated };
  const head = await readBundle(source, (name) => void names.push(name));
  expect(names).toEqual(head.manifest.files.map(({ name }) => name));
  expect((await openSealed(entries)).manifest).toEqual(head.manifest);
});

it("no bit can be flipped in a bundle", async () => {
  const bytes = readFileSync(path);
  const offsets = [0, 20, 60, 120, 180, 200, bytes.length - 1];
  for (let n = 0; n < 40; n++) offsets.push(randomInt(bytes.length));
  for (const offset of offsets) {
    const changed = Buffer.from(bytes);
    changed[offset]! ^= 1 << randomInt(8);
    const refusal: unknown = await open(variant(changed)).catch((error: unknown) => error);
    const ours = refusal instanceof BundleTampered || refusal instanceof BundleNotForUs;
    expect(ours, `bit flip at ${offset}: ${String(refusal)}`).toBe(true);
  }
});

it("no part of a bundle is enough", async () => {
  const bytes = readFileSync(path);
  const lengths = [0, 1, 100, 183, 200, bytes.length - 1, bytes.length - 16, bytes.length - 17];
  for (let n = 0; n < 30; n++) lengths.push(randomInt(bytes.length));
  for (const length of lengths) {
    const part = variant(bytes.subarray(0, length));
    await expect(open(part), `${length} bytes`).rejects.toThrow(/^Cannot open bundle/);
    const source = { path: part, identities: [test.identity], stated };
    await expect(openBundle(source), `${length} bytes`).rejects.toThrow(BundleTruncated);
  }
});

it("a file with something behind it is refused", async () => {
  const longer = variant(Buffer.concat([readFileSync(path), Buffer.alloc(10)]));
  await expect(open(longer)).rejects.toThrow(BundleTampered);
});

it("another key does not open a bundle", async () => {
  const identities = [await generateX25519Identity()];
  await expect(openBundle({ path, identities })).rejects.toThrow(BundleNotForUs);
});

it("a bundle cannot be passed off under the statement of another", async () => {
  const source = { path, identities: [test.identity] };
  for (const change of [
    { seq: 7 },
    { pseudonym: "x".repeat(43) },
    { receipt: "00000001-0000-4000-8000-000000000009" },
    { study: "https://other.example.org" },
    { sha256: `sha256:${"0".repeat(64)}` },
  ]) {
    const wrong = { ...stated, ...change } as BundleStatement;
    await expect(openBundle({ ...source, stated: wrong })).rejects.toThrow(BundleTampered);
  }
});

it("entries that are missing, doubled, swapped, renamed or added are refused", async () => {
  const [first, second, ...rest] = entries;
  const evil = { name: "../evil", content: new Uint8Array(3) };
  const long = { name: `tiles/${"a".repeat(300)}.webp`, content: new Uint8Array(3) };
  for (const changed of [
    [second!, first!, ...rest],
    [...entries, evil],
    [...entries, entries.at(-1)!],
    [evil, ...entries],
    [...entries, long],
    entries.map((entry) => (entry.name === "frames.jsonl" ? { ...entry, name: "/etc/x" } : entry)),
    entries.toSpliced(5, 2, entries[6]!, entries[5]!),
    entries.toSpliced(2, 1),
  ])
    await expect(openSealed(changed)).rejects.toThrow(BundleTampered);
  await expect(openSealed(entries.slice(0, -1))).rejects.toThrow(BundleTruncated);
  await expect(openSealed(entries.slice(0, 3))).rejects.toThrow(BundleTruncated);
  await expect(openSealed([])).rejects.toThrow(BundleTruncated);
});

it("a file that is not the signed one is refused before it is handed over", async () => {
  const events = entries.find(({ name }) => name === "events.jsonl")!.content;
  const changed = Uint8Array.from(events);
  changed[10]! ^= 1;
  const contents = [changed, events.subarray(1), Buffer.concat([events, Buffer.from("\n")])];
  for (const content of contents)
    await expect(openSealed(replaced("events.jsonl", content))).rejects.toThrow(BundleTampered);
});

it("parts of another bundle of the same device are refused", async () => {
  for (const name of ["bundle.json", "bundle.dsse.json", "review.dsse.json"]) {
    const { content } = other.find((entry) => entry.name === name)!;
    await expect(openSealed(replaced(name, content))).rejects.toThrow(BundleTampered);
  }
});

it("parts that are not signed by the same device, or not at all, are refused", async () => {
  const foreign = await joinedHome(test.identity);
  try {
    const theirs = await entriesOf((await foreign.approve(await foreign.record(1))).path);
    for (const name of ["review.dsse.json", "receipt.dsse.json"]) {
      const { content } = theirs.find((entry) => entry.name === name)!;
      await expect(openSealed(replaced(name, content))).rejects.toThrow(BundleTampered);
    }
    const nothing = jcsBytes({ payloadType: "x", payload: "", signatures: [] });
    await expect(openSealed(replaced("bundle.dsse.json", nothing))).rejects.toThrow(BundleTampered);
  } finally {
    await foreign[Symbol.asyncDispose]();
  }
});

it("what is larger than the limits is refused while it is read", async () => {
  const source = { path, identities: [test.identity] };
  const limits = (changes: object) => ({ ...source, limits: { ...usualLimits, ...changes } });
  await expect(openBundle(limits({ totalBytes: 10_000 }))).rejects.toThrow(BundleTampered);
  await expect(openBundle(limits({ fileBytes: 100 }))).rejects.toThrow(BundleTampered);
  const huge = { name: "bundle.json", content: new Uint8Array(5_000_000) };
  await expect(openSealed([huge, ...entries.slice(1)])).rejects.toThrow(BundleTampered);
});

it("links and directories in the archive are refused", async () => {
  const tar = pack();
  tar.entry({ name: "bundle.json", type: "symlink", linkname: "/etc/passwd" });
  tar.finalize();
  const recipient = await identityToRecipient(test.identity);
  const sealed = await sealStream(ReadableStream.from([await buffer(tar as never)]), [recipient]);
  await expect(open(variant(await buffer(sealed)))).rejects.toThrow(BundleTampered);
});

it("content that is no archive at all is refused", async () => {
  const recipient = await identityToRecipient(test.identity);
  const noise = Buffer.alloc(100_000, 7);
  const sealed = await sealStream(ReadableStream.from([noise]), [recipient]);
  await expect(open(variant(await buffer(sealed)))).rejects.toThrow(BundleTampered);
});
