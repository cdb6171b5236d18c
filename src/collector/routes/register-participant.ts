import type { FastifyInstance } from "fastify";
import { RegisterRequest } from "../../contract/upload.ts";
import { expiryOf } from "../../core/consent/expiry.ts";
import { permits } from "../../core/consent/receipt-summary.ts";
import type { Collector } from "../collector.ts";
import { receiptFacts } from "../receipt-facts.ts";
import { Refusal } from "../refusal.ts";
import { newToken } from "../secrets.ts";
import { parse } from "./parse.ts";

export function registerParticipantRoute(app: FastifyInstance, collector: Collector): void {
  app.post("/v1/participants", async (request, reply) => {
    const { receipt: envelope, invitation, attempt } = parse(RegisterRequest, request.body);
    const facts = receiptFacts(envelope);
    if (facts === undefined) throw new Refusal("signature-refused");
    if (!permits(facts.state)) throw new Refusal("consent-withdrawn");
    const study = await collector.studies.find(facts.manifestHash);
    if (study === undefined || study.manifest.studyId !== facts.study)
      throw new Refusal("study-unknown");
    const expiresAt = expiryOf(facts, study.manifest);
    if (expiresAt <= collector.wall()) throw new Refusal("consent-expired");
    const token = newToken();
    const registered = await collector.participants.register({
      ...facts,
      expiresAt,
      envelope,
      attempt,
      token,
      admission: collector.open ? { kind: "open" } : { kind: "invited", code: invitation },
    });
    if (registered !== "registered") throw new Refusal(registered);
    return reply.code(201).send({ token });
  });
}
