import { useState } from "react";
import { Label, TextArea, TextField } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button, Choices } from "../../../kit/controls.tsx";
import { described } from "../edits.ts";
import type { ToolProps } from "./tools.tsx";

export function DescribeTool({ edits, busy, onEdit }: ToolProps) {
  const { t } = useTranslation();
  const said = described(edits);
  const [task, setTask] = useState(said.task ?? "");
  const [outcome, setOutcome] = useState<"success" | "partial" | "failure" | "none">(
    said.outcome ?? "none",
  );
  const now = {
    kind: "describe",
    task: task.trim() === "" ? null : task.trim(),
    outcome: outcome === "none" ? null : outcome,
  } as const;
  const same = now.task === said.task && now.outcome === said.outcome;
  return (
    <>
      <p className="small">{t("edit.taskIntro")}</p>
      <TextField className="field" value={task} onChange={setTask} maxLength={1_000}>
        <Label>{t("edit.task")}</Label>
        <TextArea rows={3} />
      </TextField>
      <Choices
        label={t("edit.outcome")}
        value={outcome}
        onChange={setOutcome}
        options={[
          { value: "success", label: t("edit.success") },
          { value: "partial", label: t("edit.partial") },
          { value: "failure", label: t("edit.failure") },
          { value: "none", label: t("edit.noAnswer") },
        ]}
      />
      <Button disabled={busy || same} onPress={() => onEdit(now)}>
        {t("shell.save")}
      </Button>
      {same && (said.task !== null || said.outcome !== null) ? (
        <p className="small quiet" role="status">
          {t("edit.saved")}
        </p>
      ) : null}
    </>
  );
}
