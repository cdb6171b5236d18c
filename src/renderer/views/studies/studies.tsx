import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { StudyView } from "../../../contract/participant-api.ts";
import { useLoaded } from "../../agent/agent-context.tsx";
import { Button } from "../../kit/controls.tsx";
import { Empty, Note, Shown } from "../../kit/feedback.tsx";
import { useWords } from "../../kit/words.ts";
import type { Route } from "../../route.ts";
import { Join } from "./join/join.tsx";
import { OpenStudy } from "./open-study.tsx";
import { SaveReceipt } from "./save-receipt.tsx";

export function Studies({ go }: { readonly go: (route: Route) => void }) {
  const { t } = useTranslation();
  const studies = useLoaded((agent) => agent.studies());
  const [reading, setReading] = useState<StudyView>();
  const [declined, setDeclined] = useState(false);

  if (reading !== undefined)
    return (
      <Join
        study={reading}
        onDecline={() => {
          setReading(undefined);
          setDeclined(true);
        }}
        onDone={() => go({ at: "home" })}
      />
    );
  return (
    <div className="stack loose">
      <div className="stack tight">
        <h1>{t("studies.title")}</h1>
        <p className="prose quiet">{t("studies.intro")}</p>
      </div>
      {declined ? (
        <Note tone="info">
          <p>{t("join.declined")}</p>
        </Note>
      ) : null}
      <OpenStudy onOffered={setReading} />
      <Shown loaded={studies}>
        {(all) =>
          all.length === 0 ? (
            <Empty glyph="study" title={t("studies.emptyTitle")} />
          ) : (
            all.map((study) => (
              <StudyCard key={study.manifestHash} study={study} onRead={() => setReading(study)} />
            ))
          )
        }
      </Shown>
    </div>
  );
}

interface StudyCardProps {
  readonly study: StudyView;
  readonly onRead: () => void;
}

function StudyCard({ study, onRead }: StudyCardProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { manifest, receipt } = study;
  const joined = receipt?.state === "given";
  const allowed = manifest.scopes.flatMap((scope) => {
    const signals = receipt?.choice.find((choice) => choice.scope === scope.id)?.signals ?? [];
    return signals.length === 0 ? [] : [{ scope, signals }];
  });
  return (
    <section className="card stack">
      <div className="row apart">
        <h2 dir="auto">{words.study(manifest.title)}</h2>
        <span className="tag">
          {receipt === null ? t("studies.notJoined") : t(`studies.receiptState.${receipt.state}`)}
        </span>
      </div>
      {joined ? (
        <>
          <p>
            {t("studies.joinedOn", {
              day: words.day(receipt.givenOn),
              day2: words.day(receipt.expiresOn),
            })}
          </p>
          <h3>{t("studies.yourChoices")}</h3>
          <ul className="bullets">
            {allowed.length === 0 ? <li>{t("join.nothingAllowed")}</li> : null}
            {allowed.map(({ scope, signals }) => (
              <li key={scope.id}>
                <bdi>{words.study(scope.label)}</bdi>:{" "}
                {signals.map((signal) => t(`signal.${signal}`)).join(", ")}
              </li>
            ))}
          </ul>
          <SaveReceipt receipt={receipt.id} />
        </>
      ) : (
        <div className="row">
          <Button onPress={onRead}>{t("studies.read")}</Button>
        </div>
      )}
    </section>
  );
}
