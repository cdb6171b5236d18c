import { createHash, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { BundleStatement } from "../../src/contract/bundle.ts";
import type { Envelope } from "../../src/contract/dsse.ts";
import type { Abort } from "../../src/contract/rpc.ts";
import type {
  Refused,
  RegisterOutcome,
  Registration,
  UploadItem,
  UploadOutcome,
  Waiting,
  WithdrawalItem,
  WithdrawOutcome,
} from "../../src/contract/upload.ts";
import type { Courier } from "../../src/core/ports/courier.ts";
import { retryAt } from "../../src/core/upload/backoff.ts";

interface Participation {
  readonly attempt: string;
  readonly receipt: string;
  token: string;
  withdrawnOn: string | undefined;
  readonly stored: Map<string, Buffer>;
}

/** Courier and collector in one, without a network. Believes every signature. */
export class MemoryCourier implements Courier {
  reachable = true;
  readonly #participations: Participation[] = [];

  /** What the collector holds, by bundle. */
  get stored(): ReadonlyMap<string, Buffer> {
    return new Map(this.#participations.flatMap(({ stored }) => [...stored]));
  }

  async register(item: Registration, signal?: Abort): Promise<RegisterOutcome> {
    if (!this.reachable || signal?.aborted) return waiting(item.failures, signal);
    const receipt = item.receipt.payload;
    const token = randomBytes(32).toString("base64url");
    const known = this.#participations.find((one) => one.receipt === receipt);
    if (known?.withdrawnOn !== undefined) return refused("consent-withdrawn");
    if (known !== undefined && known.attempt !== item.attempt) return refused("already-registered");
    if (known === undefined) {
      const { attempt } = item;
      const stored = new Map<string, Buffer>();
      this.#participations.push({ attempt, receipt, token, withdrawnOn: undefined, stored });
    } else known.token = token;
    return { outcome: "registered", token };
  }

  async upload(item: UploadItem, signal?: Abort): Promise<UploadOutcome> {
    const stated = BundleStatement.parse(payloadOf(item.statement));
    const bytes = await readFile(item.file).catch(() => undefined);
    if (bytes?.length !== stated.bytes) return refused("sealed-file-changed");
    if (!this.reachable || signal?.aborted) return waiting(item.failures, signal);
    const owner = this.#participations.find(({ token }) => token === item.token);
    if (owner === undefined) return refused("unauthorized");
    if (owner.withdrawnOn !== undefined) return refused("consent-withdrawn");
    const hash = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
    if (hash !== stated.sha256) return refused("hash-mismatch");
    owner.stored.set(item.bundle, bytes);
    return { outcome: "stored" };
  }

  async withdraw(item: WithdrawalItem, signal?: Abort): Promise<WithdrawOutcome> {
    if (!this.reachable || signal?.aborted) return waiting(item.failures, signal);
    const owner = this.#participations.find(({ token }) => token === item.token);
    if (owner === undefined) return refused("unauthorized");
    owner.withdrawnOn ??= new Date().toISOString().slice(0, 10);
    owner.stored.clear();
    return { outcome: "withdrawn", withdrawnOn: owner.withdrawnOn };
  }
}

const refused = (code: Refused["code"]): Refused => ({ outcome: "refused", code });

function waiting(failures: number, signal: Abort | undefined): Waiting {
  const why = signal?.aborted ? "stopped" : "unreachable";
  const next = retryAt({ now: Date.now(), failures, random: 0.5 });
  return { outcome: "waiting", why, retryAt: next };
}

const payloadOf = ({ payload }: Envelope): unknown =>
  JSON.parse(Buffer.from(payload, "base64").toString("utf8"));
