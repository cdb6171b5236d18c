/**
 * The tus protocol, behind the gates: token, live receipt, ownership. There is no way to read a
 * file back.
 */
import { ERRORS, Server } from "@tus/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Readable } from "node:stream";
import { Problem, UploadId, type ProblemCode } from "../../contract/upload.ts";
import { liveParticipantOf } from "../authenticate.ts";
import type { Collector } from "../collector.ts";
import { Refusal, asRefusal, problem } from "../refusal.ts";
import { newUploadId } from "../secrets.ts";
import { participationOf } from "../store/participants.ts";
import { SealedUploads } from "../store/sealed-uploads.ts";
import { UploadSlots } from "../upload-slots.ts";

const offsetStream = "application/offset+octet-stream";

export function uploadRoutes(app: FastifyInstance, collector: Collector): void {
  const tus = tusServer(collector);
  const slots = new UploadSlots();

  // The body is left to tus, which streams it.
  app.addContentTypeParser(offsetStream, (_request, _payload, done) => done(null));

  app.route({
    method: "OPTIONS",
    url: "/v1/uploads",
    handler: (request, reply) => pass(collector, tus, request, reply, ""),
  });
  app.route({
    method: "POST",
    url: "/v1/uploads",
    handler: async (request, reply) => {
      const participant = await liveParticipantOf(collector, request);
      requireVersion(request, reply);
      // tus itself compares the bundle with this receipt.
      if (metadataOf(request)["receipt"] !== participant.receipt) throw new Refusal("not-found");
      // Bytes may come with the creation.
      using _slot = slots.take(participationOf(participant));
      return await pass(collector, tus, request, reply, "");
    },
  });
  app.route({
    method: ["HEAD", "PATCH", "DELETE"],
    url: "/v1/uploads/:upload",
    handler: async (request, reply) => {
      const participant = await liveParticipantOf(collector, request);
      requireVersion(request, reply);
      const upload = UploadId.safeParse((request.params as { upload: string }).upload).data;
      const bundle = upload && (await collector.bundles.byUpload(upload));
      // Not 403: whether somebody else's upload exists is not for this participant to know.
      if (!upload || !bundle || bundle.receipt !== participant.receipt)
        throw new Refusal("not-found");
      using _slot = hasBody(request.method) ? slots.take(participationOf(participant)) : undefined;
      return await pass(collector, tus, request, reply, `/${upload}`);
    },
  });
  for (const url of ["/v1/uploads", "/v1/uploads/:upload"])
    app.get(url, async (_request, reply) => {
      void reply.header("allow", "POST, HEAD, PATCH, DELETE, OPTIONS");
      throw new Refusal("method-not-allowed");
    });
}

function tusServer(collector: Collector): Server {
  const { bundles, files, wall: now, locks, limits } = collector;
  return new Server({
    path: "/v1/uploads",
    datastore: new SealedUploads({ bundles, files, now }),
    locker: locks,
    maxSize: limits.maxBundleBytes,
    allowedOrigins: [],
    // How long a request that holds an upload may finish when its sender comes back anew.
    lockDrainTimeout: 1_000,
    namingFunction: newUploadId,
    // Relative to the endpoint, so that it is right behind any proxy.
    generateUrl: (_request, { id }) => `uploads/${id}`,
    onUploadFinish: async (_request, { id }) => {
      const outcome = await collector.intake.settle(id);
      if (outcome !== "complete")
        throw new Refusal(outcome === "incomplete" ? "internal" : outcome);
      return {};
    },
    onResponseError: (_request, error) => tusError(error),
  });
}

const codes = new Map<unknown, ProblemCode>([
  [ERRORS.FILE_NOT_FOUND, "not-found"],
  [ERRORS.FILE_NO_LONGER_EXISTS, "upload-expired"],
  [ERRORS.INVALID_OFFSET, "offset-conflict"],
  [ERRORS.ERR_SIZE_EXCEEDED, "too-large"],
  [ERRORS.ERR_MAX_SIZE_EXCEEDED, "too-large"],
  [ERRORS.ABORTED, "busy"],
  [ERRORS.UNSUPPORTED_CREATION_DEFER_LENGTH_EXTENSION, "bad-request"],
  [ERRORS.UNSUPPORTED_CONCATENATION_EXTENSION, "bad-request"],
  [ERRORS.INVALID_CONTENT_TYPE, "unsupported-media-type"],
]);

/** The library answers with an error's `status_code` and `body`. */
function tusError(error: unknown): { status_code: number; body: string } {
  const { status_code } = error as { status_code?: unknown };
  const isTheirs = typeof status_code === "number" && status_code < 500;
  const code =
    codes.get(error) ??
    (error instanceof Refusal || !isTheirs
      ? asRefusal(error).code
      : status_code === 413
        ? "too-large"
        : "bad-request");
  const answer = problem(code);
  return { status_code: answer.status, body: JSON.stringify(answer) };
}

function requireVersion(request: FastifyRequest, reply: FastifyReply): void {
  if (request.headers["tus-resumable"] === "1.0.0") return;
  void reply.header("tus-version", "1.0.0");
  throw new Refusal("protocol-version");
}

function metadataOf(request: FastifyRequest): Readonly<Record<string, string>> {
  const header = request.headers["upload-metadata"];
  const pairs = (typeof header === "string" ? header : "").split(",").map((pair) => {
    const [key = "", value = ""] = pair.trim().split(" ");
    return [key, Buffer.from(value, "base64").toString()] as const;
  });
  return Object.fromEntries(pairs);
}

/** The library refuses a malformed header in plain text. */
const jsonOf = (text: string): unknown => (text.startsWith("{") ? JSON.parse(text) : undefined);

const hasBody = (method: string) => method === "POST" || method === "PATCH";

/** Hands the request to the library by way of the platform's own Request and Response. */
async function pass(
  collector: Collector,
  tus: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
): Promise<FastifyReply> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === "string" && name !== "authorization") headers.set(name, value);
  const body = hasBody(request.method) ? { body: Readable.toWeb(request.raw), duplex: "half" } : {};
  const answer = await tus.handleWeb(
    new Request(`http://collector/v1/uploads${path}`, {
      method: request.method,
      headers,
      ...body,
    } as RequestInit),
  );
  for (const [name, value] of answer.headers)
    if (!/^(?:access-control-|content-|connection$)/.test(name)) void reply.header(name, value);
  if (answer.status < 400) {
    const upload = /[0-9a-f]{32}$/.exec(answer.headers.get("location") ?? path)?.[0];
    const bundle = upload === undefined ? undefined : await collector.bundles.byUpload(upload);
    const openedAt = bundle?.opened_at ?? null;
    if (openedAt !== null)
      void reply.header(
        "upload-expires",
        new Date(openedAt + collector.incompleteExpiryMs).toUTCString(),
      );
    return reply.code(answer.status).send();
  }
  const text = await answer.text();
  // A withdrawal in mid-upload takes records and files away; that is then the reason to give.
  if (request.method !== "OPTIONS") await liveParticipantOf(collector, request);
  throw new Refusal(Problem.safeParse(jsonOf(text)).data?.code ?? "bad-request");
}
