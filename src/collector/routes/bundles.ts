import type { FastifyInstance } from "fastify";
import * as z from "zod";
import { verify } from "../../adapters/seal/dsse.ts";
import { BundleStatement } from "../../contract/bundle.ts";
import { payloadTypes } from "../../contract/dsse.ts";
import { BundleId } from "../../contract/ids.ts";
import { RegisterBundleRequest, type BundleStatus } from "../../contract/upload.ts";
import { liveParticipantOf } from "../authenticate.ts";
import type { Collector } from "../collector.ts";
import { Refusal } from "../refusal.ts";
import type { Bundle } from "../store/bundles.ts";
import { parse } from "./parse.ts";

export function bundleRoutes(app: FastifyInstance, collector: Collector): void {
  app.post("/v1/bundles", { bodyLimit: 65_536 }, async (request) => {
    const participant = await liveParticipantOf(collector, request);
    const { statement: envelope } = parse(RegisterBundleRequest, request.body);
    const verified = verify(envelope, payloadTypes.bundle, BundleStatement, [
      participant.device_key,
    ]);
    if (verified.outcome === "refused") throw new Refusal("signature-refused");
    const statement = verified.payload;
    const bindsToReceipt =
      statement.receipt === participant.receipt &&
      statement.study === participant.study &&
      statement.manifestHash === participant.manifest_hash &&
      statement.pseudonym === participant.pseudonym;
    if (!bindsToReceipt) throw new Refusal("signature-refused");
    const registered = await collector.bundles.register(
      statement,
      JSON.stringify(envelope),
      collector.limits,
      collector.wall(),
    );
    if (registered.outcome !== "registered") throw new Refusal(registered.outcome);
    return settled(collector, registered.bundle);
  });

  app.get("/v1/bundles/:bundle", async (request) => {
    const participant = await liveParticipantOf(collector, request);
    const { bundle: id } = parse(z.strictObject({ bundle: BundleId }), request.params);
    const bundle = await collector.bundles.find(id);
    if (bundle?.receipt !== participant.receipt) throw new Refusal("not-found");
    return settled(collector, bundle);
  });
}

/** A file that had arrived when the collector stopped is verified by whoever asks first. */
async function settled(collector: Collector, bundle: Bundle): Promise<BundleStatus> {
  const id = BundleId.parse(bundle.bundle);
  if (bundle.state !== "receiving" || bundle.upload === null)
    return { bundle: id, state: bundle.state, upload: null };
  const outcome = await collector.intake.settle(bundle.upload);
  if (outcome === "incomplete") return { bundle: id, state: "receiving", upload: bundle.upload };
  if (outcome === "complete") return { bundle: id, state: "complete", upload: null };
  throw new Refusal(outcome);
}
