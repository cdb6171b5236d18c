/**
 * Sets up everything a command needs, and is quick when nothing is missing.
 *
 * Plain JavaScript without dependencies: it runs on the system's Node (20 or later) before
 * anything is installed. The rest of the project runs on the pinned Node.
 */
import { ensurePackages, packagesFor } from "./lib/debian.mjs";
import { ensureModules, pinnedNode, run } from "./lib/pinned-node.mjs";
import { main, NeedsPerson, say, step } from "./lib/say.mjs";

const [major] = process.versions.node.split(".");

async function build(what, script) {
  const code = await step(what, () => run(pinnedNode, [script]));
  if (code !== 0) throw new NeedsPerson(`Cannot go on: "${script}" failed; see its words above.`);
}

/** @param {"start" | "virtualDesktop" | "test"} purpose */
export async function bootstrap(purpose) {
  if (Number(major) < 20) {
    throw new NeedsPerson(`Cannot run on Node ${process.version}: install Node 20 or later.`);
  }
  await ensurePackages(packagesFor[purpose]);
  await ensureModules();
  await build("Native addon", "scripts/build-native.mjs");
  await build("Browser companion", "scripts/build-extension.mjs");
  await build("Window", "scripts/build-window.mjs");
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  await main(async () => {
    await bootstrap("test");
    say("Ready.");
  });
}
