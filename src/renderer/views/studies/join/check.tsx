/** Asks until understood. Nothing is scored, and no answer leaves this window (CON-06). */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { StudyManifest } from "../../../../contract/manifest.ts";
import { Button, Choices } from "../../../kit/controls.tsx";
import { Note } from "../../../kit/feedback.tsx";
import { useWords } from "../../../kit/words.ts";

interface CheckProps {
  readonly manifest: StudyManifest;
  readonly passed: boolean;
  readonly onPassed: () => void;
}

export function Check({ manifest, passed, onPassed }: CheckProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { items } = manifest.comprehension;
  const [answers, setAnswers] = useState<Readonly<Record<string, number>>>({});
  const [checked, setChecked] = useState<Readonly<Record<string, number>>>({});
  const [incomplete, setIncomplete] = useState(false);

  const check = () => {
    setIncomplete(items.some((item) => answers[item.id] === undefined));
    setChecked(answers);
    if (items.every((item) => answers[item.id] === item.correct)) onPassed();
  };
  return (
    <>
      <p className="prose">{t("join.checkIntro")}</p>
      {items.map((item, n) => {
        const told = checked[item.id];
        const fresh = told !== undefined && told === answers[item.id];
        return (
          <section key={item.id} className="card stack">
            <p className="quiet small">{t("join.question", { n: n + 1, of: items.length })}</p>
            <Choices
              label={words.study(item.q)}
              value={answers[item.id]?.toString() ?? null}
              onChange={(value) => setAnswers({ ...answers, [item.id]: Number(value) })}
              options={item.options.map((option, index) => ({
                value: String(index),
                label: words.study(option),
              }))}
            />
            {fresh ? (
              <Note tone={told === item.correct ? "good" : "warning"}>
                <p>{t(told === item.correct ? "join.right" : "join.wrong")}</p>
                <p dir="auto">{words.study(item.explain)}</p>
              </Note>
            ) : null}
          </section>
        );
      })}
      {incomplete ? (
        <Note tone="warning">
          <p>{t("join.answerAll")}</p>
        </Note>
      ) : null}
      {passed ? (
        <Note tone="good">
          <p>{t("join.allRight")}</p>
        </Note>
      ) : (
        <div className="row">
          <Button onPress={check}>{t("join.checkAnswers")}</Button>
        </div>
      )}
    </>
  );
}
