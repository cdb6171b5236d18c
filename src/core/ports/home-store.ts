import type { BundleManifest } from "../../contract/bundle.ts";
import type { Envelope } from "../../contract/dsse.ts";
import type { Size } from "../../contract/geometry.ts";
import type { BundleId, Hash, ReceiptId, SessionId, StudyId } from "../../contract/ids.ts";
import type { Notice } from "../../contract/participant-api.ts";
import type { DropCounts } from "../../contract/signals.ts";
import type { SessionReader, SessionVault } from "./session-vault.ts";

export interface StudyEntry {
  readonly manifestHash: Hash;
  readonly study: StudyId;
  readonly envelope: Envelope;
}

export interface ReceiptEntry {
  readonly receipt: ReceiptId;
  readonly study: StudyId;
  readonly manifestHash: Hash;
  readonly state: "given" | "withdrawn" | "expired" | "replaced";
  readonly givenOn: string;
  readonly expiresOn: string;
  readonly envelope: Envelope;
}

/** What is known of a session when it begins. */
export interface SessionStart {
  readonly session: SessionId;
  readonly study: StudyId;
  readonly manifestHash: Hash;
  readonly receipt: ReceiptId;
  /** ISO date and time, UTC. */
  readonly startedAt: string;
  readonly display: Size;
  readonly scopes: BundleManifest["scopes"];
  readonly redaction: { readonly engine: string; readonly rulesHash: Hash };
  /** From the manifest: after so many days without review the session is erased. */
  readonly ttlDays: number;
  readonly disclosesDeletions: boolean;
}

export type SessionState =
  | "recording"
  | "unreviewed"
  | "approved"
  | "uploading"
  | "uploaded"
  | "failed";

export interface SessionEntry extends SessionStart {
  readonly state: SessionState;
  readonly seconds: number;
  readonly events: number;
  readonly frames: number;
  readonly bytes: number;
  readonly drops: DropCounts;
  /** UTC day on which an unreviewed session is erased. */
  readonly expiresOn: string;
  readonly problem: string | null;
}

/** A sealed bundle that waits to be sent. */
export interface OutboxEntry {
  readonly bundle: BundleId;
  readonly session: SessionId;
  readonly study: StudyId;
  readonly seq: number;
  readonly bytes: number;
  readonly sha256: Hash;
  /** Signed BundleStatement. */
  readonly statement: Envelope;
  readonly state: "waiting" | "uploading" | "uploaded" | "failed";
  readonly attempts: number;
  /** Wall-clock milliseconds before which no attempt is made. */
  readonly nextAttemptAt: number;
  readonly uploadedBytes: number;
  /** Where the collector keeps the unfinished upload. */
  readonly uploadUrl: string | null;
  readonly problem: string | null;
}

export type OutboxProgress = Partial<
  Pick<
    OutboxEntry,
    "state" | "attempts" | "nextAttemptAt" | "uploadedBytes" | "uploadUrl" | "problem"
  >
>;

/** A session whose recorder ended without closing it. All that was committed is there. */
export interface RecoveredSession {
  readonly session: SessionId;
  /** Milliseconds since the session began up to which it was kept; 0 when nothing was. */
  readonly keptUntil: number;
  /** ISO date and time of that moment, after which nothing was recorded. */
  readonly keptUntilAt: string;
}

/**
 * Everything that Assent keeps on a participant's machine, encrypted.
 *
 * One process has it open at a time. Rows that go are gone from the files as well.
 */
export interface HomeStore extends AsyncDisposable {
  /** Ed25519 seed that signs for this device. */
  deviceSeed(): Uint8Array;
  /** HMAC-SHA256(device secret, study id), base64url. */
  pseudonym(study: StudyId): string;

  putStudy(entry: StudyEntry): void;
  study(manifestHash: Hash): StudyEntry | undefined;
  studies(): readonly StudyEntry[];
  /** Stores a receipt, or its new state. */
  putReceipt(entry: ReceiptEntry): void;
  receipt(receipt: ReceiptId): ReceiptEntry | undefined;
  receipts(): readonly ReceiptEntry[];

  /** Throws StoreFull when the disk has no room for it. */
  createSession(start: SessionStart): Promise<SessionVault>;
  sessions(): readonly SessionEntry[];
  session(session: SessionId): SessionEntry | undefined;
  /** Throws {@link SessionUnavailable} while it is recorded, or when there is none. */
  readSession(session: SessionId): SessionReader;
  setSessionState(session: SessionId, state: SessionState, problem: string | null): void;
  /** Applies the edits for good: what they removed is destroyed, and nothing can be undone. */
  settleSession(session: SessionId): Promise<void>;
  /** Destroys the session, its bundle unless it was sent, and their keys. */
  deleteSession(session: SessionId): Promise<void>;
  /** Destroys sessions that were not reviewed in time. `today` is a UTC day. */
  expireSessions(today: string): Promise<readonly SessionId[]>;
  /** Makes sessions readable whose recorder was killed. */
  recover(): Promise<readonly RecoveredSession[]>;

  /** Number of the study's next bundle. */
  nextBundleSeq(study: StudyId): number;
  /** Where the sealed file of this bundle belongs. */
  outboxPath(bundle: BundleId): string;
  /**
   * Records the sealed file and marks its session approved, in one step. `false`, and nothing
   * is changed, when the session was approved already or is gone.
   */
  putInOutbox(entry: OutboxEntry): boolean;
  outbox(): readonly OutboxEntry[];
  updateOutbox(bundle: BundleId, progress: OutboxProgress): void;
  /** Removes the sealed file; its row stays so that numbers are not used twice. */
  removeSealed(bundle: BundleId): Promise<void>;

  setting(name: string): string | undefined;
  setSetting(name: string, value: string | null): void;
  addNotice(notice: Omit<Notice, "id">): void;
  notices(): readonly Notice[];
  dismissNotice(id: number): void;
}

export class SessionUnavailable extends Error {
  override readonly name = "SessionUnavailable";
  readonly code = "session-unavailable";
  constructor(fact: string, options?: ErrorOptions) {
    super(`Cannot open session: ${fact}`, options);
  }
}
