import { browserContextContract } from "../contracts/browser-context.contract.ts";
import { now, openCompanionWorld } from "../desktop/companion-world.ts";

browserContextContract("CompanionServer with Chromium", async () => {
  const world = await openCompanionWorld();
  const { page, hand, granted } = world;
  await world.grant();
  return {
    context: world.server,
    now,
    granted,
    showGranted: async () => {
      await page.goto(granted);
      await page.focus("#town");
    },
    focusSecret: () => page.focus("#p"),
    typeLetter: async () => void (await hand.type("a")),
    pressButton: async () => {
      // The place of a control is known once the pointer was over the page twice.
      await hand.move(500, 500);
      await page.waitForTimeout(150);
      await hand.move(510, 510);
      await page.click("#forge");
      return "Forge";
    },
    showOther: async () => {
      await page.goto(world.other);
      await page.focus("#town");
    },
    end: async () => void process.kill(world.browserPid, "SIGKILL"),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
});
