/**
 * Writes docs/data-dictionary.md from the schemas in src/contract: `node scripts/make-data-dictionary.ts`.
 * With `--print` it writes to the terminal instead.
 *
 * Types come from the schemas themselves, words from the comments beside them.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { Action } from "../src/contract/actions.ts";
import { BundleManifest, BundleStatement } from "../src/contract/bundle.ts";
import { ScopeChoice } from "../src/contract/choice.ts";
import { DatasetManifest } from "../src/contract/dataset.ts";
import { Envelope } from "../src/contract/dsse.ts";
import { Context, Redaction, SessionEvent, Target } from "../src/contract/events.ts";
import { FrameRecord } from "../src/contract/frames.ts";
import { StudyManifest } from "../src/contract/manifest.ts";
import { ConsentReceipt } from "../src/contract/receipt.ts";
import { ReleaseFile, ReviewEdit, ReviewRecord } from "../src/contract/review.ts";
import { DropReason, Signal } from "../src/contract/signals.ts";
import { RegisterRequest } from "../src/contract/upload.ts";
import { Withdrawal } from "../src/contract/withdrawal.ts";
import { type Words, wordsIn } from "./lib/schema-words.ts";

const root = join(import.meta.dirname, "..");
const dictionaryPath = join(root, "docs", "data-dictionary.md");

interface Chapter {
  readonly title: string;
  readonly about: string;
  readonly file: string;
  readonly schemas: Readonly<Record<string, z.ZodType>>;
}

const chapters: readonly Chapter[] = [
  {
    title: "What may be observed, and why something was not kept",
    about:
      "Every switch of the consent screen is a signal; every drop is counted under one reason.",
    file: "signals.ts",
    schemas: { Signal, DropReason },
  },
  {
    title: "Events of a session",
    about:
      "In the encrypted store on the participant's machine, in the review, and in `events.jsonl` of a bundle: the same schema, so nothing can be sent that could not be shown.",
    file: "events.ts",
    schemas: { SessionEvent, Context, Target, Redaction },
  },
  {
    title: "Screenshots",
    about: "`frames.jsonl` of a bundle; the pixels are 64-pixel tiles in lossless WebP beside it.",
    file: "frames.ts",
    schemas: { FrameRecord },
  },
  {
    title: "What the participant changes in review",
    about: "Edits stay on the machine. The record that is sent says only what was sent.",
    file: "review.ts",
    schemas: { ReviewEdit, ReleaseFile, ReviewRecord },
  },
  {
    title: "Study manifest",
    about: "What a study says of itself and asks for; signed by the study.",
    file: "manifest.ts",
    schemas: { StudyManifest },
  },
  {
    title: "Choice and receipt",
    about: "What one participant agreed to; signed by the participant's device.",
    file: "choice.ts",
    schemas: { ScopeChoice },
  },
  {
    title: "Consent receipt",
    about: "JSON-LD after ISO/IEC TS 27560 and DPV; `@context` is the same in all receipts.",
    file: "receipt.ts",
    schemas: { ConsentReceipt },
  },
  {
    title: "Sealed bundle",
    about:
      "`BundleManifest` is inside and only the study can read it. `BundleStatement` is all that the collector learns about a bundle.",
    file: "bundle.ts",
    schemas: { BundleManifest, BundleStatement },
  },
  {
    title: "Joining a collector",
    about: "Sent only once the first session was approved.",
    file: "upload.ts",
    schemas: { RegisterRequest },
  },
  {
    title: "Withdrawal",
    about: "Signed by the participant's device.",
    file: "withdrawal.ts",
    schemas: { Withdrawal },
  },
  {
    title: "Signatures",
    about: "DSSE around RFC 8785 bytes.",
    file: "dsse.ts",
    schemas: { Envelope },
  },
  {
    title: "Actions",
    about: "What researchers get: reduced from events when a dataset is built.",
    file: "actions.ts",
    schemas: { Action },
  },
  { title: "Dataset", about: "`dataset.json`.", file: "dataset.ts", schemas: { DatasetManifest } },
];

/** A JSON Schema, as far as this script reads it. */
interface Shape {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape | false;
  readonly prefixItems?: readonly Shape[];
  readonly additionalProperties?: Shape | boolean;
  readonly propertyNames?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
}

