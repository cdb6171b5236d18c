/**
 * Entry of the courier's process: the only one with the network. It is started with no
 * environment and told nothing but what `courierApi` lets cross.
 */
import { courierApi } from "../../contract/upload.ts";
import { serve, type CallContext } from "../../contract/rpc.ts";
import { NetworkCourier } from "../../adapters/courier/network-courier.ts";
import { parentWire } from "../../adapters/node/parent-wire.ts";

const courier = new NetworkCourier({ wall: Date.now, random: Math.random });
const wire = parentWire();

serve(
  courierApi,
  {
    register: (item, context) => courier.register(item, signalOf(context)),
    upload: (item, context) => courier.upload(item, signalOf(context)),
    withdraw: (item, context) => courier.withdraw(item, signalOf(context)),
  },
  wire,
);
// Nothing is lost by ending at once: the collector keeps what it has acknowledged.
wire.onClose(() => process.exit(0));

function signalOf({ onCancel }: CallContext): AbortSignal {
  const controller = new AbortController();
  onCancel(() => controller.abort());
  return controller.signal;
}
