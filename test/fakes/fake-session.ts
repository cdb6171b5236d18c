/** A short scripted session with painted pictures, for tests of the window. */
import sharp from "sharp";
import type { SessionEvent } from "../../src/contract/events.ts";
import { ContextId, FrameId, Origin } from "../../src/contract/ids.ts";
import { Step } from "../../src/contract/participant-api.ts";

export const display = { width: 1280, height: 800 } as const;

const fields = ["First name", "City", "E-mail", "Message"] as const;
const origin = Origin.parse("https://forms.example.org");
const frameId = (n: number) => FrameId.parse(`f${n}`);
const fieldBox = (n: number) => ({ x: 340, y: 190 + n * 110, width: 600, height: 48 });

/** Steps go round through the fields of one form; every fourth sends it. */
export function scriptedSteps(count: number): readonly Step[] {
  return Array.from({ length: count }, (_, index) => {
    const field = index % fields.length;
    const bounds = fieldBox(field);
    const name = fields[field] ?? "Message";
    const typed = field === 2;
    return Step.parse({
      index,
      kind: typed ? "type" : "click",
      at: index * 1_500,
      until: index * 1_500 + 900,
      summary: typed ? `Typed “‹EMAIL#1› from Ada” into “${name}”` : `Clicked the field “${name}”`,
      app: "chromium",
      origin,
      text: typed ? "‹EMAIL#1› from Ada" : null,
      point: { x: bounds.x + 80, y: bounds.y + 24 },
      target: { source: "dom", role: "textbox", name, bounds },
      before: { frame: frameId(index * 2), ageMs: 12 },
      after: index % 5 === 4 ? null : { frame: frameId(index * 2 + 1), ageMs: -350 },
      firstSeq: index * 2,
      lastSeq: index * 2 + 1,
    });
  });
}

export function scriptedEvents(steps: readonly Step[]): readonly SessionEvent[] {
  const context = ContextId.parse("c1");
  return steps.flatMap((step): readonly SessionEvent[] => [
    {
      kind: "button-pressed",
      seq: step.firstSeq,
      at: step.at,
      x: step.point?.x ?? 0,
      y: step.point?.y ?? 0,
      button: "left",
      modifiers: [],
      context,
    },
    {
      kind: "text-typed",
      seq: step.lastSeq,
      at: step.at,
      until: step.until,
      text: step.text ?? "",
      edits: 0,
      redactions: [],
      context,
    },
  ]);
}

interface Painted {
  readonly number: number;
  readonly boxes: readonly { x: number; y: number; width: number; height: number }[];
  readonly maxWidth: number;
}

export async function paintFrame({ number, boxes, maxWidth }: Painted): Promise<Buffer> {
  const filled = Math.floor(number / 2) % fields.length;
  const rows = fields.map((name, n) => {
    const { x, y, width, height } = fieldBox(n);
    const value = n < filled || (n === filled && number % 2 === 1) ? "Some text" : "";
    return `<text x="${x}" y="${y - 12}" font-size="20" fill="#334">${name}</text>
      <rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="#fff" stroke="#889"/>
      <text x="${x + 16}" y="${y + 32}" font-size="22" fill="#111">${value}</text>`;
  });
  const black = boxes.map(
    (r) => `<rect x="${r.x}" y="${r.y}" width="${r.width}" height="${r.height}"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${display.width}" height="${display.height}">
    <rect width="100%" height="100%" fill="#000"/>
    <rect x="120" y="40" width="1040" height="720" fill="#f3f5f9"/>
    <rect x="120" y="40" width="1040" height="56" fill="#3b5b8c"/>
    <text x="150" y="76" font-size="24" fill="#fff">Registration, picture ${number}</text>
    ${rows.join("")}<rect x="340" y="640" width="180" height="56" rx="8" fill="#3b5b8c"/>
    <text x="392" y="675" font-size="22" fill="#fff">Send</text>${black.join("")}</svg>`;
  return sharp(Buffer.from(svg)).resize(Math.min(maxWidth, display.width)).webp().toBuffer();
}
