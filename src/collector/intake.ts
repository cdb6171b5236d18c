/**
 * Decides whether a file that has arrived whole becomes visible.
 *
 * Its SHA-256 must be the stated one (ENC-06) and its receipt must be live at that moment,
 * not only when the upload began (CON-02). Otherwise its bytes leave the disk before anybody
 * is answered.
 */
import type { ProblemCode } from "../contract/upload.ts";
import { dayOf } from "../core/study/duration.ts";
import type { Bundle, Bundles } from "./store/bundles.ts";
import type { SealedFiles } from "./store/sealed-files.ts";

export type Settled =
  | "complete"
  | "incomplete"
  | Extract<ProblemCode, "consent-withdrawn" | "consent-expired" | "hash-mismatch" | "not-found">;

export class Intake {
  readonly #bundles: Bundles;
  readonly #files: SealedFiles;
  readonly #now: () => number;
  readonly #running = new Map<string, Promise<Settled>>();

  constructor(parts: {
    readonly bundles: Bundles;
    readonly files: SealedFiles;
    readonly now: () => number;
  }) {
    this.#bundles = parts.bundles;
    this.#files = parts.files;
    this.#now = parts.now;
  }

  /** Safe to ask at any time and from several requests at once. */
  async settle(upload: string): Promise<Settled> {
    const running = this.#running.get(upload);
    if (running !== undefined) return running;
    const settling = this.#settle(upload).finally(() => this.#running.delete(upload));
    this.#running.set(upload, settling);
    return settling;
  }

  async #settle(upload: string): Promise<Settled> {
    const bundle = await this.#bundles.byUpload(upload);
    if (bundle === undefined) return this.#discard(upload, "not-found");
    if (bundle.state === "complete") return "complete";
    const size = await this.#files.durableSize(upload);
    if (size !== undefined && size < bundle.bytes) return "incomplete";
    if ((await this.#files.hash(upload)) !== bundle.sha256) {
      await this.#bundles.unbind(upload);
      return this.#discard(upload, "hash-mismatch");
    }
    return this.#keep(upload, bundle);
  }

  async #keep(upload: string, { bundle, receipt }: Bundle): Promise<Settled> {
    const day = dayOf(this.#now());
    const kept = await this.#files.keep(upload, bundle, day);
    const now = this.#now();
    if (kept && (await this.#bundles.complete(bundle, upload, day, now))) return "complete";
    if (kept) await this.#files.discardSealed(bundle);
    if ((await this.#bundles.endOf(receipt, now)) !== "consent-expired")
      return this.#discard(upload, "consent-withdrawn");
    await this.#bundles.forget(bundle);
    return this.#discard(upload, "consent-expired");
  }

  async #discard<S extends Settled>(upload: string, settled: S): Promise<S> {
    await this.#files.discardUpload(upload);
    return settled;
  }
}
