import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { BundleId, ReceiptId } from "../../src/contract/ids.ts";
import { HandClient, sampleCollector, type TestCollector } from "../fixtures/collector-http.ts";
import { sha256 } from "../fixtures/participation.ts";

const bytes = randomBytes(100_000);
const incoming = ({ data }: TestCollector) => readdirSync(join(data, "incoming"));
const sealed = ({ data }: TestCollector) => readdirSync(join(data, "sealed"));
const base64 = (text: string) => Buffer.from(text).toString("base64");

it("a file becomes visible when its last byte has arrived and its hash is the stated one", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const file = client.volunteer.seal(bytes);
  const upload = await client.begin(file);
  await client.patch(upload, 0, bytes.subarray(0, 99_999));
  expect(sealed(collector)).toEqual([]);
  const { status, headers } = await client.patch(upload, 99_999, bytes.subarray(99_999));
  expect([status, headers.get("upload-offset")]).toEqual([204, "100000"]);
  expect(sealed(collector)).toEqual([`${file.bundle}.age`]);
  const kept = readFileSync(join(collector.data, "sealed", `${file.bundle}.age`));
  expect(sha256(kept)).toBe(sha256(bytes));
  const state = await client.ask("GET", `v1/bundles/${file.bundle}`);
  expect(JSON.parse(state.text)).toEqual({ bundle: file.bundle, state: "complete", upload: null });
});

it("ENC-06: one flipped bit is refused with 422 and deleted, and the right bytes may follow", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const file = client.volunteer.seal(bytes);
  const flipped = Buffer.from(bytes);
  flipped.writeUInt8(flipped.readUInt8(54_321) ^ 1, 54_321);
  const { status, code } = await client.patch(await client.begin(file), 0, flipped);
  expect([status, code]).toEqual([422, "hash-mismatch"]);
  expect([...incoming(collector), ...sealed(collector)]).toEqual([]);
  expect((await client.patch(await client.begin(file), 0, bytes)).status).toBe(204);
});

it("ENC-05: another participant's token finds neither bundle nor upload", async () => {
  await using collector = await sampleCollector();
  const owner = await HandClient.register(collector);
  const other = await HandClient.register(collector);
  const file = owner.volunteer.seal(bytes);
  const upload = await owner.begin(file);
  const replies = [
    await other.head(upload),
    await other.patch(upload, 0, bytes),
    await other.terminate(upload),
    await other.ask("GET", `v1/bundles/${file.bundle}`),
    await other.create(file),
    await other.create(file, { "upload-metadata": owner.metadata(file) }),
  ];
  expect(replies.map(({ status }) => status)).toEqual(Array(6).fill(404));
  const { headers } = await owner.head(upload);
  expect(headers.get("upload-offset")).toBe("0");
});

it("a statement signed by somebody else, or about another receipt, registers nothing", async () => {
  await using collector = await sampleCollector();
  const owner = await HandClient.register(collector);
  const other = await HandClient.register(collector);
  const replies = [
    await other.state(owner.volunteer.seal(bytes)),
    await other.state(other.volunteer.seal(bytes, { receipt: owner.volunteer.receiptId })),
    await other.state(other.volunteer.seal(bytes, { pseudonym: owner.volunteer.pseudonym })),
  ];
  expect(replies.map(({ code }) => code)).toEqual(Array(3).fill("signature-refused"));
});

it("a sealed file is not given out, neither while it arrives nor when it is complete", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const upload = await client.begin(client.volunteer.seal(bytes));
  await client.patch(upload, 0, bytes.subarray(0, 50_000));
  const early = await client.ask("GET", upload);
  await client.patch(upload, 50_000, bytes.subarray(50_000));
  const late = await client.ask("GET", upload, { headers: { "tus-resumable": "1.0.0" } });
  expect([early.code, late.code]).toEqual(Array(2).fill("method-not-allowed"));
  expect(early.text.length + late.text.length).toBeLessThan(500);
});

it("a length that is deferred, missing, wrong or not the stated one creates nothing", async () => {
  await using collector = await sampleCollector({ limits: { maxBundleBytes: 200_000 } });
  const client = await HandClient.register(collector);
  const file = client.volunteer.seal(bytes);
  await client.state(file);
  const create = (headers: Record<string, string>) =>
    client.ask("POST", "v1/uploads", {
      headers: { "tus-resumable": "1.0.0", "upload-metadata": client.metadata(file), ...headers },
    });
  const replies = [
    await create({ "upload-defer-length": "1" }),
    await create({}),
    ...(await Promise.all(
      ["-1", "1e3", "abc", "99999", "100001", "0"].map((length) =>
        create({ "upload-length": length }),
      ),
    )),
    await create({ "upload-length": String(2 ** 60) }),
  ];
  expect(replies.map(({ status }) => status)).toEqual([...Array(8).fill(400), 413]);
  expect(incoming(collector)).toEqual([]);
});

