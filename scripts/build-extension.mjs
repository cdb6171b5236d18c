/**
 * Bundles the browser companion into dist/extension/chromium.
 *
 * Run alone: `node scripts/build-extension.mjs [folder]`.
 */
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "vite";

const root = join(import.meta.dirname, "..");
const source = join(root, "src", "extension");

/** Where the unpacked extension is. */
export const extensionDirectory = join(root, "dist", "extension", "chromium");

/** A page's script and the worker may not import at run time: each becomes one file. */
const entries = {
  "service-worker": "service-worker.ts",
  "content-script": "page/content-script.ts",
  options: "options/options.ts",
};

export async function buildExtension(out = extensionDirectory) {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  for (const [name, file] of Object.entries(entries))
    await build({
      configFile: false,
      root: source,
      publicDir: false,
      logLevel: "warn",
      build: {
        outDir: out,
        emptyOutDir: false,
        minify: false,
        target: "chrome134",
        lib: {
          entry: join(source, file),
          formats: ["iife"],
          name: "assent",
          fileName: () => `${name}.js`,
        },
      },
    });
  const manifest = JSON.parse(await readFile(join(source, "manifest.json"), "utf8"));
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  await writeFile(
    join(out, "manifest.json"),
    `${JSON.stringify({ ...manifest, version }, null, 2)}\n`,
  );
  for (const page of ["options.html", "options.css"])
    await cp(join(source, "options", page), join(out, page));
  return out;
}

if (import.meta.main) process.stdout.write(`${await buildExtension(process.argv[2])}\n`);
