/** What was stated about each bundle, and how far its upload has come. */
import type { BundleStatement } from "../../contract/bundle.ts";
import type { BundleRow, Records } from "./database.ts";
import { endOf, type Ended, type Participant } from "./participants.ts";

export type Bundle = BundleRow;

export interface Limits {
  readonly maxBundleBytes: number;
  /** Sum of the stated sizes of one device in one study, under all its receipts. */
  readonly quotaBytes: number;
}

export type RegisteredBundle =
  | { readonly outcome: "registered"; readonly bundle: Bundle }
  | {
      readonly outcome: Ended | "bundle-conflict" | "quota-exceeded" | "too-large";
    };

export type Bound =
  | { readonly outcome: "bound"; readonly replaces: string | null }
  | { readonly outcome: Ended | "not-found" | "already-complete" };

export class Bundles {
  readonly #records: Records;

  constructor(records: Records) {
    this.#records = records;
  }

  /** Registering the same statement again answers with how far it has come. */
  async register(
    statement: BundleStatement,
    envelope: string,
    limits: Limits,
    now: number,
  ): Promise<RegisteredBundle> {
    const { bundle, receipt, bytes, sha256 } = statement;
    if (bytes > limits.maxBundleBytes) return { outcome: "too-large" };
    return this.#records.transaction().execute(async (tx) => {
      const owner = await ownerOf(tx, receipt);
      const ended = endOf(owner, now);
      if (owner === undefined || ended !== undefined)
        return { outcome: ended ?? "consent-withdrawn" };
      const known = await find(tx, "bundle", bundle);
      if (known !== undefined) {
        const same = known.receipt === receipt && known.sha256 === sha256 && known.bytes === bytes;
        return same ? { outcome: "registered", bundle: known } : { outcome: "bundle-conflict" };
      }
      const { used } = await tx
        .selectFrom("bundles")
        .innerJoin("participants", "participants.receipt", "bundles.receipt")
        .select((select) => select.fn.sum<number | null>("bundles.bytes").as("used"))
        .where("participants.study", "=", owner.study)
        .where("participants.device_key", "=", owner.device_key)
        .executeTakeFirstOrThrow();
      if ((used ?? 0) + bytes > limits.quotaBytes) return { outcome: "quota-exceeded" };
      const row: Bundle = {
        bundle,
        receipt,
        bytes,
        sha256,
        envelope,
        state: "registered",
        upload: null,
        opened_at: now,
        received_on: null,
      };
      await tx.insertInto("bundles").values(row).execute();
      return { outcome: "registered", bundle: row };
    });
  }

  async find(bundle: string): Promise<Bundle | undefined> {
    return find(this.#records, "bundle", bundle);
  }

  async byUpload(upload: string): Promise<Bundle | undefined> {
    return find(this.#records, "upload", upload);
  }

  /** Begins an upload in place of an incomplete one. The receipt must be live (CON-02). */
  async bind(bundle: string, receipt: string, upload: string, now: number): Promise<Bound> {
    return this.#records.transaction().execute(async (tx) => {
      const ended = endOf(await ownerOf(tx, receipt), now);
      if (ended !== undefined) return { outcome: ended };
      const row = await find(tx, "bundle", bundle);
      if (row === undefined || row.receipt !== receipt) return { outcome: "not-found" };
      if (row.state === "complete") return { outcome: "already-complete" };
      await tx
        .updateTable("bundles")
        .set({ state: "receiving", upload, opened_at: now })
        .where("bundle", "=", bundle)
        .execute();
      return { outcome: "bound", replaces: row.upload };
    });
  }

  /** Makes the bundle visible if its receipt is live and this is still its upload (CON-02). */
  async complete(bundle: string, upload: string, day: string, now: number): Promise<boolean> {
    const { numUpdatedRows } = await this.#records
      .updateTable("bundles")
      .set({ state: "complete", opened_at: null, received_on: day })
      .where("bundle", "=", bundle)
      .where("upload", "=", upload)
      .where("state", "=", "receiving")
      .where("receipt", "in", (select) =>
        select
          .selectFrom("participants")
          .select("receipt")
          .where("withdrawn_on", "is", null)
          .where("expires_at", ">", now),
      )
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  /** Why nothing may be sent under this receipt now; `undefined` while it is live. */
  async endOf(receipt: string, now: number): Promise<Ended | undefined> {
    return endOf(await ownerOf(this.#records, receipt), now);
  }

  /** Back to before the upload, which may then be made anew. */
  async unbind(upload: string): Promise<void> {
    await this.#records
      .updateTable("bundles")
      .set({ state: "registered", upload: null })
      .where("upload", "=", upload)
      .where("state", "=", "receiving")
      .execute();
  }

  async all(): Promise<readonly Bundle[]> {
    return this.#records.selectFrom("bundles").selectAll().execute();
  }

  /**
   * Incomplete ones opened before a moment, or whose receipt has expired by now. A complete
   * bundle never expires here.
   */
  async stale(openedBefore: number, now: number): Promise<readonly Bundle[]> {
    return this.#records
      .selectFrom("bundles")
      .selectAll()
      .where("state", "!=", "complete")
      .where((where) =>
        where.or([
          where("opened_at", "<", openedBefore),
          where("receipt", "in", (select) =>
            select.selectFrom("participants").select("receipt").where("expires_at", "<=", now),
          ),
        ]),
      )
      .execute();
  }

  /** Forgets an incomplete bundle, so that it no longer counts against the quota. */
  async forget(bundle: string): Promise<void> {
    await this.#records
      .deleteFrom("bundles")
      .where("bundle", "=", bundle)
      .where("state", "!=", "complete")
      .execute();
  }
}

async function find(
  records: Records,
  by: "bundle" | "upload",
  value: string,
): Promise<Bundle | undefined> {
  return records.selectFrom("bundles").selectAll().where(by, "=", value).executeTakeFirst();
}

async function ownerOf(records: Records, receipt: string): Promise<Participant | undefined> {
  return records
    .selectFrom("participants")
    .selectAll()
    .where("receipt", "=", receipt)
    .executeTakeFirst();
}
