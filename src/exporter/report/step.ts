/** One step as HTML. */
import type { Action } from "../../contract/actions.ts";
import type { Rect, Size } from "../../contract/geometry.ts";
import type { FrameId } from "../../contract/ids.ts";
import { splitAtTokens } from "../../core/redact/token.ts";
import { escaped, shortened } from "./html.ts";
import { sentenceOf } from "./sentence.ts";
import { marksOf, regionOf } from "./view.ts";
import { flagWords } from "./words.ts";

/** The id of an embedded picture, or the path of one that is beside the report only. */
export type Shown =
  | { readonly kind: "embedded"; readonly id: string }
  | { readonly kind: "beside"; readonly path: string };

export interface StepView {
  readonly action: Action;
  readonly anchor: string;
  readonly display: Size;
  readonly pictures: ReadonlyMap<FrameId, Shown>;
}

export function stepHtml(view: StepView): string {
  const { action, anchor } = view;
  const { context, flags, keyboard, step } = action;
  const where = context.origin ?? context.app;
  const title = context.title === undefined ? "" : shortened(context.title, 80);
  const chips = flags.map((flag) => `<span class="chip">${flagWords[flag]}</span>`);
  return (
    `<li class="step" id="${anchor}-${step + 1}"><div class="number">${step + 1}</div><div class="body">` +
    `<h3>${withTokens(sentenceOf(action))}${chips.join("")}</h3>` +
    `<p class="where"><span class="time">${clock(action.start)}</span><b>${escaped(shortened(where, 80))}</b>${
      title === "" ? "" : `<span class="title">${withTokens(title)}</span>`
    }</p>` +
    (keyboard?.text === undefined ? "" : `<pre class="typed">${withTokens(keyboard.text)}</pre>`) +
    picturesHtml(view) +
    `</div></li>`
  );
}

/** Values that were removed stand out. */
const withTokens = (text: string) =>
  splitAtTokens(text)
    .map((part) => (part.isToken ? `<mark>${escaped(part.text)}</mark>` : escaped(part.text)))
    .join("");

function picturesHtml(view: StepView): string {
  const { action, pictures } = view;
  const before = action.before === undefined ? undefined : pictures.get(action.before.frame);
  const after = action.after === undefined ? undefined : pictures.get(action.after.frame);
  if (before === undefined && after === undefined) return "";
  const close = figure(view, before, "before", "part") + figure(view, after, "after", "part");
  const whole = figure(view, before, "before", "whole") + figure(view, after, "after", "whole");
  return (
    `<div class="pair">${close}</div>` +
    `<details><summary>Whole screen</summary><div class="pair whole">${whole}</div></details>`
  );
}

function figure(
  { action, display }: StepView,
  shown: Shown | undefined,
  when: "before" | "after",
  part: "part" | "whole",
): string {
  if (shown === undefined) return "";
  if (shown.kind === "beside")
    return part === "part"
      ? `<p class="beside"><a href="${escaped(shown.path)}">picture ${when}</a></p>`
      : "";
  const box: Rect = part === "part" ? regionOf(action, display) : { x: 0, y: 0, ...display };
  // Marks keep their size whatever the picture's scale: a close-up is about 500 dots wide.
  const unit = box.width / 500;
  const marks = when === "before" ? marksOf(action, unit) : "";
  const alt = `The screen ${when} the step`;
  return (
    `<figure><svg viewBox="${box.x} ${box.y} ${box.width} ${box.height}" role="img" aria-label="${alt}">` +
    `<use href="#${shown.id}"/>${marks}</svg><figcaption>${when}</figcaption></figure>`
  );
}

/** Minutes and seconds since the session began. */
function clock(at: number): string {
  const seconds = Math.floor(at / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
