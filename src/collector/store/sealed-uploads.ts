/**
 * Stores tus uploads: the library's protocol over our own files and records.
 *
 * Bytes are on the disk before they are acknowledged, an upload exists only for a registered
 * bundle of a live receipt, its length is never deferred, and nothing that is complete
 * can be terminated. Expiry is not the library's here: it would delete what is complete.
 */
import { DataStore, Upload } from "@tus/server";
import type { Readable } from "node:stream";
import * as z from "zod";
import { BundleId, ReceiptId } from "../../contract/ids.ts";
import { Refusal } from "../refusal.ts";
import type { Bundles } from "./bundles.ts";
import type { SealedFiles } from "./sealed-files.ts";

/** ENC-07: these two and nothing else. */
const Metadata = z.strictObject({ bundle: BundleId, receipt: ReceiptId });

export class SealedUploads extends DataStore {
  // `expiration` is kept by Collector.expire and told by the route.
  override extensions = ["creation", "creation-with-upload", "termination", "expiration"];
  readonly #bundles: Bundles;
  readonly #files: SealedFiles;
  readonly #now: () => number;

  constructor(parts: {
    readonly bundles: Bundles;
    readonly files: SealedFiles;
    readonly now: () => number;
  }) {
    super();
    this.#bundles = parts.bundles;
    this.#files = parts.files;
    this.#now = parts.now;
  }

  override async create(upload: Upload): Promise<Upload> {
    const metadata = Metadata.safeParse(upload.metadata).data;
    if (metadata === undefined) throw new Refusal("bad-request");
    const stated = await this.#bundles.find(metadata.bundle);
    if (stated === undefined || stated.receipt !== metadata.receipt) throw new Refusal("not-found");
    if (upload.size !== stated.bytes) throw new Refusal("bad-request");
    await this.#files.create(upload.id);
    const bound = await this.#bundles.bind(
      metadata.bundle,
      metadata.receipt,
      upload.id,
      this.#now(),
    );
    if (bound.outcome !== "bound") {
      await this.#files.discardUpload(upload.id);
      throw new Refusal(bound.outcome);
    }
    if (bound.replaces !== null) await this.#files.discardUpload(bound.replaces);
    return upload;
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    return this.#files.append(id, offset, stream);
  }

  override async getUpload(id: string): Promise<Upload> {
    const bundle = await this.#bundles.byUpload(id);
    if (bundle === undefined) throw new Refusal("not-found");
    const { bundle: name, receipt, bytes, state } = bundle;
    const offset = state === "complete" ? bytes : await this.#files.durableSize(id);
    if (offset === undefined) throw new Refusal("not-found");
    return new Upload({ id, size: bytes, offset, metadata: { bundle: name, receipt } });
  }

  override async remove(id: string): Promise<void> {
    const bundle = await this.#bundles.byUpload(id);
    if (bundle === undefined) throw new Refusal("not-found");
    if (bundle.state === "complete") throw new Refusal("already-complete");
    await this.#bundles.unbind(id);
    await this.#files.discardUpload(id);
  }
}
