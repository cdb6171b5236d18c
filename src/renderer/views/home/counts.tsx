import { useTranslation } from "react-i18next";
import { useAgent } from "../../agent/agent-context.tsx";
import { useWords } from "../../kit/words.ts";
import { countedDrops } from "./counted-drops.ts";

export function Counts() {
  const { t } = useTranslation();
  const words = useWords();
  const { state } = useAgent();
  const drops = countedDrops(state.drops);
  const dropped = drops.reduce((sum, [, count]) => sum + count, 0);
  const most = drops[0]?.[1] ?? 1;
  return (
    <section className="card stack" aria-labelledby="counts">
      <h2 id="counts">{t("home.countsTitle")}</h2>
      {state.session === null && state.seen === 0 ? (
        <p className="quiet">{t("home.countsEmpty")}</p>
      ) : (
        <>
          <dl className="figures numbers">
            <div>
              <dt>{t("home.seen")}</dt>
              <dd>{words.number(state.seen)}</dd>
            </div>
            <div>
              <dt>{t("home.kept")}</dt>
              <dd>{words.number(state.kept)}</dd>
            </div>
            <div>
              <dt>{t("home.dropped")}</dt>
              <dd>{words.number(dropped)}</dd>
            </div>
          </dl>
          {state.lastDrop === null ? null : (
            <p>
              {t("home.lastDrop")} <strong>{t(`drop.${state.lastDrop}`)}</strong>
            </p>
          )}
          <h3>{t("home.whyDropped")}</h3>
          {drops.length === 0 ? (
            <p className="quiet">{t("home.nothingDropped")}</p>
          ) : (
            <ul className="stack tight">
              {drops.map(([reason, count]) => (
                <li key={reason} className="drop">
                  <span>{t(`drop.${reason}`)}</span>
                  <span className="numbers">{words.number(count)}</span>
                  <svg viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">
                    <rect width={(count / most) * 100} height="2" />
                  </svg>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}
