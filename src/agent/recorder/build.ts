/** Which Assent this is, as a consent receipt names it. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { hashOf } from "../../adapters/seal/digest.ts";
import type { Build } from "./study-desk.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const Package = z.object({ version: z.string() });

/** The hash covers the files of the window, which showed the notice to the participant. */
export function thisBuild(): Build {
  const { version } = Package.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  const window = join(root, "dist", "window");
  const files = globSync("**/*.{html,js,css}", { cwd: window }).toSorted();
  const parts = files.map((name) => `${name} ${hashOf(readFileSync(join(window, name)))}\n`);
  return { version, hash: hashOf(parts.join("")) };
}
