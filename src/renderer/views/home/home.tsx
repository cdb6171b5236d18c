import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useAgent, useLoaded } from "../../agent/agent-context.tsx";
import type { StudyId } from "../../../contract/ids.ts";
import type { StudyView } from "../../../contract/participant-api.ts";
import { Button, Choices } from "../../kit/controls.tsx";
import { Confirm } from "../../kit/confirm.tsx";
import { Empty, Failed, Note, Shown } from "../../kit/feedback.tsx";
import { Glyph } from "../../kit/glyph.tsx";
import { useWords } from "../../kit/words.ts";
import type { Route } from "../../route.ts";
import { useSessions } from "../review/use-sessions.ts";
import { Counts } from "./counts.tsx";
import { Health } from "./health.tsx";
import { Notices } from "./notices.tsx";
import { OwnWords } from "./own-words.tsx";

export function Home({ go }: { readonly go: (route: Route) => void }) {
  const { t } = useTranslation();
  const { state } = useAgent();
  const studies = useLoaded((agent) => agent.studies(), [state.study]);
  return (
    <div className="stack loose">
      <h1>{t("home.title")}</h1>
      <Notices />
      <Shown loaded={studies}>
        {(all) => {
          const joined = all.filter((study) => study.receipt?.state === "given");
          return joined.length === 0 ? <NoStudy go={go} /> : <Recording studies={joined} />;
        }}
      </Shown>
      <Waiting go={go} />
      <div className="columns">
        <Counts />
        <Health />
      </div>
      <OwnWords />
    </div>
  );
}

function NoStudy({ go }: { readonly go: (route: Route) => void }) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <Empty glyph="study" title={t("home.noStudyTitle")}>
        <p className="prose quiet">{t("home.noStudy")}</p>
        <Button look="strong" onPress={() => go({ at: "studies" })}>
          {t("home.openStudy")}
        </Button>
      </Empty>
    </section>
  );
}

function Waiting({ go }: { readonly go: (route: Route) => void }) {
  const { t } = useTranslation();
  const sessions = useSessions();
  if (sessions.kind !== "ready") return null;
  const waiting = sessions.value.filter((session) => session.state === "unreviewed");
  if (waiting.length === 0) return null;
  return (
    <Note
      tone="info"
      action={<Button onPress={() => go({ at: "review" })}>{t("home.reviewNow")}</Button>}
    >
      <p>{t("home.toReview", { count: waiting.length })}</p>
    </Note>
  );
}

function Recording({ studies }: { readonly studies: readonly StudyView[] }) {
  const { t } = useTranslation();
  const words = useWords();
  const { agent, state } = useAgent();
  const [chosen, setChosen] = useState<StudyId | undefined>(studies[0]?.manifest.studyId);
  const [refused, setRefused] = useState<string>();
  const [asking, setAsking] = useState(false);
  const [forgotten, setForgotten] = useState(false);
  const start = useAction(async () => {
    setRefused(undefined);
    if (chosen === undefined) return;
    const answer = await agent.startRecording({ study: chosen });
    if (answer.outcome === "refused") setRefused(answer.why);
  });
  const stop = useAction(() => agent.stopRecording());
  const pause = useAction(() => agent.pause());
  const resume = useAction(() => agent.resume());
  const forget = useAction(async () => {
    await agent.forget({ minutes: 5 });
    setForgotten(true);
  });
  const off = state.recording === "off";
  const current = studies.find((study) => study.manifest.studyId === state.study);
  const failed = [start, stop, pause, resume, forget].find((act) => act.failed)?.failed;

  return (
    <section className={`card stack loose now is-${state.recording}`} aria-labelledby="now">
      <div className="now-state">
        <Glyph name={state.recording} />
        <div>
          <h2 id="now">{t(`state.${state.recording}`)}</h2>
          <p>{t(`stateMeans.${state.recording}`)}</p>
          {current === undefined ? null : (
            <p className="quiet small">
              {t("home.forStudy")} <bdi>{words.study(current.manifest.title)}</bdi>
            </p>
          )}
        </div>
      </div>
      {off && studies.length > 1 ? (
        <Choices
          label={t("home.which")}
          value={chosen ?? null}
          onChange={setChosen}
          options={studies.map(({ manifest }) => ({
            value: manifest.studyId,
            label: words.study(manifest.title),
          }))}
        />
      ) : null}
      <div className="row">
        {off ? (
          <Button look="strong" glyph="recording" disabled={start.busy} onPress={start.run}>
            {t("home.start")}
          </Button>
        ) : (
          <>
            {state.recording === "paused" ? (
              <Button look="strong" glyph="play" disabled={resume.busy} onPress={resume.run}>
                {t("home.resume")}
              </Button>
            ) : (
              <Button look="strong" glyph="paused" disabled={pause.busy} onPress={pause.run}>
                {t("home.pause")}
              </Button>
            )}
            <Button glyph="off" disabled={stop.busy} onPress={stop.run}>
              {t("home.stop")}
            </Button>
            <Button disabled={forget.busy} onPress={() => setAsking(true)}>
              {t("home.forget")}
            </Button>
          </>
        )}
      </div>
      {state.pauseHotkey === "" ? null : (
        <p className="quiet small">{t("home.hotkey", { keys: state.pauseHotkey })}</p>
      )}
      {refused === undefined ? null : (
        <Note tone="error">
          <p>{refused}</p>
        </Note>
      )}
      {forgotten ? (
        <Note tone="good">
          <p>{t("home.forgotten")}</p>
        </Note>
      ) : null}
      {failed === undefined ? null : <Failed code={failed} />}
      <Confirm
        open={asking}
        title={t("home.forgetTitle")}
        action={t("home.forgetDo")}
        onConfirm={forget.run}
        onClose={() => setAsking(false)}
      >
        <p>{t("home.forgetText")}</p>
      </Confirm>
    </section>
  );
}
