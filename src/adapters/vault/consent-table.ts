import type Database from "better-sqlite3";
import * as z from "zod";
import { Envelope } from "../../contract/dsse.ts";
import { Hash, ReceiptId, StudyId } from "../../contract/ids.ts";
import type { ReceiptEntry, StudyEntry } from "../../core/ports/home-store.ts";
import type { Row } from "./rows.ts";

const ReceiptState = z.enum(["given", "withdrawn", "expired", "replaced"]);

/** Studies that were shown or joined, and the receipts of those joined. */
export class ConsentTable {
  readonly #db: Database.Database;

  constructor(db: Database.Database) {
    this.#db = db;
  }

  putStudy({ manifestHash, study, envelope }: StudyEntry): void {
    this.#db
      .prepare("INSERT OR REPLACE INTO studies VALUES (?, ?, ?)")
      .run(manifestHash, study, JSON.stringify(envelope));
  }

  studies(): readonly StudyEntry[] {
    const rows = this.#db.prepare<[], Row>("SELECT * FROM studies ORDER BY study, manifest_hash");
    return rows.all().map((row) => ({
      manifestHash: Hash.parse(row["manifest_hash"]),
      study: StudyId.parse(row["study"]),
      envelope: envelopeOf(row["envelope"]),
    }));
  }

  putReceipt(entry: ReceiptEntry): void {
    this.#db
      .prepare("INSERT OR REPLACE INTO receipts VALUES (?, ?, ?, ?, ?, ?, ?)")
      .run(
        entry.receipt,
        entry.study,
        entry.manifestHash,
        entry.state,
        entry.givenOn,
        entry.expiresOn,
        JSON.stringify(entry.envelope),
      );
  }

  receipts(): readonly ReceiptEntry[] {
    const rows = this.#db.prepare<[], Row>("SELECT * FROM receipts ORDER BY given_on, receipt");
    return rows.all().map((row) => ({
      receipt: ReceiptId.parse(row["receipt"]),
      study: StudyId.parse(row["study"]),
      manifestHash: Hash.parse(row["manifest_hash"]),
      state: ReceiptState.parse(row["state"]),
      givenOn: z.iso.date().parse(row["given_on"]),
      expiresOn: z.iso.date().parse(row["expires_on"]),
      envelope: envelopeOf(row["envelope"]),
    }));
  }
}

export function envelopeOf(cell: unknown): Envelope {
  return Envelope.parse(JSON.parse(String(cell)));
}
