/** Study versions that this collector receives for. */
import { Envelope } from "../../contract/dsse.ts";
import type { Hash } from "../../contract/ids.ts";
import { StudyManifest } from "../../contract/manifest.ts";
import type { Records, StudyRow } from "./database.ts";

export interface PublishedStudy {
  readonly manifestHash: Hash;
  readonly manifest: StudyManifest;
  readonly envelope: Envelope;
}

export class Studies {
  readonly #records: Records;

  constructor(records: Records) {
    this.#records = records;
  }

  /** Publishing the same version again changes nothing. */
  async publish({ manifestHash, manifest, envelope }: PublishedStudy, day: string): Promise<void> {
    await this.#records
      .insertInto("studies")
      .values({
        manifest_hash: manifestHash,
        study: manifest.studyId,
        envelope: JSON.stringify(envelope),
        published_on: day,
      })
      .onConflict((conflict) => conflict.column("manifest_hash").doNothing())
      .execute();
  }

  async find(manifestHash: string): Promise<PublishedStudy | undefined> {
    const row = await this.#records
      .selectFrom("studies")
      .selectAll()
      .where("manifest_hash", "=", manifestHash)
      .executeTakeFirst();
    return row === undefined ? undefined : published(row);
  }

  async all(): Promise<readonly PublishedStudy[]> {
    const rows = await this.#records.selectFrom("studies").selectAll().orderBy("study").execute();
    return rows.map(published);
  }
}

/** Its signatures were checked before it was stored. */
function published({ manifest_hash, envelope: text }: StudyRow): PublishedStudy {
  const envelope = Envelope.parse(JSON.parse(text));
  const payload = Buffer.from(envelope.payload, "base64").toString("utf8");
  const manifest = StudyManifest.parse(JSON.parse(payload));
  return { manifestHash: manifest_hash as Hash, manifest, envelope };
}
