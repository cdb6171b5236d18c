/**
 * The files of a study on the researcher's disk.
 *
 * `study.json` is edited by hand; `study.dsse.json` is what participants get. The signing
 * key and the age identity are made beside them, readable by their owner only, and
 * nothing here ever overwrites a file that holds a secret.
 *
 * @module
 */
import { constants } from "node:fs";
import { access, mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import {
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from "age-encryption";
import { sign, verify } from "../adapters/seal/dsse.ts";
import { parseJson } from "../adapters/seal/json-text.ts";
import { readSigningKey, SigningKey, writeSigningKey } from "../adapters/seal/signing-key.ts";
import { payloadTypes } from "../contract/dsse.ts";
import type { Hash } from "../contract/ids.ts";
import { type ManifestDraft, StudyManifest } from "../contract/manifest.ts";
import type { LintFinding } from "../contract/participant-api.ts";
import { isAcceptable, lintManifest } from "../core/study/lint.ts";
import { newManifest } from "../core/study/template.ts";
import type { TemplateLanguage } from "../core/study/template-texts.ts";

export const studyFileNames = {
  manifest: "study.json",
  envelope: "study.dsse.json",
  signingKey: "study-signing-key.json",
  identity: "identity.txt",
} as const;

const maxManifestBytes = 3_000_000;

/** A file of the study cannot be read or written. The message says which and what mends it. */
export class StudyFileError extends Error {
  override readonly name = "StudyFileError";
  readonly code = "study-file";
}

export interface NewStudy {
  readonly studyId: string;
  readonly languages: readonly TemplateLanguage[];
  readonly collectorUrl: string;
  readonly postQuantum: boolean;
  readonly status: "draft" | "active";
  /** UTC day on which the study begins. */
  readonly today: string;
  readonly scopes?: ManifestDraft["scopes"];
}

/** Makes a folder with a manifest, a signing key and an age identity. Throws {@link StudyFileError}. */
export async function createStudy(directory: string, study: NewStudy): Promise<{ keyId: string }> {
  await mkdir(directory, { recursive: true });
  for (const name of Object.values(studyFileNames))
    if (await exists(join(directory, name)))
      throw new StudyFileError(
        `Cannot make a study here: ${name} is already there. Choose an empty folder`,
      );
  const identity = study.postQuantum
    ? await generateHybridIdentity()
    : await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const { postQuantum: _, ...rest } = study;
  const manifest = newManifest({ ...rest, recipients: [recipient] });
  const key = SigningKey.generate();
  await writeSecret(
    join(directory, studyFileNames.identity),
    `# created: ${study.today}\n# public key: ${recipient}\n${identity}\n`,
  );
  await writeSigningKey(join(directory, studyFileNames.signingKey), key);
  await writeWhole(join(directory, studyFileNames.manifest), pretty(manifest));
  return { keyId: key.keyId };
}

/** Reads a manifest as a researcher wrote it, and everything that is wrong with it. */
export async function lintStudyFile(
  path: string,
  today: string,
): Promise<{ readonly manifest: unknown; readonly findings: readonly LintFinding[] }> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new StudyFileError(`Cannot read ${path}: the file cannot be opened. Check its name`, {
      cause,
    });
  });
  const json = parseJson(bytes, maxManifestBytes);
  if (json.outcome === "parsed")
    return { manifest: json.value, findings: lintManifest(json.value, { today }) };
  const facts = {
    "too-large": "The file is larger than 3 MB",
    "not-utf8": "The file is not UTF-8 text",
    "not-json": "The file is not JSON",
    "duplicate-key": "An object names the same key twice, so readers may see different values",
  } as const;
  const finding: LintFinding = {
    rule: "SCHEMA",
    level: "error",
    path: "",
    message: facts[json.why],
  };
  return { manifest: undefined, findings: [finding] };
}

export type SignOutcome =
  | { readonly outcome: "signed"; readonly manifestHash: Hash; readonly keyId: string }
  | { readonly outcome: "refused"; readonly findings: readonly LintFinding[] };

/** Signs a manifest that has no errors; what is signed is its canonical form. */
export async function signStudyFile(
  path: string,
  keyPath: string,
  outPath: string,
  today: string,
): Promise<SignOutcome> {
  const { manifest, findings } = await lintStudyFile(path, today);
  if (!isAcceptable(findings)) return { outcome: "refused", findings };
  const key = await readSigningKey(keyPath);
  const envelope = sign(payloadTypes.manifest, StudyManifest.parse(manifest), key);
  const checked = verify(envelope, payloadTypes.manifest, StudyManifest, [key.keyId]);
  if (checked.outcome === "refused") throw new StudyFileError(checked.message);
  await writeWhole(outPath, pretty(envelope));
  return { outcome: "signed", manifestHash: checked.payloadHash, keyId: key.keyId };
}

const pretty = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

async function exists(path: string): Promise<boolean> {
  try {
    await access(path, constants.F_OK);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

async function writeSecret(path: string, content: string): Promise<void> {
  await using file = await open(path, "wx", 0o600);
  await file.writeFile(content);
  await file.sync();
}

/** Either the old file or the new one is there, whatever happens in between. */
async function writeWhole(path: string, content: string): Promise<void> {
  const aside = `${path}.${process.pid}.tmp`;
  {
    await using file = await open(aside, "w", 0o644);
    await file.writeFile(content);
    await file.sync();
  }
  await rename(aside, path);
}
