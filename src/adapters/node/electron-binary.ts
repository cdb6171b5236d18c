/** Whether Electron's program is on this machine and can be started, and if not, why. Downloads nothing. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type ElectronBinary =
  | { readonly outcome: "startable"; readonly path: string }
  | { readonly outcome: "not-startable"; readonly why: string };

const patienceMs = 10_000;

/** `modules`: the folder with the npm package `electron`. */
export function findElectron(
  modules: string,
  environment: NodeJS.ProcessEnv,
  user: number | undefined = process.getuid?.(),
): ElectronBinary {
  const path = binaryPath(join(modules, "electron"), environment);
  if (path === undefined || !existsSync(path)) {
    return refused("its program is not installed (npx install-electron fetches it)");
  }
  // Without its sandbox a page would run with all rights; the sandbox does not run as root.
  if (user === 0) return refused("its sandbox does not run as root");
  if (environment["DISPLAY"] === undefined && environment["WAYLAND_DISPLAY"] === undefined) {
    return refused("there is no display");
  }
  const { status } = spawnSync(path, ["--version"], {
    env: environment,
    stdio: "ignore",
    timeout: patienceMs,
  });
  return status === 0
    ? { outcome: "startable", path }
    : refused("its program ends at once; a library may be missing");
}

const refused = (why: string): ElectronBinary => ({ outcome: "not-startable", why });

/** As the package itself finds it, without the download that it would begin. */
function binaryPath(folder: string, environment: NodeJS.ProcessEnv): string | undefined {
  const pointer = join(folder, "path.txt");
  const name = existsSync(pointer) ? readFileSync(pointer, "utf8").trim() : undefined;
  const elsewhere = environment["ELECTRON_OVERRIDE_DIST_PATH"];
  if (elsewhere !== undefined) return join(elsewhere, name ?? "electron");
  return name === undefined ? undefined : join(folder, "dist", name);
}
