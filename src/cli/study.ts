/** `assent study new|lint|sign`: everything a researcher does before anybody is asked. */
import { randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import { Command, Option } from "commander";
import type { LintFinding } from "../contract/participant-api.ts";
import { dayOf } from "../core/study/duration.ts";
import { isAcceptable } from "../core/study/lint.ts";
import { type TemplateLanguage, templateLanguages } from "../core/study/template-texts.ts";
import { fact, outcomeOf, say } from "./say.ts";
import { createStudy, lintStudyFile, signStudyFile, studyFileNames } from "./study-files.ts";

const today = () => dayOf(Date.now());

const line = ({ level, rule, path, message }: LintFinding) =>
  `${level} ${rule}${path === "" ? "" : ` ${path}`}: ${message}`;

function report(findings: readonly LintFinding[]): void {
  for (const finding of findings) say(line(finding));
  const errors = findings.filter(({ level }) => level === "error").length;
  say(`${errors} errors, ${findings.length - errors} warnings`);
}

interface NewOptions {
  readonly id: string;
  readonly language: readonly TemplateLanguage[];
  readonly collector: string;
  readonly postQuantum: boolean;
  readonly active: boolean;
}

const newCommand = () =>
  new Command("new")
    .description(
      "write a complete study to edit, its signing key and the researcher's age identity",
    )
    .argument("<folder>", "an empty folder, or one to make")
    .option("--id <uri>", "the study's own URI; never changes", `urn:uuid:${randomUUID()}`)
    .addOption(
      new Option("--language <language...>", "languages of the texts")
        .choices(templateLanguages)
        .default([...templateLanguages]),
    )
    .option("--collector <url>", "where bundles are sent", "http://127.0.0.1:8787")
    .option(
      "--post-quantum",
      "make a hybrid identity that also withstands quantum computers",
      false,
    )
    .option("--active", "let people join; without it the study is a draft", false)
    .action((folder: string, options: NewOptions) =>
      outcomeOf(async () => {
        const { keyId } = await createStudy(folder, {
          studyId: options.id,
          languages: options.language,
          collectorUrl: options.collector,
          postQuantum: options.postQuantum,
          status: options.active ? "active" : "draft",
          today: today(),
        });
        fact("study", join(folder, studyFileNames.manifest));
        fact("signing key", `${join(folder, studyFileNames.signingKey)} (keep it secret)`);
        fact("identity", `${join(folder, studyFileNames.identity)} (keep it secret, keep a copy)`);
        fact("key id", keyId);
        say("Replace what stands in [brackets], then run: assent study lint, assent study sign");
        return true;
      }),
    );

const lintCommand = () =>
  new Command("lint")
    .description("say what is wrong with a study; exit code 1 when there are errors")
    .argument("<study.json>")
    .action((path: string) =>
      outcomeOf(async () => {
        const { findings } = await lintStudyFile(path, today());
        report(findings);
        return isAcceptable(findings);
      }),
    );

const signCommand = () =>
  new Command("sign")
    .description("sign a study without errors, for participants to join")
    .argument("<study.json>")
    .requiredOption("--key <file>", "the study's signing key")
    .option("--out <file>", "where to write; default: study.dsse.json beside the study")
    .action((path: string, options: { readonly key: string; readonly out?: string }) =>
      outcomeOf(async () => {
        const out = options.out ?? join(dirname(path), studyFileNames.envelope);
        const outcome = await signStudyFile(path, options.key, out, today());
        if (outcome.outcome === "refused") {
          report(outcome.findings);
          say("Not signed: the study has errors. Mend them first");
          return false;
        }
        fact("signed", out);
        fact("manifest hash", outcome.manifestHash);
        fact("key id", outcome.keyId);
        return true;
      }),
    );

export function studyCommand(): Command {
  return new Command("study")
    .description("make, check and sign a study")
    .addCommand(newCommand())
    .addCommand(lintCommand())
    .addCommand(signCommand());
}
