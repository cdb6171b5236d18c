/** What the tus protocol says a server MUST do, and what this one does beyond it. */
import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { HandClient, request, sampleCollector } from "../fixtures/collector-http.ts";

const bytes = randomBytes(10_000);
const version = { "tus-resumable": "1.0.0" };

it("OPTIONS names the version, the extensions and the largest size, and allows no other origin", async () => {
  await using collector = await sampleCollector({ limits: { maxBundleBytes: 12_345 } });
  const { status, headers } = await request(collector.running.url, "OPTIONS", "v1/uploads", {
    headers: { origin: "https://example.org" },
  });
  expect(status).toBe(204);
  expect(headers.get("tus-version")).toBe("1.0.0");
  expect(headers.get("tus-extension")).toBe("creation,creation-with-upload,termination,expiration");
  expect(headers.get("tus-max-size")).toBe("12345");
  expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
});

it("a request for another version is not processed, and is told which there is", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const upload = await client.begin(client.volunteer.seal(bytes));
  for (const headers of [{}, { "tus-resumable": "0.2.2" }]) {
    const reply = await client.ask("HEAD", upload, { headers });
    expect([reply.status, reply.headers.get("tus-version")]).toEqual([412, "1.0.0"]);
  }
});

it("HEAD tells offset, length and metadata, and is never cached", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const file = client.volunteer.seal(bytes);
  const upload = await client.begin(file);
  await client.patch(upload, 0, bytes.subarray(0, 4_000));
  const { status, headers } = await client.head(upload);
  expect(status).toBe(200);
  expect(headers.get("tus-resumable")).toBe("1.0.0");
  expect(headers.get("upload-offset")).toBe("4000");
  expect(headers.get("upload-length")).toBe("10000");
  expect(headers.get("upload-metadata")).toBe(client.metadata(file));
  expect(headers.get("cache-control")).toBe("no-store");
});

it("HEAD of a complete upload still says so, for a client that missed the answer", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const upload = await client.begin(client.volunteer.seal(bytes));
  await client.patch(upload, 0, bytes);
  const { status, headers } = await client.head(upload);
  expect([status, headers.get("upload-offset")]).toEqual([200, "10000"]);
  expect(headers.get("upload-expires")).toBeNull();
});

it("PATCH at another offset answers 409 and writes nothing", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const upload = await client.begin(client.volunteer.seal(bytes));
  await client.patch(upload, 0, bytes.subarray(0, 4_000));
  const replies = [
    await client.patch(upload, 3_999, bytes.subarray(3_999)),
    await client.patch(upload, 4_001, bytes.subarray(4_001)),
  ];
  expect(replies.map(({ status, code }) => [status, code])).toEqual(
    Array(2).fill([409, "offset-conflict"]),
  );
  expect((await client.head(upload)).headers.get("upload-offset")).toBe("4000");
});

it("PATCH with another content type answers 415 and writes nothing", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const upload = await client.begin(client.volunteer.seal(bytes));
  const headers = { ...version, "upload-offset": "0", "content-type": "application/octet-stream" };
  const { status, code } = await client.ask("PATCH", upload, { body: bytes, headers });
  expect([status, code]).toEqual([415, "unsupported-media-type"]);
  expect((await client.head(upload)).headers.get("upload-offset")).toBe("0");
});

it("an upload that is not there, or is there no more, is answered 404", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const upload = await client.begin(client.volunteer.seal(bytes));
  await client.terminate(upload);
  expect((await client.head(upload)).status).toBe(404);
  expect((await client.patch(upload, 0, bytes)).status).toBe(404);
  expect((await client.head(`v1/uploads/${"0".repeat(32)}`)).status).toBe(404);
});

it("bytes may come with the creation", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const file = client.volunteer.seal(bytes);
  await client.state(file);
  const reply = await client.ask("POST", "v1/uploads", {
    body: bytes.subarray(0, 4_000),
    headers: {
      ...version,
      "upload-length": "10000",
      "upload-metadata": client.metadata(file),
      "content-type": "application/offset+octet-stream",
    },
  });
  expect([reply.status, reply.headers.get("upload-offset")]).toEqual([201, "4000"]);
  const upload = `v1/${reply.headers.get("location")}`;
  expect((await client.patch(upload, 4_000, bytes.subarray(4_000))).status).toBe(204);
});

it("every refusal is a problem with a code, and repeats nothing of the request", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const canary = "canary-8c1f";
  const replies = [
    await client.ask("POST", "v1/bundles", { body: { [canary]: canary } }),
    await client.ask("POST", "v1/bundles", { body: canary }),
    await client.ask("GET", `v1/studies/${canary}`),
    await client.ask("GET", `v1/${canary}`),
    await client.ask("POST", "v1/participants", { body: { receipt: canary } }),
    await client.ask("PATCH", `v1/uploads/${canary}`, { headers: version }),
    await client.ask("POST", "v1/uploads", {
      headers: { ...version, "upload-metadata": `${canary} ${canary}`, "upload-length": "1" },
    }),
  ];
  for (const { status, code, text, headers } of replies) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(code).toMatch(/^[a-z-]+$/);
    expect(text + [...headers.values()].join()).not.toContain(canary);
  }
});
