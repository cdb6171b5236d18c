import { randomBytes } from "node:crypto";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { SigningKey } from "../../src/adapters/seal/signing-key.ts";
import { halfSent, HandClient, request, sampleCollector } from "../fixtures/collector-http.ts";
import { collectorNow, newAttempt, Volunteer } from "../fixtures/participation.ts";

const bytes = randomBytes(100_000);
const filesOf = (data: string) => [
  ...readdirSync(join(data, "incoming")),
  ...readdirSync(join(data, "sealed")),
];

it("a request without a token, or with one nobody has, is answered 401", async () => {
  await using collector = await sampleCollector();
  const { url } = collector.running;
  const tries = ["POST v1/bundles", "GET v1/bundles/x", "POST v1/uploads", "PATCH v1/uploads/x"];
  const replies = [];
  for (const line of [...tries, "POST v1/receipts/withdraw", "POST v1/studies"]) {
    const [method = "", path = ""] = line.split(" ");
    const headers = { "tus-resumable": "1.0.0" };
    replies.push((await request(url, method, path, { headers })).code);
    replies.push((await request(url, method, path, { headers, token: newAttempt() })).code);
  }
  expect(replies).toEqual(Array(12).fill("unauthorized"));
});

it("CON-02: an upload under a withdrawn receipt is refused with 412 when it is created", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const file = client.volunteer.seal(bytes);
  await client.state(file);
  await client.withdraw();
  const replies = [await client.state(file), await client.create(file)];
  expect(replies.map(({ status, code }) => [status, code])).toEqual([
    [412, "consent-withdrawn"],
    [412, "consent-withdrawn"],
  ]);
  expect(filesOf(collector.data)).toEqual([]);
});

it("CON-02: a withdrawal between create and finish refuses with 412 and clears the disk", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const upload = await client.begin(client.volunteer.seal(bytes));
  await client.patch(upload, 0, bytes.subarray(0, 60_000));
  expect(filesOf(collector.data)).toHaveLength(1);
  await client.withdraw();
  expect(filesOf(collector.data)).toEqual([]);
  const { status, code } = await client.patch(upload, 60_000, bytes.subarray(60_000));
  expect([status, code]).toEqual([412, "consent-withdrawn"]);
  expect(filesOf(collector.data)).toEqual([]);
});

it("CON-02: a withdrawal while the last bytes are under way refuses with 412 and clears the disk", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const upload = await client.begin(client.volunteer.seal(bytes));
  const last = await halfSent(collector, client, upload, bytes);
  await client.withdraw();
  expect((await last.finish()).status).toBe(412);
  expect(filesOf(collector.data)).toEqual([]);
});

it("a withdrawal deletes what was complete, says the same when repeated, and outlives a restart", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const file = client.volunteer.seal(bytes);
  await client.patch(await client.begin(file), 0, bytes);
  expect(filesOf(collector.data)).toEqual([`${file.bundle}.age`]);
  const answers = [await client.withdraw(), await client.withdraw()];
  expect(answers.map(({ text }) => JSON.parse(text))).toEqual(
    Array(2).fill({ receipt: client.volunteer.receiptId, withdrawnOn: "2027-03-02" }),
  );
  expect(filesOf(collector.data)).toEqual([]);
  await collector.restart();
  expect((await client.at(collector.running.url).state(file)).code).toBe("consent-withdrawn");
});

it("a withdrawn receipt cannot be registered again, nor an older one of the same device", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  await client.withdraw();
  const body = client.volunteer.registration();
  const replies = [
    await request(client.url, "POST", "v1/participants", { body }),
    await request(client.url, "POST", "v1/participants", {
      body: { ...body, attempt: newAttempt() },
    }),
  ];
  expect(replies.map(({ status, code }) => [status, code])).toEqual(
    Array(2).fill([412, "consent-withdrawn"]),
  );
});

it("a withdrawal signed by another key changes nothing", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const file = client.volunteer.seal(bytes);
  const withdrawal = client.volunteer.withdrawal(SigningKey.generate());
  const reply = await client.ask("POST", "v1/receipts/withdraw", { body: { withdrawal } });
  expect([reply.status, reply.code]).toEqual([422, "signature-refused"]);
  expect((await client.state(file)).status).toBe(200);
});

it("an expired receipt sends nothing, and can still be withdrawn (DEL-03)", async () => {
  let now = collectorNow;
  await using collector = await sampleCollector({ wall: () => now });
  const client = await HandClient.register(collector);
  const file = client.volunteer.seal(bytes);
  await client.patch(await client.begin(file), 0, bytes);
  now += 400 * 86_400_000;
  expect((await client.state(file)).code).toBe("consent-expired");
  expect((await client.withdraw()).status).toBe(200);
  expect(filesOf(collector.data)).toEqual([]);
  const late = { body: new Volunteer().registration() };
  expect((await request(client.url, "POST", "v1/participants", late)).code).toBe("consent-expired");
});

it("CON-02: a receipt that expires while the last bytes are under way refuses with 412 and clears the disk", async () => {
  let now = collectorNow;
  await using collector = await sampleCollector({ wall: () => now });
  const client = await HandClient.register(collector);
  const file = client.volunteer.seal(bytes);
  const last = await halfSent(collector, client, await client.begin(file), bytes);
  now += 400 * 86_400_000;
  const { status, code } = await last.finish();
  expect([status, code]).toEqual([412, "consent-expired"]);
  expect(filesOf(collector.data)).toEqual([]);
  expect(await collector.running.collector.bundles.find(file.bundle)).toBeUndefined();
});

it("CON-02: what arrived whole before a stop is deleted when its receipt expired before the start", async () => {
  let now = collectorNow;
  await using collector = await sampleCollector({ wall: () => now });
  const client = await HandClient.register(collector);
  const file = client.volunteer.seal(bytes);
  const upload = (await client.begin(file)).split("/").at(-1) ?? "";
  writeFileSync(join(collector.data, "incoming", upload), bytes);
  now += 400 * 86_400_000;
  await collector.running.collector.recover();
  expect(filesOf(collector.data)).toEqual([]);
  expect(await collector.running.collector.bundles.find(file.bundle)).toBeUndefined();
});

it("CON-02: an upload that is still incomplete when its receipt expires is deleted by the sweep", async () => {
  let now = collectorNow;
  const patient = 1_000 * 86_400_000;
  await using collector = await sampleCollector({ wall: () => now, incompleteExpiryMs: patient });
  const client = await HandClient.register(collector);
  const done = client.volunteer.seal(bytes);
  await client.patch(await client.begin(done), 0, bytes);
  await client.patch(await client.begin(client.volunteer.seal(bytes)), 0, bytes.subarray(0, 10));
  await collector.running.collector.expire();
  expect(filesOf(collector.data)).toHaveLength(2);
  now += 400 * 86_400_000;
  await collector.running.collector.expire();
  expect(filesOf(collector.data)).toEqual([`${done.bundle}.age`]);
});
