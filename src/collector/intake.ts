/**
 * Decides whether a file that has arrived whole becomes visible.
 *
 * Its SHA-256 must be the stated one (ENC-06) and its receipt must be live at that moment,
 * not only when the upload began (CON-02). Otherwise its bytes leave the disk before anybody
 * is answered.
 */
import type { ProblemCode } from "../contract/upload.ts";
import type { Bundle, Bundles } from "./store/bundles.ts";
import type { SealedFiles } from "./store/sealed-files.ts";

export type Settled =
  | "complete"
  | "incomplete"
  | Extract<ProblemCode, "consent-withdrawn" | "hash-mismatch" | "not-found">;

export class Intake {
  readonly #bundles: Bundles;
  readonly #files: SealedFiles;
  readonly #today: () => string;
  readonly #running = new Map<string, Promise<Settled>>();

  constructor(parts: {
    readonly bundles: Bundles;
    readonly files: SealedFiles;
    readonly today: () => string;
  }) {
    this.#bundles = parts.bundles;
    this.#files = parts.files;
    this.#today = parts.today;
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

  async #keep(upload: string, { bundle }: Bundle): Promise<Settled> {
    const day = this.#today();
    const kept = await this.#files.keep(upload, bundle, day);
    if (kept && (await this.#bundles.complete(bundle, upload, day))) return "complete";
    if (kept) await this.#files.discardSealed(bundle);
    return this.#discard(upload, "consent-withdrawn");
  }

  async #discard<S extends Settled>(upload: string, settled: S): Promise<S> {
    await this.#files.discardUpload(upload);
    return settled;
  }
}
