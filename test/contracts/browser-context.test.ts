import type { Origin } from "../../src/contract/ids.ts";
import { FakeBrowserContext } from "../fakes/fake-browser-context.ts";
import { browserContextContract } from "./browser-context.contract.ts";

/** The real one runs it in test/e2e/companion.e2e.test.ts, with Chromium on a desktop. */
browserContextContract("FakeBrowserContext", async () => {
  const context = new FakeBrowserContext(4711);
  const granted = "https://granted.test" as Origin;
  const viewport = { x: 0, y: 100, width: 800, height: 600 };
  // The story waits for a confirmation after a moment of its own.
  const passing = setInterval(() => context.pass(1), 1);
  return {
    context,
    granted,
    now: () => context.now(),
    showGranted: async () =>
      context.show({
        origin: granted,
        pageFocused: true,
        secure: "clear",
        viewport,
        secretAreas: [],
      }),
    focusSecret: async () => context.show({ secure: "secure" }),
    typeLetter: async () => context.land(),
    pressButton: async () => {
      context.press({
        role: "button",
        name: "Go",
        bounds: { x: 1, y: 101, width: 20, height: 10 },
      });
      return "Go";
    },
    showOther: async () => context.show(null),
    end: async () => context.end(),
    [Symbol.asyncDispose]: async () => clearInterval(passing),
  };
});
