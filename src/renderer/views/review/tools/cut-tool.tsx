import { useTranslation } from "react-i18next";
import { Button } from "../../../kit/controls.tsx";
import type { ToolProps } from "./tools.tsx";

export function CutTool({ current, span, anchor, busy, onAnchor, onCut, ...rest }: ToolProps) {
  const { t } = useTranslation();
  return (
    <>
      <p className="small">{t("edit.cutIntro")}</p>
      <div className="row">
        <Button look="danger" glyph="cut" disabled={busy} onPress={onCut}>
          {span.first === span.last
            ? t("edit.cutStep")
            : t("edit.cutRange", { from: span.first + 1, to: span.last + 1 })}
        </Button>
        <Button glyph="undo" disabled={busy || rest.edits.length === 0} onPress={rest.onUndo}>
          {t("edit.undo")}
        </Button>
      </div>
      {anchor === undefined ? (
        <Button onPress={() => onAnchor(current)}>{t("edit.selectHere")}</Button>
      ) : (
        <>
          <p className="small" role="status">
            {t("edit.selecting", { n: anchor + 1 })}
          </p>
          <Button onPress={() => onAnchor(undefined)}>{t("edit.clearSelection")}</Button>
        </>
      )}
    </>
  );
}
