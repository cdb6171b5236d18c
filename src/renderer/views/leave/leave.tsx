/** Two actions from anywhere: the section "Leave", and the study's button (CON-11). */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { StudyView } from "../../../contract/participant-api.ts";
import { useAction, useAgent, useLoaded } from "../../agent/agent-context.tsx";
import { Button } from "../../kit/controls.tsx";
import { Empty, Failed, Note, Shown } from "../../kit/feedback.tsx";
import { useWords } from "../../kit/words.ts";

export function Leave() {
  const { t } = useTranslation();
  const words = useWords();
  const { agent } = useAgent();
  const studies = useLoaded((from) => from.studies());
  const [left, setLeft] = useState<readonly string[]>([]);
  const leave = useAction(async (study: StudyView, again: () => void) => {
    await agent.withdraw({ study: study.manifest.studyId });
    setLeft((before) => [...before, words.study(study.manifest.title)]);
    again();
  });
  return (
    <div className="stack loose">
      <div className="stack tight">
        <h1>{t("leave.title")}</h1>
        <p className="prose">{t("leave.intro")}</p>
      </div>
      {left.map((title) => (
        <Note key={title} tone="good">
          <p>{t("leave.left", { title })}</p>
        </Note>
      ))}
      {leave.failed === undefined ? null : <Failed code={leave.failed} />}
      <Shown loaded={studies}>
        {(all, again) => {
          const joined = all.filter((study) => study.receipt?.state === "given");
          if (joined.length === 0) return <Empty glyph="leave" title={t("leave.emptyTitle")} />;
          return joined.map((study) => (
            <section key={study.manifestHash} className="card stack">
              <h2 dir="auto">{words.study(study.manifest.title)}</h2>
              <h3>{t("leave.happens")}</h3>
              <ul className="bullets stack tight">
                <li>{t("leave.now")}</li>
                <li>{t(`join.withdrawalMode.${study.manifest.withdrawal.default}`)}</li>
                {study.manifest.withdrawal.afterErasureImpossible.map((text, n) => (
                  <li key={n} dir="auto">
                    {words.study(text)}
                  </li>
                ))}
              </ul>
              <div className="row">
                <Button
                  look="danger"
                  glyph="leave"
                  disabled={leave.busy}
                  onPress={() => leave.run(study, again)}
                >
                  {t("leave.button", { title: words.study(study.manifest.title) })}
                </Button>
              </div>
            </section>
          ));
        }}
      </Shown>
    </div>
  );
}
