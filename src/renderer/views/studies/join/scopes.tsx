import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Choice, ScopeChoice } from "../../../../contract/choice.ts";
import type { Scope, StudyManifest } from "../../../../contract/manifest.ts";
import type { InstalledApp } from "../../../../contract/participant-api.ts";
import { useLoaded } from "../../../agent/agent-context.tsx";
import { Button, Switch } from "../../../kit/controls.tsx";
import { Note, Shown } from "../../../kit/feedback.tsx";
import { siteName, useWords } from "../../../kit/words.ts";
import { grants, switchApp, switchOrigin, switchSignal } from "./choosing.ts";

interface ScopesProps {
  readonly manifest: StudyManifest;
  readonly choice: Choice;
  readonly onChoice: (choice: Choice) => void;
}

const atOnce = 12;

export function Scopes({ manifest, choice, onChoice }: ScopesProps) {
  const { t } = useTranslation();
  const apps = useLoaded((agent) => agent.installedApps());
  const [shown, setShown] = useState(atOnce);
  return (
    <>
      <p className="prose">{t("join.recordedIntro")}</p>
      <Shown loaded={apps}>
        {(installed) => (
          <>
            {manifest.scopes.slice(0, shown).map((scope) => (
              <ScopeCard
                key={scope.id}
                scope={scope}
                now={choice.find((one) => one.scope === scope.id)}
                installed={installed}
                choice={choice}
                onChoice={onChoice}
              />
            ))}
            {manifest.scopes.length > shown ? (
              <Button onPress={() => setShown(shown + atOnce)}>{t("join.more")}</Button>
            ) : null}
          </>
        )}
      </Shown>
    </>
  );
}

interface ScopeCardProps {
  readonly scope: Scope;
  readonly now: ScopeChoice | undefined;
  readonly installed: readonly InstalledApp[];
  readonly choice: Choice;
  readonly onChoice: (choice: Choice) => void;
}

function ScopeCard({ scope, now, installed, choice, onChoice }: ScopeCardProps) {
  const { t } = useTranslation();
  const words = useWords();
  if (now === undefined) return null;
  const apps = installed.filter(({ match }) =>
    scope.match.app.some((asked) => asked.exe === match.exe),
  );
  const label = words.study(scope.label);
  return (
    <section className="card stack" aria-label={label}>
      <div className="row apart">
        <h2 dir="auto">{label}</h2>
        <span className="tag">
          {t(scope.necessity === "Required" ? "join.required" : "join.optional")}
        </span>
      </div>
      <p className="prose">
        <span className="quiet">{t("join.why")}: </span>
        <bdi>{words.study(scope.why)}</bdi>
      </p>
      {scope.special ? (
        <Note tone="warning">
          <p>{t("join.special")}</p>
        </Note>
      ) : null}
      {scope.match.app.length === 0 ? null : (
        <fieldset>
          <legend>{t("join.apps")}</legend>
          {apps.length === 0 ? <p className="quiet">{t("join.noApps")}</p> : null}
          {apps.map((app) => (
            <Switch
              key={app.match.exe}
              label={app.name}
              {...(app.running ? { explain: t("join.running") } : {})}
              selected={now.apps.some(({ exe }) => exe === app.match.exe)}
              onChange={(on) => onChoice(switchApp(choice, scope.id, app.match, on))}
            />
          ))}
        </fieldset>
      )}
      {scope.match.origin.length === 0 ? null : (
        <fieldset>
          <legend>{t("join.sites")}</legend>
          {scope.match.origin.map((origin) => (
            <Switch
              key={origin}
              label={siteName(origin)}
              selected={now.origins.includes(origin)}
              onChange={(on) => onChoice(switchOrigin(choice, scope.id, origin, on))}
            />
          ))}
        </fieldset>
      )}
      <fieldset>
        <legend>{t("join.signals")}</legend>
        {scope.signals.map((signal) => (
          <Switch
            key={signal}
            label={t(`signal.${signal}`)}
            explain={t(`signalMeans.${signal}`)}
            selected={now.signals.includes(signal)}
            onChange={(on) => onChoice(switchSignal(choice, scope.id, signal, on))}
          />
        ))}
      </fieldset>
      {now.signals.length > 0 && !grants(now) ? (
        <Note tone="info">
          <p>{t("join.pickPlace")}</p>
        </Note>
      ) : null}
    </section>
  );
}
