/** `assent receipt verify`: what a receipt says and whether it holds, without a network. */
import { readFile } from "node:fs/promises";
import { Command } from "commander";
import { readEnvelope, verify, type Verified } from "../adapters/seal/dsse.ts";
import { payloadTypes, type PayloadType } from "../contract/dsse.ts";
import { StudyManifest } from "../contract/manifest.ts";
import { ConsentReceipt } from "../contract/receipt.ts";
import type * as z from "zod";
import { expiryOf } from "../core/consent/expiry.ts";
import { checkChain } from "../core/consent/receipt-chain.ts";
import { permits, type ReceiptSummary, summarise } from "../core/consent/receipt-summary.ts";
import { isWithinStudy } from "../core/consent/within-study.ts";
import { dayOf } from "../core/study/duration.ts";
import { fact, outcomeOf, say } from "./say.ts";

interface VerifyOptions {
  readonly study?: string;
  readonly key?: string;
  readonly studyKey?: string;
}

/** A file given to the command is not what it should be. */
class NotVerified extends Error {
  override readonly name = "NotVerified";
  readonly code = "not-verified";
}

async function open<S extends z.ZodType>(
  path: string,
  type: PayloadType,
  schema: S,
  keyId: string | undefined,
): Promise<Verified<z.output<S>>> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new NotVerified(`Cannot read ${path}: the file cannot be opened. Check its name`, {
      cause,
    });
  });
  const read = readEnvelope(bytes);
  const outcome =
    read.outcome === "read"
      ? verify(read.envelope, type, schema, keyId === undefined ? "any-signer" : [keyId])
      : read;
  if (outcome.outcome === "refused") throw new NotVerified(`${path}: ${outcome.message}`);
  return outcome;
}

async function verifyReceipts(paths: readonly string[], options: VerifyOptions): Promise<boolean> {
  const opened = [];
  for (const path of paths)
    opened.push(await open(path, payloadTypes.receipt, ConsentReceipt, options.key));
  const signers = new Set(opened.flatMap(({ signedBy }) => signedBy));
  if (signers.size > 1) throw new NotVerified("Cannot verify: the receipts are of two devices");
  const receipts = opened.map(({ payload, payloadHash }) => ({
    receipt: payload,
    hash: payloadHash,
  }));
  const summary = summaryOf(receipts);

  fact("signature", `right, by ${[...signers].join(", ")}`);
  fact("receipt", `${summary.receipt} (number ${summary.seq})`);
  fact("study", `${summary.study}, version ${summary.manifestVersion}`);
  fact("manifest hash", summary.manifestHash);
  fact("state", `${summary.state} since ${new Date(summary.stateSince).toISOString()}`);
  for (const { scope, signals, apps, origins } of summary.choice) {
    const places = [...apps.map(({ exe }) => exe), ...origins];
    fact(`granted ${scope}`, `${signals.join(", ")} in ${places.join(", ")}`);
  }
  if (options.study === undefined) {
    say("Not compared with the study; pass --study to do so");
    return true;
  }
  return compare(
    summary,
    await open(options.study, payloadTypes.manifest, StudyManifest, options.studyKey),
  );
}

/** One receipt may stand alone; several must be a whole chain. */
function summaryOf(receipts: Parameters<typeof checkChain>[0]): ReceiptSummary {
  const [first, ...others] = receipts;
  const alone = first !== undefined && others.length === 0 ? summarise(first.receipt) : undefined;
  if (alone !== undefined) return alone;
  const chain = checkChain(receipts);
  if (chain.outcome === "whole") return chain.newest;
  throw new NotVerified(
    chain.why === "chain-broken"
      ? "Cannot verify: a receipt is missing between these"
      : "Cannot verify: the receipt contradicts itself",
  );
}

function compare(summary: ReceiptSummary, study: Verified<StudyManifest>): boolean {
  const isSame = study.payloadHash === summary.manifestHash;
  const isWithin = isWithinStudy(summary.choice, study.payload);
  const expiresAt = expiryOf(summary, study.payload);
  const isRunning = permits(summary.state) && Date.now() < expiresAt;
  fact("same study version", isSame ? "yes" : "no");
  fact("within what the study asks for", isWithin ? "yes" : "no");
  fact("permits recording today", isRunning ? `yes, until ${dayOf(expiresAt)}` : "no");
  return isSame && isWithin;
}

export function receiptCommand(): Command {
  return new Command("receipt").description("look at consent receipts").addCommand(
    new Command("verify")
      .description("check one receipt, or all receipts of one participation, offline")
      .argument("<receipt...>", "signed receipts as the participant got them")
      .option("--study <file>", "the signed study that was agreed to")
      .option("--key <key id>", "believe only this device key")
      .option("--study-key <key id>", "believe only this study key")
      .action((paths: readonly string[], options: VerifyOptions) =>
        outcomeOf(() => verifyReceipts(paths, options)),
      ),
  );
}
