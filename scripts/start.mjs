/** Sets up what is missing, then opens Assent with everything needed to try the whole way. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { bootstrap } from "./bootstrap.mjs";
import { environment, pinnedNode, root, run } from "./lib/pinned-node.mjs";
import { main, step } from "./lib/say.mjs";

const { DISPLAY, WAYLAND_DISPLAY } = environment;
const hasDisplay = process.platform !== "linux" || Boolean(DISPLAY || WAYLAND_DISPLAY);

await main(async () => {
  await bootstrap(hasDisplay ? "start" : "virtualDesktop");
  // Written when Electron's program was fetched.
  if (existsSync(join(root, "node_modules", "electron", "path.txt"))) {
    await step("Electron app", () => run("electron-vite", ["build", "--logLevel", "warn"]));
  }
  process.exitCode = await run(pinnedNode, ["scripts/start/main.ts", ...process.argv.slice(2)]);
});
