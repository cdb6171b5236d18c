import type { FastifyInstance, FastifyRequest } from "fastify";
import { readFile } from "node:fs/promises";
import * as z from "zod";
import { maxEnvelopeBytes } from "../../adapters/seal/dsse.ts";
import { Envelope } from "../../contract/dsse.ts";
import { Hash } from "../../contract/ids.ts";
import { bearer } from "../authenticate.ts";
import type { Collector } from "../collector.ts";
import { publishStudy } from "../publish-study.ts";
import { Refusal } from "../refusal.ts";
import { hashSecret, sameHash } from "../secrets.ts";
import { parse } from "./parse.ts";

/** `adminTokenFile` is read for each request; without one nothing can be published from afar. */
export function studyRoutes(
  app: FastifyInstance,
  collector: Collector,
  adminTokenFile: string | undefined,
): void {
  app.post("/v1/studies", { bodyLimit: maxEnvelopeBytes }, async (request, reply) => {
    await requireAdmin(request, adminTokenFile);
    const manifestHash = await publishStudy(collector, parse(Envelope, request.body));
    return reply.code(201).send({ manifestHash });
  });

  app.get("/v1/studies/:manifestHash", async (request) => {
    const { manifestHash } = parse(z.strictObject({ manifestHash: Hash }), request.params);
    const study = await collector.studies.find(manifestHash);
    if (study === undefined) throw new Refusal("study-unknown");
    return study.envelope;
  });
}

async function requireAdmin(request: FastifyRequest, file: string | undefined): Promise<void> {
  const token = bearer(request);
  const expected = file && (await readFile(file, "utf8")).trim();
  if (!expected || !sameHash(hashSecret(token), hashSecret(expected)))
    throw new Refusal("unauthorized");
}
