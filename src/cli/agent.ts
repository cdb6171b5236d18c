/** `assent agent`: the whole agent without Electron, with its window in a browser. */
import { join } from "node:path";
import { Command } from "commander";
import { defaultCompanionDirectory } from "../adapters/browser/companion-directory.ts";
import { defaultHome, defaultPauseHotkey } from "../agent/host/child-environment.ts";
import { startPlainHost } from "../agent/host/plain-host.ts";

export const windowBundle = join(import.meta.dirname, "..", "..", "dist", "window");

export function agentCommand(): Command {
  return new Command("agent")
    .description("run the agent on plain Node and show its window in your browser")
    .option("--home <folder>", "where everything is kept, encrypted", defaultHome(process.env))
    .option("--pause-hotkey <keys>", "pauses and resumes from any app", defaultPauseHotkey)
    .option("--companion <folder>", "shared with browser companions", defaultCompanionDirectory())
    .option("--passphrase-cost <log2>", "scrypt cost of a new passphrase", Number)
    .option("--json", "print one JSON line with the window's address")
    .action(async (given: Given) => {
      const host = await startPlainHost({
        home: given.home,
        bundle: windowBundle,
        companionDirectory: given.companion,
        pauseHotkey: given.pauseHotkey,
        environment: process.env,
        ...(given.passphraseCost !== undefined && { passphraseCost: given.passphraseCost }),
      });
      const words = `Assent runs. Open this address in your browser, and give it to nobody:\n\n  ${host.url}\n\nCtrl-C ends it.\n`;
      process.stdout.write(given.json ? `${JSON.stringify({ url: host.url })}\n` : words);
      await untilAskedToEnd();
      await host[Symbol.asyncDispose]();
    });
}

interface Given {
  readonly home: string;
  readonly pauseHotkey: string;
  readonly companion: string;
  readonly passphraseCost?: number;
  readonly json?: boolean;
}

export const untilAskedToEnd = () =>
  new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.once(signal, () => resolve());
  });
