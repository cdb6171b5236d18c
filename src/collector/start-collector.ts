/** The collector's web server. It writes no log: a request says when somebody works. */
import helmet from "@fastify/helmet";
import rateLimit, { normalizeIP } from "@fastify/rate-limit";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { knownParticipant } from "./authenticate.ts";
import { Collector, type CollectorOptions } from "./collector.ts";
import { ownDirectory } from "./store/ownership.ts";
import { participationOf } from "./store/participants.ts";
import { Refusal, asRefusal } from "./refusal.ts";
import { bundleRoutes } from "./routes/bundles.ts";
import { healthRoute } from "./routes/health.ts";
import { registerParticipantRoute } from "./routes/register-participant.ts";
import { studyRoutes } from "./routes/studies.ts";
import { uploadRoutes } from "./routes/uploads.ts";
import { withdrawReceiptRoute } from "./routes/withdraw-receipt.ts";

export interface StartOptions extends CollectorOptions {
  /** Default: loopback only. */
  readonly host?: string;
  /** Default: any free port. */
  readonly port?: number;
  /** Holds the token that may publish studies over the network. */
  readonly adminTokenFile?: string;
  /** Requests a minute of one participant, and from one address without a known token. */
  readonly requestsPerMinute?: number;
}

export interface RunningCollector extends AsyncDisposable {
  /** Ends with a slash. */
  readonly url: string;
  readonly collector: Collector;
  close(): Promise<void>;
}

const sweepEveryMs = 10 * 60 * 1_000;
/** A connection on which nothing moves for this long is given up. */
const idleMs = 120_000;

export async function startCollector(options: StartOptions): Promise<RunningCollector> {
  await using started = new AsyncDisposableStack();
  const collector = started.use(await Collector.open(options));
  started.use(ownDirectory(options.directory));
  await collector.recover();
  await collector.expire();
  const app = Fastify({
    logger: false,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    connectionTimeout: idleMs,
    bodyLimit: 2_000_000,
  });
  started.defer(() => app.close());
  await app.register(helmet);
  await app.register(rateLimit, {
    max: options.requestsPerMinute ?? 600,
    keyGenerator: (request) => senderOf(collector, request),
    errorResponseBuilder: () => new Refusal("too-many-requests"),
  });
  answerErrors(app);
  healthRoute(app);
  studyRoutes(app, collector, options.adminTokenFile);
  registerParticipantRoute(app, collector);
  withdrawReceiptRoute(app, collector);
  bundleRoutes(app, collector);
  uploadRoutes(app, collector);

  await app.listen({ host: options.host ?? "127.0.0.1", port: options.port ?? 0 });
  // A sweep that failed is made up for by the next one; requests tell of a broken store.
  const sweep = setInterval(() => void collector.expire().catch(() => undefined), sweepEveryMs);
  sweep.unref();
  started.defer(() => clearInterval(sweep));
  const running = started.move();
  const close = () => running.disposeAsync();
  return { url: urlOf(app), collector, close, [Symbol.asyncDispose]: close };
}

/** Many participants may share an address; a made-up token must not buy a budget of its own. */
async function senderOf(collector: Collector, request: FastifyRequest): Promise<string> {
  const participant = await knownParticipant(collector, request);
  return participant === undefined ? normalizeIP(request.ip) : participationOf(participant);
}

function answerErrors(app: FastifyInstance): void {
  const answer = (error: unknown, reply: FastifyReply) => {
    const refusal = asRefusal(error);
    if (refusal.retryAfterS !== undefined) void reply.header("retry-after", refusal.retryAfterS);
    if (refusal.code === "unauthorized") void reply.header("www-authenticate", "Bearer");
    return reply
      .code(refusal.status)
      .type("application/problem+json")
      .send(JSON.stringify(refusal.problem));
  };
  app.setErrorHandler((error, _request, reply) => answer(error, reply));
  app.setNotFoundHandler((_request, reply) => answer(new Refusal("not-found"), reply));
}

function urlOf(app: FastifyInstance): string {
  const [address] = app.addresses();
  if (address === undefined || typeof address === "string")
    throw new TypeError("Cannot name the collector: it does not listen");
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}/`;
}
