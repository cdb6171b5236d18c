import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sign } from "../../src/adapters/seal/dsse.ts";
import { payloadTypes } from "../../src/contract/dsse.ts";
import { buildReceipt } from "../../src/core/consent/build-receipt.ts";
import { HandClient, request, sampleCollector } from "../fixtures/collector-http.ts";
import { newAttempt, study, Volunteer } from "../fixtures/participation.ts";
import {
  receiptInput,
  sampleManifest,
  signManifest,
  signReceipt,
  studyKey,
} from "../fixtures/study.ts";

const studyId = study.manifest.studyId;
const register = (url: string, body: unknown) => request(url, "POST", "v1/participants", { body });

it("one invitation lets in exactly one of twenty who use it at once", async () => {
  await using collector = await sampleCollector({ open: false });
  const { url, collector: own } = collector.running;
  const code = await own.participants.invite(studyId);
  const everybody = Array.from({ length: 20 }, () => new Volunteer());
  const replies = await Promise.all(everybody.map((one) => register(url, one.registration(code))));
  expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    201,
    ...Array(19).fill(403),
  ]);
  expect((await register(url, new Volunteer().registration(code))).code).toBe("invitation-refused");
});

it("nobody joins a study that is not open without an invitation, or with one for another", async () => {
  await using collector = await sampleCollector({ open: false });
  const { url, collector: own } = collector.running;
  const other = await own.participants.invite("https://study.example.org/other" as typeof studyId);
  const replies = [
    await register(url, new Volunteer().registration()),
    await register(url, new Volunteer().registration(other)),
    await register(url, new Volunteer().registration(randomBytes(16).toString("base64url"))),
  ];
  expect(replies.map(({ status, code }) => [status, code])).toEqual(
    Array(3).fill([403, "invitation-refused"]),
  );
});

it("an answer that was lost is asked for again with the same attempt, and the old token ends", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const again = await HandClient.register(collector, client.volunteer);
  expect(again.token).not.toBe(client.token);
  const file = client.volunteer.seal(randomBytes(10));
  expect((await client.state(file)).status).toBe(401);
  expect((await again.state(file)).status).toBe(200);
  const thief = { ...client.volunteer.registration(), attempt: newAttempt() };
  const reply = await register(client.url, thief);
  expect([reply.status, reply.code]).toEqual([409, "already-registered"]);
});

it("a receipt with one byte changed, or for a study version not published here, is refused", async () => {
  await using collector = await sampleCollector();
  const { url } = collector.running;
  const { receipt, attempt } = new Volunteer().registration();
  const payload = Buffer.from(receipt.payload, "base64");
  payload.writeUInt8(payload.readUInt8(2_000) ^ 1, 2_000);
  const changed = { ...receipt, payload: payload.toString("base64") };
  expect((await register(url, { receipt: changed, attempt })).code).toBe("signature-refused");
  const { hash, manifest } = signManifest(sampleManifest({ version: 9 }));
  const elsewhere = signReceipt(buildReceipt(receiptInput({ manifest, hash })));
  const reply = await register(url, { receipt: elsewhere.envelope, attempt });
  expect([reply.status, reply.code]).toEqual([404, "study-unknown"]);
});

it("tokens, attempts and invitations are nowhere in the collector's files", async () => {
  await using collector = await sampleCollector({ open: false });
  const { url, collector: own } = collector.running;
  const codes = [await own.participants.invite(studyId), await own.participants.invite(studyId)];
  const volunteer = new Volunteer();
  const { text } = await register(url, volunteer.registration(codes[0]));
  const { token } = JSON.parse(text) as { token: string };
  await request(url, "POST", "v1/bundles", {
    token,
    body: { statement: volunteer.seal(randomBytes(10)).statement },
  });
  const written = filesUnder(collector.data);
  expect(written.some((content) => content.includes(volunteer.receiptId))).toBe(true);
  for (const secret of [token, volunteer.attempt, ...codes]) {
    const raw = Buffer.from(secret, "base64url");
    for (const form of [secret, raw, raw.toString("hex"), raw.toString("base64")])
      expect(written.some((content) => content.includes(form))).toBe(false);
  }
});

it("after a withdrawal nothing of the receipt is left in the files but its id and its day", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const file = client.volunteer.seal(randomBytes(10));
  await client.patch(await client.begin(file), 0, file.bytes);
  const { receipt } = client.volunteer.registration();
  const traces = [file.bundle, receipt.payload.slice(0, 200), file.statement.payload.slice(-60)];
  const found = () => {
    const written = filesUnder(collector.data);
    return traces.map((trace) => written.some((content) => content.includes(trace)));
  };
  expect(found()).toEqual([true, true, true]);
  await client.withdraw();
  expect(found()).toEqual([false, false, false]);
});

it("a study is published over the network with the administrator's token only", async () => {
  await using collector = await sampleCollector();
  const token = newAttempt();
  const adminTokenFile = await collector.folder.write("admin-token", Buffer.from(`${token}\n`));
  const { envelope, hash } = signManifest(sampleManifest({ version: 2 }));
  const publish = (as: string, body: unknown = envelope) =>
    request(collector.running.url, "POST", "v1/studies", { token: as, body });
  expect((await publish(token)).status).toBe(401);
  await collector.restart({ adminTokenFile });
  expect((await publish(newAttempt())).status).toBe(401);
  expect((await publish(token)).status).toBe(201);
  const read = await request(collector.running.url, "GET", `v1/studies/${hash}`);
  expect(JSON.parse(read.text)).toEqual(envelope);
  const invalid = sign(payloadTypes.manifest, { schema: "study-manifest/v1" }, studyKey);
  expect((await publish(token, invalid)).code).toBe("signature-refused");
});

function filesUnder(folder: string): readonly Buffer[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
}
