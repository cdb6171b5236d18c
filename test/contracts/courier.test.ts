import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { NetworkCourier } from "../../src/adapters/courier/network-courier.ts";
import { MemoryCourier } from "../fakes/memory-courier.ts";
import { sampleCollector } from "../fixtures/collector-http.ts";
import { temporaryFolder } from "../fixtures/participation.ts";
import { Relay } from "../fixtures/relay.ts";
import { courierContract } from "./courier.contract.ts";

courierContract("MemoryCourier", async () => {
  const folder = await temporaryFolder();
  const courier = new MemoryCourier();
  return {
    courier,
    collector: "http://collector.example/",
    folder,
    setReachable: (reachable) => void (courier.reachable = reachable),
    held: async (bundle) => courier.stored.get(bundle),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
});

courierContract("NetworkCourier", async () => {
  await using made = new AsyncDisposableStack();
  const collector = made.use(await sampleCollector());
  const relay = made.use(await Relay.open(collector.running.url));
  const all = made.move();
  return {
    courier: new NetworkCourier({ wall: Date.now, random: Math.random }),
    collector: relay.url,
    folder: collector.folder,
    setReachable(reachable) {
      if (reachable) relay.target = collector.running.url;
      else relay.cut();
    },
    held: (bundle) =>
      readFile(join(collector.data, "sealed", `${bundle}.age`)).catch(() => undefined),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
});
