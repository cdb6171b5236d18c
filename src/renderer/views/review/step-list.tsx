import { type KeyboardEvent, useId } from "react";
import { useTranslation } from "react-i18next";
import type { Step } from "../../../contract/participant-api.ts";
import { clock } from "../../kit/words.ts";
import { type Edits, hidden, isCut, type Span } from "./edits.ts";
import { useVirtual } from "./use-virtual.ts";

interface StepListProps {
  readonly steps: readonly Step[];
  readonly edits: Edits;
  readonly current: number;
  readonly span: Span;
  readonly onGo: (index: number, selecting: boolean) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

const rowHeight = 60;

export function StepList({ steps, edits, current, span, onGo, onKeyDown }: StepListProps) {
  const { t } = useTranslation();
  const id = useId();
  const { box, seen } = useVirtual({
    along: "y",
    itemSize: rowHeight,
    count: steps.length,
    current,
  });
  return (
    <div
      ref={box}
      className="step-list"
      role="listbox"
      tabIndex={0}
      aria-label={t("player.stepList")}
      aria-multiselectable="true"
      aria-activedescendant={`${id}-${current}`}
      aria-describedby={`${id}-keys`}
      onKeyDown={onKeyDown}
    >
      <span id={`${id}-keys`} className="visually-hidden">
        {t("player.keys")}
      </span>
      <div role="presentation" style={{ height: steps.length * rowHeight }}>
        {steps.slice(seen.first, seen.end).map((step, offset) => {
          const index = seen.first + offset;
          const cut = isCut(step, edits);
          return (
            <div
              key={index}
              id={`${id}-${index}`}
              className={`step${cut ? " is-cut" : ""}${index === current ? " is-current" : ""}`}
              role="option"
              tabIndex={-1}
              aria-selected={index >= span.first && index <= span.last}
              aria-posinset={index + 1}
              aria-setsize={steps.length}
              style={{ top: index * rowHeight }}
              onMouseDown={(event) => onGo(index, event.shiftKey)}
            >
              <span className="step-time numbers">{clock(step.at / 1000)}</span>
              <span className="step-text">
                <span dir="auto">{hidden(step.summary, edits, t("player.hiddenText"))}</span>
                <span className="step-app">
                  {cut ? `${t("player.cut")} · ` : ""}
                  <bdi>{step.app}</bdi>
                </span>
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
