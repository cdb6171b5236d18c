/** What the collector is made of, and what it does without being asked. */
import { dayOf } from "../core/study/duration.ts";
import { Intake } from "./intake.ts";
import { Bundles, type Limits } from "./store/bundles.ts";
import { openRecords } from "./store/database.ts";
import { Participants, type Participant } from "./store/participants.ts";
import { SealedFiles } from "./store/sealed-files.ts";
import { Studies } from "./store/studies.ts";
import { UploadLocks } from "./store/upload-locks.ts";
import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";

export interface CollectorOptions {
  /** Everything that the collector keeps is in here. */
  readonly directory: string;
  /** Whether anybody with a receipt may register; otherwise an invitation is needed. */
  readonly open?: boolean;
  readonly limits?: Partial<Limits>;
  /** How long an upload may stay incomplete. */
  readonly incompleteExpiryMs?: number;
  readonly wall?: () => number;
}

const GiB = 1_024 ** 3;
const dayMs = 86_400_000;

export class Collector implements AsyncDisposable {
  readonly studies: Studies;
  readonly participants: Participants;
  readonly bundles: Bundles;
  readonly files: SealedFiles;
  readonly intake: Intake;
  readonly locks = new UploadLocks();
  readonly limits: Limits;
  readonly open: boolean;
  readonly incompleteExpiryMs: number;
  readonly wall: () => number;
  readonly #store: ReturnType<typeof openRecords>;

  private constructor(
    options: CollectorOptions,
    store: ReturnType<typeof openRecords>,
    files: SealedFiles,
  ) {
    this.#store = store;
    this.files = files;
    this.open = options.open ?? false;
    this.wall = options.wall ?? Date.now;
    this.limits = { maxBundleBytes: 4 * GiB, quotaBytes: 64 * GiB, ...options.limits };
    this.incompleteExpiryMs = options.incompleteExpiryMs ?? 7 * dayMs;
    this.studies = new Studies(store.records);
    this.participants = new Participants(store.records);
    this.bundles = new Bundles(store.records);
    this.intake = new Intake({ bundles: this.bundles, files, now: this.wall });
  }

  static async open(options: CollectorOptions): Promise<Collector> {
    await mkdir(options.directory, { recursive: true, mode: 0o700 });
    const database = join(options.directory, "collector.db");
    const store = openRecords(database);
    await chmod(database, 0o600);
    return new Collector(options, store, await SealedFiles.open(options.directory));
  }

  today(): string {
    return dayOf(this.wall());
  }

  /** Puts right what a sudden stop left: half-moved files, files without a record. */
  async recover(): Promise<void> {
    const bundles = await this.bundles.all();
    for (const { state, upload, bundle } of bundles)
      if (state === "receiving" && upload !== null) await this.files.takeBack(upload, bundle);
    await this.files.discardAllBut(
      new Set(bundles.flatMap(({ upload }) => upload ?? [])),
      new Set(bundles.filter(({ state }) => state === "complete").map(({ bundle }) => bundle)),
    );
    for (const { state, upload } of bundles)
      if (state === "receiving" && upload !== null) await this.intake.settle(upload);
  }

  /** Deletes uploads that stayed incomplete for too long, or for longer than their consent. */
  async expire(): Promise<void> {
    const now = this.wall();
    const stale = await this.bundles.stale(now - this.incompleteExpiryMs, now);
    for (const { bundle, upload } of stale) {
      const discard = async () => {
        await this.bundles.forget(bundle);
        if (upload !== null && (await this.bundles.byUpload(upload)) === undefined)
          await this.files.discardUpload(upload);
      };
      await (upload === null ? discard() : this.locks.holding(upload, discard));
    }
  }

  /** Ends a participation: nothing of it stays but a tombstone (DEL-01). */
  async withdraw(participant: Participant): Promise<string> {
    const { withdrawnOn, bundles } = await this.participants.withdraw(participant, this.today());
    for (const { bundle, upload } of bundles) {
      if (upload !== null) await this.files.discardUpload(upload);
      await this.files.discardSealed(bundle);
    }
    this.#store.checkpoint();
    return withdrawnOn;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#store[Symbol.asyncDispose]();
  }
}
