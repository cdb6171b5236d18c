import { sessionId, sessionStart, testHome } from "../fixtures/vault.ts";
import { MemorySessionVault } from "../fakes/memory-session-vault.ts";
import { sessionVaultContract } from "./session-vault.contract.ts";

sessionVaultContract("MemorySessionVault", async () => {
  const vault = new MemorySessionVault(sessionId(1));
  return {
    vault,
    async stored() {
      await vault.close();
      return {
        events: vault.events,
        frames: vault.frames,
        drops: Object.fromEntries(vault.drops),
        async tile(frame, place) {
          const found = vault.frames.find((one) => one.frame === frame);
          return vault.tiles.get(found?.grid.places.get(place) ?? "") ?? new Uint8Array();
        },
      };
    },
    [Symbol.asyncDispose]: () => vault.close(),
  };
});

sessionVaultContract("SqliteSessionVault", async () => {
  const test = await testHome();
  const start = sessionStart();
  const vault = await test.home.createSession(start);
  return {
    vault,
    async stored() {
      await vault.close();
      const reader = (await test.reopen()).readSession(start.session);
      return {
        events: reader.events(-1, 1_000),
        frames: reader.frameTimes(),
        drops: reader.drops(),
        async tile(frame, place) {
          const id = reader.frames().find((one) => one === frame);
          const [, tile] = reader.frameRecord(id!).tiles.find(([at]) => at === place) ?? [];
          return (await reader.tiles([tile!])).get(tile!) ?? new Uint8Array();
        },
      };
    },
    [Symbol.asyncDispose]: () => test[Symbol.asyncDispose](),
  };
});
