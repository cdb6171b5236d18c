/** Whether something built is older than what it is built from. Runs on the pinned Node. */
import { existsSync, globSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./pinned-node.mjs";

export function stale(product, sources) {
  const path = join(root, product);
  if (!existsSync(path)) return true;
  const built = statSync(path).mtimeMs;
  return sources
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .some((file) => statSync(join(root, file)).mtimeMs > built);
}
