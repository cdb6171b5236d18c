import { join } from "node:path";
import { UtilitySpawner } from "../../src/adapters/electron/utility-spawner.ts";
import { ChildSpawner } from "../../src/adapters/node/child-spawner.ts";
import { FakeUtility } from "../fakes/fake-electron.ts";
import { processSpawnerContract } from "./process-spawner.contract.ts";

const echo = join(import.meta.dirname, "../fakes/echo-child.mjs");
const entries = { recorder: echo, courier: echo };

processSpawnerContract("ChildSpawner", async () => ({
  spawner: new ChildSpawner({
    recorder: { script: echo, environment: {} },
    courier: { script: echo, environment: {}, flags: ["--permission", "--allow-fs-read=*"] },
  }),
}));

processSpawnerContract("UtilitySpawner", async () => ({
  spawner: new UtilitySpawner({
    entries,
    fork: () => {
      const utility = new FakeUtility();
      const { postMessage } = utility.api;
      utility.api.postMessage = (message) => {
        postMessage(message);
        queueMicrotask(() => (message === "die" ? utility.exit() : utility.say(message)));
      };
      return utility.api;
    },
  }),
}));
