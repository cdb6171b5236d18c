import { useTranslation } from "react-i18next";
import { useAgent } from "../../agent/agent-context.tsx";
import { Glyph } from "../../kit/glyph.tsx";

export function Health() {
  const { t } = useTranslation();
  const { state } = useAgent();
  return (
    <section className="card stack" aria-labelledby="health">
      <h2 id="health">{t("home.healthTitle")}</h2>
      {state.parts.length > 0 && state.parts.every((part) => part.ok) ? (
        <p className="quiet">{t("home.healthGood")}</p>
      ) : null}
      <ul className="stack tight">
        {state.parts.map((part) => (
          <li key={part.part} className={`part ${part.ok ? "works" : "broken"}`}>
            <Glyph name={part.ok ? "check" : "warning"} />
            <div>
              <span>{t(`part.${part.part}`)}</span>
              <span className="small"> · {t(part.ok ? "home.works" : "home.broken")}</span>
              {part.reasons.map((reason) => (
                <p key={reason} className="small">
                  {reason}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
