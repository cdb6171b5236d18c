import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { ReviewEdit } from "../../../../contract/review.ts";
import { Button } from "../../../kit/controls.tsx";
import { clock } from "../../../kit/words.ts";
import type { ToolProps } from "./tools.tsx";

export function History({ edits, busy, onUndo }: ToolProps) {
  const { t } = useTranslation();
  return (
    <>
      {edits.length === 0 ? <p className="quiet">{t("edit.none")}</p> : null}
      <ol className="bullets">
        {edits.map((edit, n) => (
          <li key={n}>{wordsFor(edit, t)}</li>
        ))}
      </ol>
      <Button glyph="undo" disabled={busy || edits.length === 0} onPress={onUndo}>
        {t("edit.undo")}
      </Button>
    </>
  );
}

function wordsFor(edit: ReviewEdit, t: TFunction): string {
  switch (edit.kind) {
    case "cut":
      return t("edit.didCut", { from: clock(edit.from / 1000), until: clock(edit.until / 1000) });
    case "black-box":
      return t("edit.didBox", { count: edit.frames.length });
    case "hide-text":
      return t("edit.didHide", { count: edit.text.length });
    case "describe":
      return t("edit.didDescribe");
  }
}
