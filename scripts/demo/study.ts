/** The demo's own study: one site, one editor, signed by a key made for this run. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Choice } from "../../src/contract/choice.ts";
import { Envelope } from "../../src/contract/dsse.ts";
import { Origin, ScopeId } from "../../src/contract/ids.ts";
import { StudyManifest } from "../../src/contract/manifest.ts";
import type { Programs } from "./processes.ts";

export interface DemoStudy {
  readonly envelope: Envelope;
  readonly envelopePath: string;
  readonly identityPath: string;
  readonly manifest: StudyManifest;
  /** Everything that the study asks for: the volunteer of the demo grants it all. */
  readonly choice: Choice;
}

export interface DemoScopes {
  readonly origin: string;
  readonly editor: string;
}

const signals = ["pointer", "keys.timing", "keys.content", "screenshot", "a11y", "title"] as const;

export async function makeStudy(
  folder: string,
  programs: Programs,
  collectorUrl: string,
  { origin, editor }: DemoScopes,
): Promise<DemoStudy> {
  await mkdir(folder, { recursive: true });
  await programs.run("study", ["study", "new", folder]);
  const path = join(folder, "study.json");
  const drafted = JSON.parse(await readFile(path, "utf8")) as Record<string, unknown>;
  const scope = (id: string, label: string, match: object) => ({
    id,
    label: { en: label, de: label },
    match,
    signals: [...signals],
    rate: { maxFps: 15, maxPerHour: 3_600 },
    timingTier: "T2",
    personalData: ["pd:Behavioural", "pd:Interaction"],
    special: false,
    necessity: "Optional",
    why: {
      en: "To learn how forms and text are worked with.",
      de: "Um zu lernen, wie mit Formularen und Texten gearbeitet wird.",
    },
  });
  const manifest = {
    ...drafted,
    title: { en: "How people fill in forms", de: "Wie Menschen Formulare ausfüllen" },
    collector: { url: collectorUrl },
    status: "active",
    scopes: [
      scope("library-site", "The library’s site", { origin: [origin] }),
      scope("editor", "Mousepad, a text editor", { app: [{ os: "linux", exe: editor }] }),
    ],
  };
  await writeFile(path, `${JSON.stringify(manifest, null, 2)}\n`);
  await programs.run("study", ["study", "lint", path]);
  await programs.run("study", [
    "study",
    "sign",
    path,
    "--key",
    join(folder, "study-signing-key.json"),
  ]);
  const envelopePath = join(folder, "study.dsse.json");
  const envelope = Envelope.parse(JSON.parse(await readFile(envelopePath, "utf8")));
  const signed = StudyManifest.parse(
    JSON.parse(Buffer.from(envelope.payload, "base64").toString("utf8")),
  );
  return {
    envelope,
    envelopePath,
    identityPath: join(folder, "identity.txt"),
    manifest: signed,
    choice: [
      {
        scope: ScopeId.parse("library-site"),
        signals,
        apps: [],
        origins: [Origin.parse(origin)],
      },
      {
        scope: ScopeId.parse("editor"),
        signals,
        apps: [{ os: "linux", exe: editor }],
        origins: [],
      },
    ],
  };
}
