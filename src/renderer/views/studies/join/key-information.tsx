import { useTranslation } from "react-i18next";
import type { StudyView } from "../../../../contract/participant-api.ts";
import { Note } from "../../../kit/feedback.tsx";
import { useWords } from "../../../kit/words.ts";

export function KeyInformation({ study }: { readonly study: StudyView }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <>
      <section className="card">
        <p className="prose lead" dir="auto">
          {words.study(study.manifest.keyInformation)}
        </p>
      </section>
      <section className="stack tight" aria-labelledby="checked">
        <h2 id="checked">{t("join.checksTitle")}</h2>
        <Note tone="good">
          <p>{t("join.signed")}</p>
          <p className="small mono">{t("join.signedBy", { keys: study.signedBy.join(", ") })}</p>
        </Note>
        {study.findings.length === 0 ? <p className="quiet">{t("join.noFindings")}</p> : null}
        {study.findings.map((finding, n) => (
          <Note key={n} tone={finding.level}>
            <p>
              <strong>
                {t(finding.level === "error" ? "join.findingError" : "join.findingWarning")}:
              </strong>{" "}
              {finding.message}
            </p>
            <p className="small mono">
              {finding.rule} {finding.path}
            </p>
          </Note>
        ))}
      </section>
    </>
  );
}
