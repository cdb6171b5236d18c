// Builds the participant's window into dist/window, or the folder given, and says how large it is for the person who loads it.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { build } from "vite";

const root = fileURLToPath(new URL("../src/renderer", import.meta.url));
const outDir = process.argv[2] ?? fileURLToPath(new URL("../dist/window", import.meta.url));
const limit = 400_000;

await build({
  root,
  base: "./",
  configFile: false,
  logLevel: "warn",
  plugins: [react()],
  build: {
    outDir,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_500,
  },
});

const entries = await readdir(outDir, { recursive: true, withFileTypes: true });
let bytes = 0;
for (const entry of entries) {
  if (!entry.isFile()) continue;
  bytes += gzipSync(await readFile(join(entry.parentPath, entry.name))).length;
}
process.stdout.write(`window: ${Math.round(bytes / 1000)} kB gzipped of ${limit / 1000} kB\n`);
if (bytes === 0 || bytes > limit) {
  process.stderr.write("Cannot accept the window's bundle: it is empty or too large.\n");
  process.exitCode = 1;
}
