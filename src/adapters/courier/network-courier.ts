/** Carries sealed files to a collector over HTTP. Keeps no state and writes no file. */
import { stat } from "node:fs/promises";
import { BundleStatement } from "../../contract/bundle.ts";
import type { Envelope } from "../../contract/dsse.ts";
import type { Abort } from "../../contract/rpc.ts";
import {
  BundleStatus,
  RegisterResponse,
  WithdrawResponse,
  collectorPaths,
  type Refused,
  type RegisterOutcome,
  type Registration,
  type UploadItem,
  type UploadOutcome,
  type Waiting,
  type WithdrawOutcome,
  type WithdrawalItem,
} from "../../contract/upload.ts";
import type { Courier } from "../../core/ports/courier.ts";
import { retryAt } from "../../core/upload/backoff.ts";
import { abortSignal, ask, type Answer } from "./collector-client.ts";
import { sendFile } from "./send-file.ts";

type Unanswered = Exclude<Answer<never>, { outcome: "answered" }>;

export class NetworkCourier implements Courier {
  readonly #wall: () => number;
  readonly #random: () => number;

  constructor(world: { readonly wall: () => number; readonly random: () => number }) {
    this.#wall = world.wall;
    this.#random = world.random;
  }

  async register(item: Registration, signal?: Abort): Promise<RegisterOutcome> {
    const { collector, failures, ...body } = item;
    const url = at(collector, collectorPaths.participants);
    const answer = await ask({ url, method: "POST", body, answer: RegisterResponse, signal });
    return answer.outcome === "answered"
      ? { outcome: "registered", token: answer.value.token }
      : this.#unanswered(answer, failures);
  }

  async withdraw(item: WithdrawalItem, signal?: Abort): Promise<WithdrawOutcome> {
    const { collector, failures, token, withdrawal } = item;
    const answer = await ask({
      url: at(collector, collectorPaths.withdraw),
      method: "POST",
      token,
      body: { withdrawal },
      answer: WithdrawResponse,
      signal,
    });
    return answer.outcome === "answered"
      ? { outcome: "withdrawn", withdrawnOn: answer.value.withdrawnOn }
      : this.#unanswered(answer, failures);
  }

  async upload(item: UploadItem, signal?: Abort): Promise<UploadOutcome> {
    const statement = stated(item.statement);
    const size = await sizeOf(item.file);
    if (statement?.bundle !== item.bundle || size !== statement.bytes)
      return { outcome: "refused", code: "sealed-file-changed" };

    const registered = await this.#status(item, signal, { statement: item.statement });
    if (registered.outcome !== "answered") return this.#unanswered(registered, item.failures);
    if (registered.value.state === "complete") return { outcome: "stored" };

    const endpoint = at(item.collector, collectorPaths.uploads);
    const { upload } = registered.value;
    const sent = await sendFile({
      endpoint,
      resume: upload === null ? undefined : new URL(`uploads/${upload}`, endpoint),
      file: item.file,
      token: item.token,
      metadata: { bundle: statement.bundle, receipt: statement.receipt },
      signal: abortSignal(signal),
    });
    if (sent.outcome !== "answered") return this.#unanswered(sent, item.failures);

    const status = await this.#status(item, signal);
    if (status.outcome !== "answered") return this.#unanswered(status, item.failures);
    return status.value.state === "complete"
      ? { outcome: "stored" }
      : this.#unanswered({ outcome: "failed", why: "collector-failing" }, item.failures);
  }

  /** Registers the bundle when there is a body, and learns how far it has come. */
  #status(
    { collector, token, bundle }: UploadItem,
    signal: Abort | undefined,
    body?: { readonly statement: Envelope },
  ): Promise<Answer<BundleStatus>> {
    const { bundles } = collectorPaths;
    const common = { token, answer: BundleStatus, signal };
    return body === undefined
      ? ask({ ...common, method: "GET", url: at(collector, `${bundles}/${bundle}`) })
      : ask({ ...common, method: "POST", url: at(collector, bundles), body });
  }

  #unanswered(answer: Unanswered, failures: number): Refused | Waiting {
    if (answer.outcome === "refused") return answer;
    const { why, atLeastMs } = answer;
    const now = this.#wall();
    const next = retryAt({ now, failures, random: this.#random(), atLeastMs });
    return { outcome: "waiting", why, retryAt: next };
  }
}

/** The collector may live below a path. */
const at = (collector: string, path: string): URL =>
  new URL(path, collector.endsWith("/") ? collector : `${collector}/`);

/** Reads what is being sent. Whether to believe it is the collector's and the exporter's part. */
function stated(envelope: Envelope): BundleStatement | undefined {
  try {
    const text = Buffer.from(envelope.payload, "base64").toString("utf8");
    return BundleStatement.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    const found = await stat(file);
    return found.isFile() ? found.size : undefined;
  } catch {
    return undefined;
  }
}
