/** Apps that desktop files announce, with the real path of what they start. */
import {
  accessSync,
  constants,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
} from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

export interface AnnouncedApp {
  readonly name: string;
  readonly exe: string;
  readonly running: boolean;
}

/** Programs that run other programs: their path says nothing about what is used. */
const launchers =
  /^(?:env|sh|bash|dash|python[\d.]*|perl|node|java|flatpak|snap|gjs|ruby|wine\d*)$/;

export function installedApps(environment: NodeJS.ProcessEnv): readonly AnnouncedApp[] {
  const running = runningExecutables();
  const apps = new Map<string, AnnouncedApp>();
  const special: AnnouncedApp[] = [];
  for (const folder of dataFolders(environment)) {
    for (const file of listed(join(folder, "applications"))) {
      const entry = desktopEntry(file);
      const exe = entry === undefined ? undefined : resolve(entry.command, environment);
      if (entry === undefined || exe === undefined || apps.has(exe)) continue;
      if (launchers.test(exe.slice(exe.lastIndexOf("/") + 1))) continue;
      const app = { name: entry.name.slice(0, 200), exe, running: running.has(exe) };
      if (entry.plain) apps.set(exe, app);
      else special.push(app);
    }
  }
  // An app that is only announced with options, such as "Settings of …", is still an app.
  for (const app of special) if (!apps.has(app.exe)) apps.set(app.exe, app);
  return [...apps.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}

function dataFolders({ HOME, XDG_DATA_HOME, XDG_DATA_DIRS }: NodeJS.ProcessEnv): readonly string[] {
  const own = XDG_DATA_HOME ?? (HOME === undefined ? undefined : join(HOME, ".local/share"));
  const shared = (XDG_DATA_DIRS ?? "/usr/local/share:/usr/share").split(delimiter);
  return [...(own === undefined ? [] : [own]), ...shared].filter(isAbsolute);
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".desktop"))
      .map((name) => join(folder, name));
  } catch (problem) {
    if (isAbsent(problem)) return [];
    throw problem;
  }
}

interface DesktopEntry {
  readonly name: string;
  readonly command: string;
  /** Started without options, at most with files or addresses. */
  readonly plain: boolean;
}

/** The `[Desktop Entry]` group of a desktop file (freedesktop.org Desktop Entry Specification). */
function desktopEntry(file: string): DesktopEntry | undefined {
  const text = readFileSync(file, "utf8");
  const group = /^\[Desktop Entry\]$([\s\S]*?)(?=^\[|(?![\s\S]))/m.exec(text)?.[1] ?? "";
  const value = (key: string) => new RegExp(`^${key}=(.*)$`, "m").exec(group)?.[1]?.trim();
  const name = value("Name");
  const [, command, options = ""] = /^"?([^"\s]+)"?(.*)$/.exec(value("Exec") ?? "") ?? [];
  const hidden = value("NoDisplay") === "true" || value("Hidden") === "true";
  const plain = /^(?:\s+%[a-zA-Z])*\s*$/.test(options);
  if (name === undefined || command === undefined || hidden) return undefined;
  return value("Type") === "Application" ? { name, command, plain } : undefined;
}

function resolve(
  command: string,
  { PATH = "/usr/bin:/bin" }: NodeJS.ProcessEnv,
): string | undefined {
  const places = isAbsolute(command)
    ? [command]
    : PATH.split(delimiter).map((dir) => join(dir, command));
  for (const place of places) {
    try {
      accessSync(place, constants.X_OK);
      return realpathSync(place);
    } catch (problem) {
      if (!isAbsent(problem)) throw problem;
    }
  }
  return undefined;
}

function runningExecutables(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      found.add(readlinkSync(`/proc/${pid}/exe`));
    } catch (problem) {
      if (!isAbsent(problem)) throw problem;
    }
  }
  return found;
}

/** Gone, not ours to look at, or not a file: in each case there is nothing to list. */
const isAbsent = (problem: unknown) =>
  ["ENOENT", "EACCES", "ENOTDIR", "EPERM", "ELOOP", "ESRCH"].includes(
    (problem as NodeJS.ErrnoException).code ?? "",
  );
