/** An attack changes a received bundle in place; the code is the reason that must be given. */
import type { RefusalCode } from "../../src/contract/dataset.ts";
import type { BundleId } from "../../src/contract/ids.ts";
import type { ReceivedFolder } from "./dataset-fixture.ts";
import { forge, withEvents } from "./dataset-forge.ts";

export type Attack = (received: ReceivedFolder, bundle: BundleId) => Promise<void>;
export type NamedAttack = readonly [name: string, code: RefusalCode, attack: Attack];

export const forging =
  (forgery: Parameters<typeof forge>[2]): Attack =>
  (received, bundle) =>
    forge(received, bundle, forgery);
export const changing =
  (kind: string, change: object): Attack =>
  (received, bundle) =>
    forge(received, bundle, {
      files: withEvents((events) => {
        const first = events.findIndex((event) => event["kind"] === kind);
        return events.with(first, { ...events[first], ...change });
      }),
    });
