/** Bundles the Electron host: the main process and the agent's children, and the preload script. */
import { join } from "node:path";
import { defineConfig } from "electron-vite";
import type { Plugin } from "vite";

const source = join(import.meta.dirname, "src");
/**
 * Three levels deep, as the sources are that look for package.json, dist/window and the native
 * addon beside them: they find them in the repository and in the package alike.
 */
const outDir = join(import.meta.dirname, "dist", "app", "host");

/** Scripts that one process starts as another are named by URL; built, they end in `.js`. */
const builtNames: Plugin = {
  name: "built-names",
  transform: (code) =>
    code.replaceAll(
      /new URL\("(\.\/[a-z-]+)\.ts", import\.meta\.url\)/g,
      'new URL("$1.js", import.meta.url)',
    ),
};

export default defineConfig({
  main: {
    plugins: [builtNames],
    build: {
      outDir,
      emptyOutDir: true,
      minify: false,
      target: "node24",
      rollupOptions: {
        input: {
          main: join(source, "main/main.ts"),
          "recorder-main": join(source, "agent/recorder/recorder-main.ts"),
          "courier-main": join(source, "agent/courier/courier-main.ts"),
          "uiohook-child": join(source, "adapters/x11/uiohook-child.ts"),
        },
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  },
  preload: {
    build: {
      outDir,
      emptyOutDir: false,
      minify: false,
      // A sandboxed preload script has no module loader.
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: join(source, "main/preload.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
});