it("ENC-07: metadata beyond bundle and receipt is refused", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const file = client.volunteer.seal(bytes);
  await client.state(file);
  const metadata = [
    `${client.metadata(file)},filename ${base64("session.age")}`,
    `receipt ${base64(client.volunteer.receiptId)}`,
    `receipt ${base64(client.volunteer.receiptId)},bundle ${base64("../../collector.db")}`,
    `receipt ${base64(client.volunteer.receiptId)},bundle ${base64(randomUUID())}`,
  ];
  const replies = [];
  for (const header of metadata)
    replies.push((await client.create(file, { "upload-metadata": header })).code);
  expect(replies).toEqual(["bad-request", "bad-request", "bad-request", "not-found"]);
  expect(incoming(collector)).toEqual([]);
});

it("more bytes than stated are refused with 413, and the offset stays", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const upload = await client.begin(client.volunteer.seal(bytes));
  const { status } = await client.patch(upload, 0, Buffer.concat([bytes, Buffer.alloc(1)]));
  expect(status).toBe(413);
  expect((await client.head(upload)).headers.get("upload-offset")).toBe("0");
});

it("a bundle over the limit or over the participant's quota is refused when it is stated", async () => {
  const limits = { maxBundleBytes: 150_000, quotaBytes: 250_000 };
  await using collector = await sampleCollector({ limits });
  const client = await HandClient.register(collector);
  const { volunteer } = client;
  const replies = [
    await client.state(volunteer.seal(Buffer.alloc(150_001))),
    await client.state(volunteer.seal(bytes)),
    await client.state(volunteer.seal(bytes)),
    await client.state(volunteer.seal(bytes)),
  ];
  expect(replies.map(({ status, code }) => [status, code])).toEqual([
    [413, "too-large"],
    [200, undefined],
    [200, undefined],
    [507, "quota-exceeded"],
  ]);
});

it("a bundle's statement cannot be changed once it was registered", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const bundle = randomUUID() as BundleId;
  await client.state(client.volunteer.seal(bytes, { bundle }));
  const { status, code } = await client.state(client.volunteer.seal(randomBytes(10), { bundle }));
  expect([status, code]).toEqual([409, "bundle-conflict"]);
});

it("paths that climb, are encoded or name other files find nothing", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const paths = [
    "..%2f..%2fcollector.db",
    "%2e%2e%2fcollector.db",
    "..\\collector.db",
    "%00",
    "%ff",
  ];
  for (const path of paths) {
    expect([400, 404]).toContain((await client.head(`v1/uploads/${path}`)).status);
    expect([400, 404]).toContain((await client.patch(`v1/uploads/${path}`, 0, bytes)).status);
    expect([400, 404]).toContain((await client.terminate(`v1/uploads/${path}`)).status);
    expect([400, 404]).toContain((await client.ask("GET", `v1/bundles/${path}`)).status);
  }
  expect(existsSync(join(collector.data, "collector.db"))).toBe(true);
});

it("two patches at once leave one file with the right bytes", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const file = client.volunteer.seal(bytes);
  const upload = await client.begin(file);
  const replies = await Promise.all([
    client.patch(upload, 0, bytes),
    client.patch(upload, 0, bytes),
  ]);
  expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
  const kept = readFileSync(join(collector.data, "sealed", `${file.bundle}.age`));
  expect(sha256(kept)).toBe(sha256(bytes));
});

it("an upload is terminated by its owner while it is incomplete, and not after", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const file = client.volunteer.seal(bytes);
  const first = await client.begin(file);
  await client.patch(first, 0, bytes.subarray(0, 10));
  expect((await client.terminate(first)).status).toBe(204);
  expect(incoming(collector)).toEqual([]);
  const second = await client.begin(file);
  await client.patch(second, 0, bytes);
  const { status, code } = await client.terminate(second);
  expect([status, code]).toEqual([409, "already-complete"]);
  expect(sealed(collector)).toEqual([`${file.bundle}.age`]);
});

it("a second creation replaces an incomplete upload and leaves a complete one alone", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const file = client.volunteer.seal(bytes);
  const first = await client.begin(file);
  await client.patch(first, 0, bytes.subarray(0, 10));
  const second = await client.begin(file);
  expect((await client.head(first)).status).toBe(404);
  expect(incoming(collector)).toEqual([second.split("/").at(-1)]);
  await client.patch(second, 0, bytes);
  expect((await client.create(file)).code).toBe("already-complete");
  expect(sealed(collector)).toEqual([`${file.bundle}.age`]);
});

it("an upload can be created for somebody's own receipt only", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const file = client.volunteer.seal(bytes, { receipt: randomUUID() as ReceiptId });
  expect((await client.state(file)).code).toBe("signature-refused");
  expect((await client.create(file)).code).toBe("not-found");
});
