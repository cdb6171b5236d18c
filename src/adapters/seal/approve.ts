import { type BundleManifest, BundleStatement, bundleSchema } from "../../contract/bundle.ts";
import { payloadTypes } from "../../contract/dsse.ts";
import type { BundleId, Hash, SessionId } from "../../contract/ids.ts";
import type { StudyManifest } from "../../contract/manifest.ts";
import type { Release, ReviewRecord } from "../../contract/review.ts";
import type { HomeStore, OutboxEntry, SessionEntry } from "../../core/ports/home-store.ts";
import { endOf } from "../../core/review/apply-edits.ts";
import { releasedDrops } from "../../core/review/released.ts";
import type { AtlasEncoder } from "./atlas-encoder.ts";
import { writeBundle } from "./bundle-writer.ts";
import { sign } from "./dsse.ts";
import { jcsBytes } from "./jcs.ts";
import { type BuiltRelease, buildRelease } from "./release.ts";
import { SigningKey } from "./signing-key.ts";

export interface Approval {
  readonly home: HomeStore;
  readonly session: SessionId;
  /** What the participant looked at. */
  readonly treeHash: Hash;
  /** The study's manifest, verified, of the session's manifest hash. */
  readonly manifest: StudyManifest;
  readonly bundle: BundleId;
  /** UTC day. */
  readonly today: string;
  readonly encoder?: AtlasEncoder;
}

export type ApprovalOutcome =
  | { readonly outcome: "approved"; readonly entry: OutboxEntry }
  | { readonly outcome: "changed"; readonly release: Release }
  | { readonly outcome: "refused"; readonly why: "not-unreviewed" | "nothing-left" | "no-receipt" };

/** Exactly what approving this session would send. */
export async function releaseOf(
  home: HomeStore,
  session: SessionId,
  encoder?: AtlasEncoder,
): Promise<Release> {
  const reader = home.readSession(session);
  try {
    const { disclosesDeletions } = entryOf(home, session);
    const built = await buildRelease(reader, {
      disclosesDeletions,
      ...(encoder === undefined ? {} : { encoder }),
    });
    return built.release;
  } finally {
    reader.close();
  }
}

/**
 * Seals what the participant approved, puts it in the outbox, and destroys in the store what
 * the edits removed. Builds the files anew: were they not those that were looked at,
 * nothing is signed.
 */
export async function approveSession(approval: Approval): Promise<ApprovalOutcome> {
  const { home, session } = approval;
  const entry = entryOf(home, session);
  if (entry.state !== "unreviewed") return { outcome: "refused", why: "not-unreviewed" };
  const receipt = home.receipt(entry.receipt);
  const study = home.study(entry.manifestHash);
  if (receipt?.state !== "given" || study === undefined)
    return { outcome: "refused", why: "no-receipt" };

  const reader = home.readSession(session);
  let stored: OutboxEntry;
  try {
    const { disclosesDeletions } = entry;
    const { encoder } = approval;
    const built = await buildRelease(reader, {
      disclosesDeletions,
      ...(encoder === undefined ? {} : { encoder }),
    });
    if (built.release.treeHash !== approval.treeHash)
      return { outcome: "changed", release: built.release };
    if (built.release.events === 0) return { outcome: "refused", why: "nothing-left" };

    const key = SigningKey.fromSeed(home.deviceSeed());
    const described = describe(
      approval,
      entry,
      built,
      releasedDrops(reader.minuteDrops(), reader.edits()),
    );
    const review: ReviewRecord = {
      schema: "assent.review/1",
      session,
      treeHash: built.release.treeHash,
      manifestHash: entry.manifestHash,
      reviewedOn: approval.today,
    };
    const head: readonly (readonly [string, unknown])[] = [
      ["bundle.json", described],
      ["bundle.dsse.json", sign(payloadTypes.bundle, described, key)],
      ["review.dsse.json", sign(payloadTypes.review, review, key)],
      ["receipt.dsse.json", receipt.envelope],
      ["manifest.dsse.json", study.envelope],
    ];
    const sealed = await writeBundle(
      home.outboxPath(approval.bundle),
      [
        ...head.map(([name, value]) => ({ name, read: async () => jcsBytes(value) })),
        ...built.release.files.map(({ name }) => ({ name, read: () => built.open(name) })),
      ],
      approval.manifest.crypto.innerRecipients,
    );
    const { bundle, study: studyId, manifestHash, pseudonym, seq } = described;
    const statement = BundleStatement.parse({
      schema: "assent.bundle-statement/1",
      bundle,
      study: studyId,
      manifestHash,
      receipt: described.receipt,
      pseudonym,
      seq,
      ...sealed,
    });
    stored = {
      bundle,
      session,
      study: studyId,
      seq,
      ...sealed,
      statement: sign(payloadTypes.bundle, statement, key),
      state: "waiting",
      attempts: 0,
      nextAttemptAt: 0,
      uploadedBytes: 0,
      uploadUrl: null,
      problem: null,
    };
    if (!home.putInOutbox(stored)) {
      await home.removeSealed(bundle);
      return { outcome: "refused", why: "not-unreviewed" };
    }
  } catch (error) {
    // Another approval won meanwhile, and closed what this one was reading.
    if (home.session(session)?.state === "unreviewed") throw error;
    return { outcome: "refused", why: "not-unreviewed" };
  } finally {
    reader.close();
  }
  await home.settleSession(session);
  return { outcome: "approved", entry: stored };
}

function describe(
  { home, bundle }: Approval,
  entry: SessionEntry,
  { release, reviewed }: BuiltRelease,
  drops: BundleManifest["drops"],
): BundleManifest {
  const last = reviewed.events.reduce((until, event) => Math.max(until, endOf(event)), 0);
  return {
    schema: bundleSchema,
    bundle,
    session: entry.session,
    study: entry.study,
    manifestHash: entry.manifestHash,
    receipt: entry.receipt,
    pseudonym: home.pseudonym(entry.study),
    seq: home.nextBundleSeq(entry.study),
    startDay: entry.startedAt.slice(0, 10),
    durationS: Math.ceil(last / 1_000),
    display: entry.display,
    scopes: entry.scopes,
    task: reviewed.task,
    outcome: reviewed.outcome,
    drops,
    redaction: { ...entry.redaction, failures: 0 },
    files: release.files,
    treeHash: release.treeHash,
  };
}

function entryOf(home: HomeStore, session: SessionId): SessionEntry {
  const entry = home.session(session);
  if (entry === undefined) throw new TypeError("Cannot review session: there is none such");
  return entry;
}
