import type { Abort } from "../../contract/rpc.ts";
import type {
  Registration,
  RegisterOutcome,
  UploadItem,
  UploadOutcome,
  WithdrawalItem,
  WithdrawOutcome,
} from "../../contract/upload.ts";

/**
 * The only way out of the machine. Sees sealed files, statements and tokens, never a key.
 *
 * One call is one try. `waiting` means that nothing was lost and the same call may be made
 * again from `retryAt`; what the collector already holds is not sent twice. `refused` will
 * stay so until something changes. Nothing is thrown for what the network or the collector
 * does. Implementations pass test/contracts/courier.contract.ts.
 */
export interface Courier {
  /** Shows a receipt to a collector and brings back the token for sending under it. */
  register(item: Registration, signal?: Abort): Promise<RegisterOutcome>;
  /** Resolves with `stored` only when the collector has verified the whole file. */
  upload(item: UploadItem, signal?: Abort): Promise<UploadOutcome>;
  /** Ends the receipt at the collector, which deletes what it holds under it. */
  withdraw(item: WithdrawalItem, signal?: Abort): Promise<WithdrawOutcome>;
}
