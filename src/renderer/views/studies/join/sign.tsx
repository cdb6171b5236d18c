import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Choice } from "../../../../contract/choice.ts";
import type { StudyView } from "../../../../contract/participant-api.ts";
import { useAction, useAgent } from "../../../agent/agent-context.tsx";
import { Button, TextInput } from "../../../kit/controls.tsx";
import { Failed, Note } from "../../../kit/feedback.tsx";
import { siteName, useWords } from "../../../kit/words.ts";
import { grants, grantsAnything, missingRequired } from "./choosing.ts";
import type { Receipt } from "./joined.tsx";

interface SignProps {
  readonly study: StudyView;
  readonly choice: Choice;
  readonly passed: boolean;
  readonly onDecline: () => void;
  readonly onJoined: (receipt: Receipt) => void;
}

export function Sign({ study, choice, passed, onDecline, onJoined }: SignProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { agent } = useAgent();
  const { manifest } = study;
  const [invitation, setInvitation] = useState("");
  const [refused, setRefused] = useState<string>();
  const missing = missingRequired(manifest, choice);
  const join = useAction(async () => {
    setRefused(undefined);
    const answer = await agent.join({
      manifestHash: study.manifestHash,
      // A scope without a place records nothing, so it is signed as refused.
      choice: choice.map((one) =>
        grants(one) ? one : { scope: one.scope, signals: [], apps: [], origins: [] },
      ),
      comprehensionPassed: passed,
      invitation: invitation.trim() === "" ? null : invitation.trim(),
    });
    if (answer.outcome === "refused") setRefused(answer.why);
    else onJoined({ id: answer.receipt, withdrawalCode: answer.withdrawalCode });
  });
  const label = (id: string) => {
    const scope = manifest.scopes.find((one) => one.id === id);
    return scope === undefined ? id : words.study(scope.label);
  };
  const ready = grantsAnything(choice) && missing.length === 0 && passed && study.joinable;
  return (
    <>
      <p className="prose">{t("join.signIntro")}</p>
      {choice.filter(grants).map((one) => (
        <section key={one.scope} className="card stack tight">
          <h2 dir="auto">{label(one.scope)}</h2>
          <ul className="bullets">
            {one.signals.map((signal) => (
              <li key={signal}>{t(`signal.${signal}`)}</li>
            ))}
          </ul>
          <p className="quiet small">
            {[...one.apps.map((app) => app.exe), ...one.origins.map(siteName)].join(" · ")}
          </p>
        </section>
      ))}
      {grantsAnything(choice) ? null : (
        <Note tone="info">
          <p>{t("join.signNothing")}</p>
        </Note>
      )}
      {missing.length === 0 || !grantsAnything(choice) ? null : (
        <Note tone="info">
          <p>{t("join.signRequired", { scopes: missing.map(label).join(", ") })}</p>
        </Note>
      )}
      {passed ? null : (
        <Note tone="info">
          <p>{t("join.signQuiz")}</p>
        </Note>
      )}
      <TextInput
        label={t("join.invitation")}
        value={invitation}
        onChange={setInvitation}
        maxLength={200}
      />
      {refused === undefined ? null : (
        <Note tone="error">
          <p>{t("join.refused", { why: refused })}</p>
        </Note>
      )}
      {join.failed === undefined ? null : <Failed code={join.failed} />}
      <div className="decide">
        <Button onPress={onDecline}>{t("join.decline")}</Button>
        <Button disabled={!ready || join.busy} onPress={join.run}>
          {t("join.accept")}
        </Button>
      </div>
    </>
  );
}
