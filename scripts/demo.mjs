/** Sets up what is missing, then walks the whole way on a virtual desktop. */
import { bootstrap } from "./bootstrap.mjs";
import { pinnedNode, run } from "./lib/pinned-node.mjs";
import { main } from "./lib/say.mjs";

await main(async () => {
  await bootstrap("virtualDesktop");
  process.exitCode = await run(pinnedNode, ["scripts/demo/main.ts", ...process.argv.slice(2)]);
});
