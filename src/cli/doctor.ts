/** `assent doctor`: what works on this machine, what does not, and the mend. */
import { Command } from "commander";
import { defaultCompanionDirectory } from "../adapters/browser/companion-directory.ts";
import { defaultHome, defaultPauseHotkey } from "../agent/host/child-environment.ts";
import { canRecord, type Finding, judge } from "../core/doctor/judge.ts";
import { lookAtMachine, type Place } from "./doctor/look.ts";
import { say } from "./say.ts";

export function doctorCommand(): Command {
  return new Command("doctor")
    .description("say what works on this machine and what does not, each with the mend")
    .option("--home <folder>", "where everything is kept", defaultHome(process.env))
    .option("--companion <folder>", "shared with browser companions", defaultCompanionDirectory())
    .option("--pause-hotkey <keys>", "the combination to try", defaultPauseHotkey)
    .option("--json", "print findings as JSON")
    .action(
      async ({ json, ...given }: Omit<Place, "environment"> & { readonly json?: boolean }) => {
        const findings = judge(await lookAtMachine({ ...given, environment: process.env }));
        const recordable = canRecord(findings);
        if (json === true) say(JSON.stringify({ canRecord: recordable, findings }, null, 2));
        else say([...findings.map(line), "", verdict(recordable)].join("\n"));
        if (!recordable) process.exitCode = 1;
      },
    );
}

const line = ({ level, part, fact, mend }: Finding) =>
  `${level.padEnd(7)}  ${part}: ${fact}.${mend === undefined ? "" : ` ${mend}.`}`;

const verdict = (recordable: boolean) =>
  recordable ? "Assent can record here." : "Assent cannot record here: see each problem above.";
