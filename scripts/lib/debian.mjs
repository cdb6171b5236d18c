/** Debian packages: which are missing, and installing them where we may. */
import { spawnSync } from "node:child_process";
import { NeedsPerson, say, step } from "./say.mjs";

const building = [
  "g++",
  "libx11-dev",
  "libxcomposite-dev",
  "libxdamage-dev",
  "libxext-dev",
  "libxfixes-dev",
  "libxi-dev",
  "libxtst-dev",
  "libxxhash-dev",
];
const capturing = ["libxt6", "libxtst6", "libxinerama1", "libxkbcommon-x11-0", "libxkbfile1"];
const desktop = [
  "xvfb",
  "openbox",
  "dbus",
  "at-spi2-core",
  "chromium",
  "mousepad",
  "xterm",
  "fonts-dejavu-core",
];
const testing = ["age", "xdotool", "x11-utils", "x11-xserver-utils"];

export const packagesFor = {
  start: [...building, ...capturing],
  virtualDesktop: [...building, ...capturing, ...desktop],
  test: [...building, ...capturing, ...desktop, ...testing],
};

const quiet = { stdio: "ignore" };
const works = (command, ...args) => spawnSync(command, args, quiet).status === 0;

function missing(packages) {
  const listed = spawnSync(
    "dpkg-query",
    ["-W", "-f", "${Package} ${db:Status-Status}\n", ...packages],
    {
      encoding: "utf8",
    },
  );
  const installed = new Set(
    listed.stdout
      .split("\n")
      .filter((line) => line.endsWith(" installed"))
      .map((line) => line.split(" ")[0]),
  );
  return packages.filter((name) => !installed.has(name));
}

/** Installs what is missing as root or with password-less sudo; otherwise says the line to paste. */
export async function ensurePackages(packages) {
  if (process.platform !== "linux") return;
  if (!works("dpkg-query", "--version")) {
    say(
      "• This is not a Debian or Ubuntu system; install the equivalents of these packages yourself:",
    );
    say(`  ${packages.join(" ")}`);
    return;
  }
  const wanted = missing(packages);
  if (wanted.length === 0) return;
  const prefix =
    process.getuid?.() === 0 ? [] : works("sudo", "-n", "true") ? ["sudo", "-n"] : null;
  if (prefix === null) {
    throw new NeedsPerson(
      `Cannot install Debian packages: no root rights. Paste this line, then run the command again:\n\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${wanted.join(" ")}\n`,
    );
  }
  await step(`Installing ${wanted.length} Debian packages: ${wanted.join(" ")}`, async () => {
    const apt = (...args) => {
      const [command, ...rest] = [
        ...prefix,
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-qq",
        ...args,
      ];
      const { status, stdout, stderr } = spawnSync(command, rest, { encoding: "utf8" });
      if (status !== 0)
        throw new NeedsPerson(`Cannot install Debian packages: ${stderr || stdout}`);
    };
    apt("update");
    apt("install", "-y", "--no-install-recommends", ...wanted);
  });
}
