import { mkdtemp, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Decrypter, Encrypter } from "age-encryption";
import { Command } from "commander";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { readEnvelope, verify } from "../../../src/adapters/seal/dsse.ts";
import { SigningKey, writeSigningKey } from "../../../src/adapters/seal/signing-key.ts";
import { receiptCommand } from "../../../src/cli/receipt.ts";
import { studyCommand } from "../../../src/cli/study.ts";
import { payloadTypes } from "../../../src/contract/dsse.ts";
import { StudyManifest } from "../../../src/contract/manifest.ts";
import { buildReceipt, withdrawReceipt } from "../../../src/core/consent/build-receipt.ts";
import {
  receiptIds,
  receiptInput,
  signManifest,
  signReceipt,
  studyNow,
} from "../../fixtures/study.ts";

let printed = "";
beforeEach(() => {
  printed = "";
  const keep = (text: string | Uint8Array) => {
    printed += String(text);
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(keep);
  vi.spyOn(process.stderr, "write").mockImplementation(keep);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** Runs the command line and returns its exit code. */
async function assent(...args: string[]): Promise<number> {
  process.exitCode = undefined;
  const program = new Command("assent").addCommand(studyCommand()).addCommand(receiptCommand());
  await program.parseAsync(args, { from: "user" });
  const code = process.exitCode ?? 0;
  process.exitCode = undefined;
  return Number(code);
}

const folder = () => mkdtemp(join(tmpdir(), "assent-study-"));
const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
const readText = (path: string) => readFile(path, "utf8");

it("study new, lint and sign lead to an envelope that the study's key verifies", async () => {
  const dir = await folder();
  const at = (name: string) => join(dir, name);
  const key = ["--key", at("study-signing-key.json")];
  expect([
    await assent("study", "new", dir, "--active", "--id", "https://study.example.org/x"),
    await assent("study", "lint", at("study.json")),
    await assent("study", "sign", at("study.json"), ...key),
  ]).toEqual([0, 0, 0]);
  const { publicKey } = JSON.parse(await readText(at("study-signing-key.json"))) as {
    publicKey: string;
  };
  const read = readEnvelope(await readFile(at("study.dsse.json")));
  const outcome = verify(
    read.outcome === "read" ? read.envelope : read,
    payloadTypes.manifest,
    StudyManifest,
    [publicKey],
  );
  expect(outcome).toMatchObject({
    outcome: "verified",
    payload: { studyId: "https://study.example.org/x", status: "active", language: ["en", "de"] },
  });
  expect(outcome.outcome === "verified" && printed.includes(outcome.payloadHash)).toBe(true);
});

it.each([
  ["classic", [], /^AGE-SECRET-KEY-1/m],
  ["post-quantum", ["--post-quantum"], /^AGE-SECRET-KEY-PQ-1/m],
])(
  "study new makes a %s identity that opens what is sealed to the study",
  async (_kind, flags, form) => {
    const dir = await folder();
    await assent("study", "new", dir, ...flags);
    const identity = await readText(join(dir, "identity.txt"));
    const manifest = StudyManifest.parse(JSON.parse(await readText(join(dir, "study.json"))));
    expect(identity).toMatch(form);
    const encrypter = new Encrypter();
    for (const recipient of manifest.crypto.innerRecipients) encrypter.addRecipient(recipient);
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity.split("\n").find((line) => line.startsWith("AGE-")) ?? "");
    const opened = await decrypter.decrypt(await encrypter.encrypt("sealed"), "text");
    expect(opened).toBe("sealed");
    expect([
      await modeOf(join(dir, "identity.txt")),
      await modeOf(join(dir, "study-signing-key.json")),
    ]).toEqual([0o600, 0o600]);
  },
);

it("study new changes nothing in a folder that already holds a study", async () => {
  const dir = await folder();
  await assent("study", "new", dir);
  const before = await readText(join(dir, "identity.txt"));
  expect(await assent("study", "new", dir)).toBe(1);
  expect(await readText(join(dir, "identity.txt"))).toBe(before);
  expect(printed).toContain("Cannot make a study here: study.json is already there");
});

it("study sign refuses a study with errors and writes nothing", async () => {
  const dir = await folder();
  await assent("study", "new", dir);
  const path = join(dir, "study.json");
  const manifest = JSON.parse(await readText(path)) as { purpose: { dpv: string[] } };
  manifest.purpose.dpv = ["dpv:PersonnelMonitoring"];
  await writeFile(path, JSON.stringify(manifest));
  printed = "";
  expect(await assent("study", "sign", path, "--key", join(dir, "study-signing-key.json"))).toBe(1);
  expect(printed).toMatch(/^error GOV-01 purpose\.dpv\.0: .*\n/);
  await expect(stat(join(dir, "study.dsse.json"))).rejects.toThrow(/ENOENT/);
});

it.each([
  ["a key named twice", '{"schema":1,"schema":2}', /names the same key twice/],
  ["no JSON", "study: yes", /not JSON/],
  ["10 MB of text", "x".repeat(10_000_000), /larger than 3 MB/],
])("study lint says what is wrong with %s", async (_what, content, message) => {
  const path = join(await folder(), "study.json");
  await writeFile(path, content);
  expect(await assent("study", "lint", path)).toBe(1);
  expect(printed).toMatch(message);
  expect(printed.length).toBeLessThan(500);
});

it("study lint and sign name a file that is missing", async () => {
  const dir = await folder();
  await assent("study", "new", dir);
  const study = join(dir, "study.json");
  expect([
    await assent("study", "lint", join(dir, "nothing.json")),
    await assent("study", "sign", study, "--key", join(dir, "nothing.json")),
  ]).toEqual([1, 1]);
  expect(printed).toContain("the file cannot be opened");
});

const study = signManifest();
const given = signReceipt(buildReceipt(receiptInput(study)));
const withdrawn = signReceipt(
  withdrawReceipt({ previous: given, now: studyNow + 1, ids: receiptIds(1) }),
);

async function receiptFiles() {
  const dir = await folder();
  const files = { given, withdrawn, study } as const;
  for (const [name, { envelope }] of Object.entries(files))
    await writeFile(join(dir, `${name}.json`), JSON.stringify(envelope, null, 2));
  return (name: string) => join(dir, `${name}.json`);
}

it("receipt verify says what was agreed, and compares it with the study", async () => {
  const file = await receiptFiles();
  expect(await assent("receipt", "verify", file("given"), "--study", file("study"))).toBe(0);
  expect(printed).toContain("state: dpv:ConsentGiven since 2027-03-01T12:00:00.000Z");
  expect(printed).toContain("granted editor: pointer, keys.timing, screenshot, title in /usr/bin/");
  expect(printed).toContain("same study version: yes");
});

it("receipt verify shows a withdrawal at the end of a chain, and a chain with a hole", async () => {
  const file = await receiptFiles();
  expect(await assent("receipt", "verify", file("given"), file("withdrawn"))).toBe(0);
  expect(printed).toContain("state: dpv:ConsentWithdrawn since");
  expect(await assent("receipt", "verify", file("withdrawn"), file("withdrawn"))).toBe(1);
  expect(printed).toContain("a receipt is missing between these");
});

it("receipt verify refuses a changed byte, another device's key and another document", async () => {
  const file = await receiptFiles();
  const payload = Buffer.from(given.envelope.payload, "base64");
  payload[100] = (payload[100] ?? 0) ^ 1;
  await writeFile(
    file("changed"),
    JSON.stringify({ ...given.envelope, payload: payload.toString("base64") }),
  );
  const other = SigningKey.generate().keyId;
  expect([
    await assent("receipt", "verify", file("changed")),
    await assent("receipt", "verify", file("given"), "--key", other),
    await assent("receipt", "verify", file("study")),
    await assent(
      "receipt",
      "verify",
      file("given"),
      "--study",
      file("study"),
      "--study-key",
      other,
    ),
  ]).toEqual([1, 1, 1, 1]);
  expect(printed.match(/Cannot trust: [^\n]*/g)).toEqual([
    "Cannot trust: a signature does not fit the content, which was changed after signing",
    "Cannot trust: no key that you trust has signed it",
    "Cannot trust: the envelope holds another type of document",
    "Cannot trust: no key that you trust has signed it",
  ]);
});

it("a signing key of another tool is refused without being repeated", async () => {
  const dir = await folder();
  await assent("study", "new", dir, "--active");
  const path = join(dir, "other.json");
  await writeSigningKey(path, SigningKey.generate());
  await writeFile(path, "SECRET");
  expect(await assent("study", "sign", join(dir, "study.json"), "--key", path)).toBe(1);
  expect(printed).not.toContain("SECRET");
});
