/**
 * `report.html`: every session step by step, in one file that needs nothing else.
 *
 * No script runs in it, and its policy lets it load nothing, whatever a title says.
 *
 * @module
 */
import sharp from "sharp";
import type { Action } from "../../contract/actions.ts";
import type { DatasetManifest, DatasetSession } from "../../contract/dataset.ts";
import type { FrameId } from "../../contract/ids.ts";
import type { Picture } from "../admit/pictures.ts";
import { imagePath } from "../tables/rows.ts";
import { escaped, grouped } from "./html.ts";
import { type Shown, stepHtml } from "./step.ts";
import { style } from "./style.ts";
import { summaryHtml } from "./summary.ts";

/** A page of more could not be opened; the pictures are in the dataset all the same. */
const mostEmbedded = 400;
const mostSteps = 5_000;
const widest = 1_600;

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

interface ReportedSession {
  readonly entry: DatasetSession;
  readonly actions: readonly Action[];
}

export class Report {
  readonly #sessions: string[] = [];
  readonly #places = new Map<string, number>();
  #embedded = 0;
  #steps = 0;

  async add(
    { entry, actions }: ReportedSession,
    picture: (frame: FrameId) => Promise<Picture>,
  ): Promise<void> {
    const anchor = `s${this.#sessions.length + 1}`;
    for (const { context } of actions) {
      const place = context.origin ?? context.app;
      this.#places.set(place, (this.#places.get(place) ?? 0) + 1);
    }
    const { display } = entry;
    const listed = actions.slice(0, Math.max(0, mostSteps - this.#steps));
    this.#steps += listed.length;
    const pictures = new Map<FrameId, Shown>();
    let images = "";
    for (const { before, after } of listed) {
      for (const frame of [before?.frame, after?.frame]) {
        if (frame === undefined || pictures.has(frame)) continue;
        const id = `${anchor}-${frame}`;
        const shown: Shown =
          this.#embedded < mostEmbedded
            ? { kind: "embedded", id }
            : { kind: "beside", path: imagePath(entry.session, frame) };
        pictures.set(frame, shown);
        if (shown.kind === "beside") continue;
        this.#embedded += 1;
        const data = await embeddable(await picture(frame));
        images += `<image id="${id}" width="${display.width}" height="${display.height}" preserveAspectRatio="none" href="data:image/webp;base64,${data}"/>`;
      }
    }
    const steps = listed.map((action) => stepHtml({ action, anchor, display, pictures }));
    const rest = actions.length - listed.length;
    this.#sessions.push(
      `<section class="session" id="${anchor}">${headerHtml(entry, this.#sessions.length + 1)}` +
        `<svg class="store" aria-hidden="true"><defs>${images}</defs></svg>` +
        `<ol class="steps">${steps.join("")}</ol>` +
        (rest > 0 ? `<p class="none">${grouped(rest)} more steps are in the tables.</p>` : "") +
        `</section>`,
    );
  }

  html(manifest: DatasetManifest): string {
    return (
      `<!doctype html>\n<html lang="en"><head><meta charset="utf-8">` +
      `<meta http-equiv="Content-Security-Policy" content="${policy}">` +
      `<meta name="viewport" content="width=device-width, initial-scale=1">` +
      `<title>Recorded sessions</title><style>${style}</style></head><body><main>` +
      `<h1>Recorded sessions</h1><p class="lead">Shared by people who agreed to it, from the apps and sites ` +
      `that they allowed. Black areas were never captured, or were blackened before this was sent. Highlighted words stand for values that were ` +
      `removed before they were stored.</p>` +
      `${summaryHtml(manifest, this.#places)}${this.#sessions.join("")}</main></body></html>\n`
    );
  }
}

async function embeddable({ rgb, width, height }: Picture): Promise<string> {
  const webp = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .resize({ width: widest, withoutEnlargement: true })
    .webp({ quality: 82, effort: 4 })
    .toBuffer();
  return webp.toString("base64");
}

const outcomes = { success: "succeeded", failure: "failed", partial: "partly succeeded" } as const;

function headerHtml(entry: DatasetSession, number: number): string {
  const { startDay, durationS, display, actions, task, outcome } = entry;
  const length = durationS < 90 ? `${durationS} s` : `${Math.round(durationS / 60)} min`;
  const facts = [
    startDay,
    length,
    `${display.width} × ${display.height}`,
    `${grouped(actions)} ${actions === 1 ? "step" : "steps"}`,
    ...(outcome === null ? [] : [outcomes[outcome]]),
  ];
  return (
    `<header><h2>Session ${number}${task === null ? "" : `: ${escaped(task)}`}</h2>` +
    `<p>${facts.join(" · ")}</p></header>`
  );
}
