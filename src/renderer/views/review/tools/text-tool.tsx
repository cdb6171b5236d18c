import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, TextInput } from "../../../kit/controls.tsx";
import { mentions } from "../edits.ts";
import type { ToolProps } from "./tools.tsx";

const shortest = 2;
const listed = 8;

export function TextTool({ steps, busy, onEdit, onGo }: ToolProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text);
  const short = wanted.trim().length < shortest;
  const hits = short ? [] : steps.flatMap((step, index) => (mentions(step, wanted) ? [index] : []));
  return (
    <>
      <p className="small">{t("edit.textIntro")}</p>
      <TextInput label={t("edit.textFind")} value={text} onChange={setText} maxLength={500} />
      <p className="small quiet" role="status">
        {short ? t("edit.textShort") : t("edit.textHits", { count: hits.length })}
      </p>
      {hits.length === 0 ? null : (
        <div className="row">
          {hits.slice(0, listed).map((index) => (
            <Button key={index} look="plain" onPress={() => onGo(index)}>
              {t("edit.goTo", { n: index + 1 })}
            </Button>
          ))}
        </div>
      )}
      <p className="small quiet">{t("edit.textPixels")}</p>
      <Button
        look="danger"
        disabled={busy || text.trim().length < shortest}
        onPress={() => {
          onEdit({ kind: "hide-text", text });
          setText("");
        }}
      >
        {t("edit.textDo")}
      </Button>
    </>
  );
}
