import { useTranslation } from "react-i18next";
import type { Step } from "../../../contract/participant-api.ts";
import { siteName } from "../../kit/words.ts";
import { type Edits, hidden } from "./edits.ts";

interface StepFactsProps {
  readonly step: Step;
  readonly edits: Edits;
}

export function StepFacts({ step, edits }: StepFactsProps) {
  const { t } = useTranslation();
  const shown = (text: string) => hidden(text, edits, t("player.hiddenText"));
  const { target } = step;
  return (
    <section className="card stack tight step-facts">
      <h2 dir="auto">{shown(step.summary)}</h2>
      <dl className="facts">
        <dt>{t("player.app")}</dt>
        <dd dir="auto">{step.app}</dd>
        {step.origin === null ? null : (
          <>
            <dt>{t("player.site")}</dt>
            <dd>{siteName(step.origin)}</dd>
          </>
        )}
        {step.text === null ? null : (
          <>
            <dt>{t("player.typed")}</dt>
            <dd dir="auto" className="typed">
              {shown(step.text)}
            </dd>
          </>
        )}
        {target === null ? null : (
          <>
            <dt>{t("player.element")}</dt>
            <dd dir="auto">
              {[target.role, target.name, target.chosen]
                .filter((part) => part !== undefined)
                .map(shown)
                .join(" · ")}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