const variantsOf = (shape: Shape): readonly Shape[] => shape.oneOf ?? shape.anyOf ?? [shape];
const code = (text: string): string => `\`${text.replaceAll("`", "'").replaceAll("|", "\\|")}\``;

function typeOf(shape: Shape): string {
  if (shape.const !== undefined) return code(JSON.stringify(shape.const));
  if (shape.enum !== undefined) return shape.enum.map((value) => code(String(value))).join(", ");
  const choices = shape.oneOf ?? shape.anyOf;
  if (choices !== undefined) return [...new Set(choices.map(typeOf))].join(" or ");
  if (shape.allOf?.[0] !== undefined) return typeOf(shape.allOf[0]);
  if (shape.type === "array") {
    if (shape.prefixItems !== undefined) return `[${shape.prefixItems.map(typeOf).join("; ")}]`;
    return shape.items === undefined || shape.items === false
      ? "list"
      : `list of ${typeOf(shape.items)}`;
  }
  if (shape.type === "object") {
    const names = Object.keys(shape.properties ?? {}).join(", ");
    if (areas.has(names)) return `object of ${names} in pixels`;
    const { additionalProperties } = shape;
    return typeof additionalProperties === "object"
      ? `object of ${typeOf(additionalProperties)}`
      : "object";
  }
  const plain = typeof shape.type === "string" ? shape.type : "any";
  const limit = shape.maxLength === undefined ? "" : `, up to ${shape.maxLength} characters`;
  return `${plain}${shape.format === undefined ? "" : ` (${shape.format})`}${limit}`;
}

/** Rectangles and sizes say all by their names. */
const areas: ReadonlySet<string> = new Set(["x, y, width, height", "width, height"]);

/** Properties, with those of objects inside under a dotted name. */
function rowsOf(shape: Shape, words: (field: string) => string, prefix = ""): readonly string[] {
  return Object.entries(shape.properties ?? {}).flatMap(([name, field]) => {
    const optional = shape.required?.includes(name) === true ? "" : " (optional)";
    const row = `| ${code(prefix + name)}${optional} | ${typeOf(field)} | ${words(name)} |`;
    const inner = variantsOf(field).flatMap((one) =>
      name === "@context" || areas.has(Object.keys(one.properties ?? {}).join(", "))
        ? []
        : [
            ...rowsOf(one, words, `${prefix}${name}.`),
            ...(one.items === undefined || one.items === false
              ? []
              : variantsOf(one.items).flatMap((item) =>
                  rowsOf(item, words, `${prefix}${name}[].`),
                )),
          ],
    );
    return [row, ...new Set(inner)];
  });
}

function schemaOf(name: string, schema: z.ZodType, words: Words): string {
  const shape = z.toJSONSchema(schema, { reused: "inline", unrepresentable: "any" }) as Shape;
  const heading = `### ${name}\n`;
  const variants = variantsOf(shape);
  if (variants.every(({ properties }) => properties === undefined))
    return `${heading}\n${typeOf(shape)}\n`;
  const tables = variants.map((variant) => {
    const kind = variant.properties?.["kind"]?.const;
    const of = typeof kind === "string" ? kind : undefined;
    const rows = rowsOf(variant, (field) => words(name, of, field));
    const head = "| field | type | meaning |\n| --- | --- | --- |";
    const title = variants.length > 1 && of !== undefined ? `\n#### ${of}\n` : "";
    return `${title}\n${head}\n${rows.join("\n")}\n`;
  });
  return `${heading}${tables.join("")}`;
}

function dataDictionary(): string {
  const parts = chapters.map(({ title, about, file, schemas }) => {
    const path = `src/contract/${file}`;
    const words = wordsIn(readFileSync(join(root, path), "utf8"));
    const tables = Object.entries(schemas).map(([name, schema]) => schemaOf(name, schema, words));
    return `## ${title}\n\n${about} Source: [${path}](../${path}).\n\n${tables.join("\n")}`;
  });
  return `# Data dictionary\n\nEverything that Assent stores about a person, sends, or gives to researchers, field by field.\nWritten by \`node scripts/make-data-dictionary.ts\` from the schemas that the programs use; a\ntest fails when this page is out of date. An unknown field is refused everywhere.\n\n${parts.join("\n")}`;
}

if (process.argv.includes("--print")) process.stdout.write(dataDictionary());
else writeFileSync(dictionaryPath, dataDictionary());
