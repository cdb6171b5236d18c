/** Where the trial is kept, and the ports that its signed study names and must therefore keep. */
import { once } from "node:events";
import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import * as z from "zod";

const port = z.int().min(1_024).max(65_535);
const Ports = z.strictObject({ site: port, collector: port });

export interface TrialFolder {
  readonly home: string;
  readonly study: string;
  readonly collector: string;
  readonly companion: string;
  readonly profile: string;
  readonly screenshot: string;
  readonly windowPage: string;
  readonly ports: z.infer<typeof Ports>;
}

class NotATrial extends Error {
  override readonly name = "NotATrial";
  readonly code = "not-a-trial";
  constructor() {
    super(
      "Cannot start: the folder holds other files than a trial's. Choose an empty one with: npm start -- --trial FOLDER",
    );
  }
}

const portsFile = "ports.json";

export async function openTrialFolder(path: string): Promise<TrialFolder> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const held = await readdir(path);
  // Somebody's own folder must not change its mode because it was named here.
  if (held.length > 0 && !held.includes(portsFile)) throw new NotATrial();
  await chmod(path, 0o700);
  const inside = (name: string) => join(path, name);
  return {
    home: inside("home"),
    study: inside("study"),
    collector: inside("collector"),
    companion: inside("companion"),
    profile: inside("chromium"),
    screenshot: inside("screen.png"),
    windowPage: inside("window.html"),
    ports: await portsIn(inside(portsFile)),
  };
}

async function portsIn(file: string): Promise<TrialFolder["ports"]> {
  try {
    return Ports.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== "ENOENT") throw problem;
    const [site, collector] = await freePorts(2);
    const ports = Ports.parse({ site, collector });
    await writeFile(file, `${JSON.stringify(ports)}\n`);
    return ports;
  }
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  for (const server of servers) server.close();
  return ports;
}
