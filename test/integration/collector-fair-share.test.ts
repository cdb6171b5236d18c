/** What one participant may take of a collector, however many receipts and tokens they hold. */
import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { halfSent, HandClient, request, sampleCollector } from "../fixtures/collector-http.ts";
import { newAttempt, study, Volunteer } from "../fixtures/participation.ts";

const bytes = randomBytes(100_000);

it("another receipt of the same device brings no second quota, another device has its own", async () => {
  await using collector = await sampleCollector({ limits: { quotaBytes: 250_000 } });
  const first = await HandClient.register(collector);
  const second = await HandClient.register(collector, new Volunteer(first.volunteer.key));
  const other = await HandClient.register(collector);
  const replies = [];
  for (const client of [first, second, second, first, other])
    replies.push((await client.state(client.volunteer.seal(bytes))).code ?? "stated");
  expect(replies).toEqual(["stated", "stated", "quota-exceeded", "quota-exceeded", "stated"]);
});

it("a device that returns without an invitation finds its quota as it left it", async () => {
  await using collector = await sampleCollector({ open: false, limits: { quotaBytes: 150_000 } });
  const volunteer = new Volunteer();
  const invitation = await collector.running.collector.participants.invite(study.manifest.studyId);
  const { url } = collector.running;
  const body = volunteer.registration(invitation);
  const { token } = JSON.parse((await request(url, "POST", "v1/participants", { body })).text);
  const statement = { body: { statement: volunteer.seal(bytes).statement }, token };
  expect((await request(url, "POST", "v1/bundles", statement)).status).toBe(200);
  const returned = await HandClient.register(collector, new Volunteer(volunteer.key));
  const { status, code } = await returned.state(returned.volunteer.seal(bytes));
  expect([status, code]).toEqual([507, "quota-exceeded"]);
});

it("a participant sends two files at once; a third waits, and others are not held up", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const again = await HandClient.register(collector, new Volunteer(client.volunteer.key));
  const other = await HandClient.register(collector);
  const first = await client.begin(client.volunteer.seal(bytes));
  const second = await again.begin(again.volunteer.seal(bytes));
  const third = await client.begin(client.volunteer.seal(bytes));
  const others = await other.begin(other.volunteer.seal(bytes));
  const held = [
    await halfSent(collector, client, first, bytes),
    await halfSent(collector, again, second, bytes),
  ];
  const busy = [
    await client.patch(third, 0, bytes),
    await again.create(again.volunteer.seal(bytes)),
  ];
  for (const { status, code, headers } of busy)
    expect([status, code, headers.get("retry-after")]).toEqual([503, "busy", "10"]);
  expect((await client.head(third)).headers.get("upload-offset")).toBe("0");
  expect((await other.patch(others, 0, bytes)).status).toBe(204);
  for (const { finish } of held) expect((await finish()).status).toBe(204);
  expect((await client.patch(third, 0, bytes)).status).toBe(204);
});

it("participants behind one address do not use up each other's requests", async () => {
  await using collector = await sampleCollector({ requestsPerMinute: 5 });
  const [client, other] = [
    await HandClient.register(collector),
    await HandClient.register(collector),
  ];
  const again = await HandClient.register(collector, new Volunteer(client.volunteer.key));
  const ask = async (who: HandClient) => (await who.ask("GET", "v1/bundles/x")).code;
  const codes = [];
  for (const who of [client, client, client, again, again, again, client, other])
    codes.push(await ask(who));
  const [counted, refused] = ["bad-request", "too-many-requests"];
  expect(codes).toEqual([...Array(5).fill(counted), refused, refused, counted]);
});

it("tokens that nobody has are counted by address", async () => {
  await using collector = await sampleCollector({ requestsPerMinute: 3 });
  const client = await HandClient.register(collector);
  const codes = [];
  for (const token of [newAttempt(), newAttempt(), newAttempt(), undefined])
    codes.push(
      (await request(client.url, "GET", "v1/bundles/x", token === undefined ? {} : { token })).code,
    );
  expect(codes).toEqual(["unauthorized", "unauthorized", ...Array(2).fill("too-many-requests")]);
  expect((await client.ask("GET", "v1/bundles/x")).code).toBe("bad-request");
});
