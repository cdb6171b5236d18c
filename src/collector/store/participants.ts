/** Receipts, the tokens issued for them, and the tombstones of those that were withdrawn. */
import type { Envelope } from "../../contract/dsse.ts";
import type { StudyId } from "../../contract/ids.ts";
import type { ReceiptFacts } from "../receipt-facts.ts";
import { hashSecret, newInvitation, sameHash } from "../secrets.ts";
import type { ParticipantRow, Records } from "./database.ts";

export interface NewParticipant extends ReceiptFacts {
  readonly expiresAt: number;
  readonly envelope: Envelope;
  readonly attempt: string;
  readonly token: string;
  readonly admission:
    | { readonly kind: "open" }
    | { readonly kind: "invited"; readonly code: string | undefined };
}

export type Participant = ParticipantRow;

/** One device in one study, under however many receipts and tokens. */
export const participationOf = ({
  study,
  device_key,
}: Pick<Participant, "study" | "device_key">): string => `${study} ${device_key}`;

export type Ended = "consent-withdrawn" | "consent-expired";

/** Why nothing may be sent under this receipt; `undefined` while it is live (CON-02). */
export function endOf(
  owner: Pick<Participant, "withdrawn_on" | "expires_at"> | undefined,
  now: number,
): Ended | undefined {
  if (owner === undefined || owner.withdrawn_on !== null) return "consent-withdrawn";
  return owner.expires_at <= now ? "consent-expired" : undefined;
}

export type Registered =
  | "registered"
  | "already-registered"
  | "consent-withdrawn"
  | "invitation-refused";

class InvitationRefused extends Error {
  override readonly name = "InvitationRefused";
}

export class Participants {
  readonly #records: Records;

  constructor(records: Records) {
    this.#records = records;
  }

  /** Leaves nothing behind when the answer is not `registered`. */
  async register(candidate: NewParticipant): Promise<Registered> {
    try {
      return await this.#records.transaction().execute((tx) => this.#register(tx, candidate));
    } catch (error) {
      if (error instanceof InvitationRefused) return "invitation-refused";
      throw error;
    }
  }

  async #register(tx: Records, candidate: NewParticipant): Promise<Registered> {
    const { receipt, study, deviceKey } = candidate;
    const tokenHash = hashSecret(candidate.token);
    const attemptHash = hashSecret(candidate.attempt);
    const known = await tx
      .selectFrom("participants")
      .selectAll()
      .where("study", "=", study)
      .where((where) =>
        where.or([where("receipt", "=", receipt), where("device_key", "=", deviceKey)]),
      )
      .execute();
    // An old receipt must not come back after a withdrawal, under whatever id.
    if (known.some((row) => row.withdrawn_on !== null && row.seq >= candidate.seq))
      return "consent-withdrawn";
    const same = known.find((row) => row.receipt === receipt);
    if (same !== undefined) {
      if (same.device_key !== deviceKey || !sameHash(same.attempt_hash, attemptHash))
        return "already-registered";
      await tx
        .updateTable("participants")
        .set({ token_hash: tokenHash })
        .where("receipt", "=", receipt)
        .execute();
      return "registered";
    }
    const inserted = await tx
      .insertInto("participants")
      .values({
        receipt,
        study,
        manifest_hash: candidate.manifestHash,
        device_key: deviceKey,
        pseudonym: candidate.pseudonym,
        withdrawal_code_hash: candidate.withdrawalCodeHash,
        seq: candidate.seq,
        expires_at: candidate.expiresAt,
        token_hash: tokenHash,
        attempt_hash: attemptHash,
        envelope: JSON.stringify(candidate.envelope),
        withdrawn_on: null,
      })
      .onConflict((conflict) => conflict.column("receipt").doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows !== 1n) return "already-registered";
    // Who has taken part in this study before needs no second invitation for a new version.
    const returning = known.some((row) => row.withdrawn_on === null);
    if (candidate.admission.kind === "invited" && !returning)
      await useUp(tx, study, candidate.admission.code);
    return "registered";
  }

  async byToken(token: string): Promise<Participant | undefined> {
    const tokenHash = hashSecret(token);
    const row = await this.#records
      .selectFrom("participants")
      .selectAll()
      .where("token_hash", "=", tokenHash)
      .executeTakeFirst();
    return row !== undefined && sameHash(row.token_hash, tokenHash) ? row : undefined;
  }

  async byReceipt(receipt: string): Promise<Participant | undefined> {
    return this.#records
      .selectFrom("participants")
      .selectAll()
      .where("receipt", "=", receipt)
      .executeTakeFirst();
  }

  /**
   * Ends every receipt of this participation in one step with the records of its bundles, and
   * answers with what is to be deleted from the disk. The day is that of the first withdrawal.
   */
  async withdraw(participant: Participant, day: string): Promise<Withdrawn> {
    return this.#records.transaction().execute(async (tx) => {
      await tx
        .updateTable("participants")
        .set({ withdrawn_on: day, envelope: null })
        .where("study", "=", participant.study)
        .where("device_key", "=", participant.device_key)
        .where("withdrawn_on", "is", null)
        .execute();
      const receipts = tx
        .selectFrom("participants")
        .select("receipt")
        .where("study", "=", participant.study)
        .where("device_key", "=", participant.device_key);
      const bundles = await tx
        .deleteFrom("bundles")
        .where("receipt", "in", receipts)
        .returning(["bundle", "upload"])
        .execute();
      const { withdrawn_on } = await tx
        .selectFrom("participants")
        .select("withdrawn_on")
        .where("receipt", "=", participant.receipt)
        .executeTakeFirstOrThrow();
      return { withdrawnOn: withdrawn_on ?? day, bundles };
    });
  }

  /** A code for one registration. It is kept as a hash, and not at all once it was used. */
  async invite(study: StudyId): Promise<string> {
    const code = newInvitation();
    await this.#records
      .insertInto("invitations")
      .values({ code_hash: hashSecret(code), study })
      .execute();
    return code;
  }
}

export interface Withdrawn {
  readonly withdrawnOn: string;
  readonly bundles: readonly { readonly bundle: string; readonly upload: string | null }[];
}

async function useUp(tx: Records, study: StudyId, code: string | undefined): Promise<void> {
  if (code === undefined) throw new InvitationRefused();
  const used = await tx
    .deleteFrom("invitations")
    .where("code_hash", "=", hashSecret(code))
    .where("study", "=", study)
    .executeTakeFirst();
  if (used.numDeletedRows !== 1n) throw new InvitationRefused();
}
