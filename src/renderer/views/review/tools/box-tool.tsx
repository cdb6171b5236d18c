import { useState } from "react";
import { Input, Label, NumberField } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Rect } from "../../../../contract/geometry.ts";
import { Button, Choices } from "../../../kit/controls.tsx";
import { framesOf } from "../edits.ts";
import type { ToolProps } from "./tools.tsx";

const sides = ["x", "y", "width", "height"] as const;
const nowhere: Rect = { x: 0, y: 0, width: 0, height: 0 };

export function BoxTool(props: ToolProps) {
  const { t } = useTranslation();
  const { steps, span, frame, display, drawn, busy, onDrawn, onEdit } = props;
  const [where, setWhere] = useState<"this" | "selection" | "all">("this");
  const rect = drawn ?? nowhere;
  const most = { x: display.width, y: display.height, ...display };
  const empty = rect.width === 0 || rect.height === 0;
  const frames = {
    this: frame === undefined ? [] : [frame],
    selection: framesOf(steps.slice(span.first, span.last + 1)),
    all: framesOf(steps),
  };
  return (
    <>
      <p className="small">{t(frame === undefined ? "edit.boxNoFrame" : "edit.boxIntro")}</p>
      <div className="rect-fields">
        {sides.map((side) => (
          <NumberField
            key={side}
            className="field"
            minValue={0}
            maxValue={most[side]}
            step={1}
            value={rect[side]}
            onChange={(value) =>
              onDrawn({ ...rect, [side]: Number.isFinite(value) ? Math.round(value) : 0 })
            }
          >
            <Label>{t(`edit.${side}`)}</Label>
            <Input />
          </NumberField>
        ))}
      </div>
      <Choices
        label={t("edit.boxWhere")}
        value={where}
        onChange={setWhere}
        options={[
          { value: "this", label: t("edit.boxThis") },
          {
            value: "selection",
            label: t("edit.boxSelection", { from: span.first + 1, to: span.last + 1 }),
          },
          { value: "all", label: t("edit.boxAll") },
        ]}
      />
      {empty ? <p className="small quiet">{t("edit.boxEmpty")}</p> : null}
      <Button
        look="danger"
        disabled={busy || empty || frames[where].length === 0}
        onPress={() => onEdit({ kind: "black-box", frames: frames[where], rect })}
      >
        {t("edit.boxDo")}
      </Button>
    </>
  );
}
