import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type Database from "better-sqlite3";
import type { BundleId, Hash, ReceiptId, SessionId, StudyId } from "../../contract/ids.ts";
import type { Notice } from "../../contract/participant-api.ts";
import type {
  HomeStore,
  OutboxEntry,
  OutboxProgress,
  ReceiptEntry,
  RecoveredSession,
  SessionEntry,
  SessionStart,
  SessionState,
  StudyEntry,
} from "../../core/ports/home-store.ts";
import type { HomeSecrets, KeyCustody } from "../../core/ports/key-custody.ts";
import type { SessionReader, SessionVault } from "../../core/ports/session-vault.ts";
import { openCipherDatabase } from "./cipher-database.ts";
import { ConsentTable } from "./consent-table.ts";
import { homeSteps } from "./home-schema.ts";
import { NoteTable } from "./note-table.ts";
import { OutboxTable } from "./outbox-table.ts";
import { SessionShelf } from "./session-shelf.ts";
import { SessionTable } from "./session-table.ts";
import { asStoreFull } from "./store-full.ts";
import { calmSharp } from "./tile-atlas.ts";

export interface HomeOptions {
  readonly directory: string;
  readonly custody: KeyCustody;
}

export type OpenHomeOutcome =
  | { readonly outcome: "open"; readonly home: HomeStore }
  | { readonly outcome: "missing" }
  | { readonly outcome: "wrong-passphrase" };

/** Makes new keys and an empty home. Throws KeysExist when there is one. */
export async function createHome({ directory, custody }: HomeOptions): Promise<HomeStore> {
  ownDirectory(directory);
  const secrets: HomeSecrets = {
    master: randomBytes(32),
    deviceSeed: randomBytes(32),
    pseudonymSecret: randomBytes(32),
  };
  await custody.create(secrets);
  return new Home(directory, secrets);
}

/** Throws StoreInUse when another process has this home open. */
export async function openHome({ directory, custody }: HomeOptions): Promise<OpenHomeOutcome> {
  const opened = await custody.open();
  if (opened.outcome !== "open") return opened;
  ownDirectory(directory);
  return { outcome: "open", home: new Home(directory, opened.secrets) };
}

class Home implements HomeStore {
  readonly #directory: string;
  readonly #secrets: HomeSecrets;
  readonly #db: Database.Database;
  readonly #consents: ConsentTable;
  readonly #sessions: SessionTable;
  readonly #shelf: SessionShelf;
  readonly #outbox: OutboxTable;
  readonly #notes: NoteTable;

  constructor(directory: string, secrets: HomeSecrets) {
    calmSharp();
    this.#directory = directory;
    this.#secrets = secrets;
    ownDirectory(join(directory, "outbox"));
    ownDirectory(join(directory, "sessions"));
    this.#db = openCipherDatabase({
      path: join(directory, "agent.db"),
      key: Buffer.from(hkdfSync("sha256", secrets.master, "", "assent agent.db/1", 32)),
      steps: homeSteps,
      exclusive: true,
    });
    this.#consents = new ConsentTable(this.#db);
    this.#sessions = new SessionTable(this.#db);
    this.#shelf = new SessionShelf(join(directory, "sessions"), this.#sessions);
    this.#outbox = new OutboxTable(this.#db);
    this.#notes = new NoteTable(this.#db);
  }

  deviceSeed(): Uint8Array {
    return this.#secrets.deviceSeed.slice();
  }

  pseudonym(study: StudyId): string {
    return createHmac("sha256", this.#secrets.pseudonymSecret).update(study).digest("base64url");
  }

  putStudy(entry: StudyEntry): void {
    this.#consents.putStudy(entry);
  }

  study(manifestHash: Hash): StudyEntry | undefined {
    return this.studies().find((entry) => entry.manifestHash === manifestHash);
  }

  studies(): readonly StudyEntry[] {
    return this.#consents.studies();
  }

  putReceipt(entry: ReceiptEntry): void {
    this.#consents.putReceipt(entry);
  }

  receipt(receipt: ReceiptId): ReceiptEntry | undefined {
    return this.receipts().find((entry) => entry.receipt === receipt);
  }

  receipts(): readonly ReceiptEntry[] {
    return this.#consents.receipts();
  }

  async createSession(start: SessionStart): Promise<SessionVault> {
    try {
      return this.#shelf.create(start);
    } catch (error) {
      throw asStoreFull(error);
    }
  }

  sessions(): readonly SessionEntry[] {
    return this.#sessions.all();
  }

  session(session: SessionId): SessionEntry | undefined {
    return this.#sessions.get(session);
  }

  readSession(session: SessionId): SessionReader {
    return this.#shelf.read(session);
  }

  setSessionState(session: SessionId, state: SessionState, problem: string | null): void {
    this.#sessions.setState(session, state, problem);
  }

  settleSession(session: SessionId): Promise<void> {
    return this.#shelf.settle(session);
  }

  async deleteSession(session: SessionId): Promise<void> {
    await this.#shelf.remove(session);
    for (const { bundle, state } of this.#outbox.all().filter((one) => one.session === session)) {
      if (state === "uploaded") continue;
      await this.removeSealed(bundle);
      this.#outbox.update(bundle, { state: "failed", problem: "deleted by the participant" });
    }
  }

  async expireSessions(today: string): Promise<readonly SessionId[]> {
    const late = this.#sessions
      .all()
      .filter(({ state, expiresOn }) => state === "unreviewed" && expiresOn <= today)
      .map(({ session }) => session);
    for (const session of late) await this.deleteSession(session);
    return late;
  }

  async recover(): Promise<readonly RecoveredSession[]> {
    const sealed = new Set(this.#outbox.all().map(({ bundle }) => `${bundle}.age`));
    for (const name of readdirSync(join(this.#directory, "outbox")))
      if (!sealed.has(name)) await rm(join(this.#directory, "outbox", name), { force: true });
    return this.#shelf.recover();
  }

  nextBundleSeq(study: StudyId): number {
    return this.#outbox.nextSeq(study);
  }

  outboxPath(bundle: BundleId): string {
    return join(this.#directory, "outbox", `${bundle}.age`);
  }

  putInOutbox(entry: OutboxEntry): boolean {
    return this.#db.transaction(() => {
      if (this.#sessions.get(entry.session)?.state !== "unreviewed") return false;
      this.#outbox.add(entry);
      this.#sessions.setState(entry.session, "approved", null);
      return true;
    })();
  }

  outbox(): readonly OutboxEntry[] {
    return this.#outbox.all();
  }

  updateOutbox(bundle: BundleId, progress: OutboxProgress): void {
    this.#outbox.update(bundle, progress);
  }

  async removeSealed(bundle: BundleId): Promise<void> {
    await rm(this.outboxPath(bundle), { force: true });
  }

  setting(name: string): string | undefined {
    return this.#notes.setting(name);
  }

  setSetting(name: string, value: string | null): void {
    this.#notes.setSetting(name, value);
  }

  addNotice(notice: Omit<Notice, "id">): void {
    this.#notes.addNotice(notice);
  }

  notices(): readonly Notice[] {
    return this.#notes.notices();
  }

  dismissNotice(id: number): void {
    this.#notes.dismissNotice(id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#shelf.close();
    this.#db.close();
  }
}

function ownDirectory(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
}
