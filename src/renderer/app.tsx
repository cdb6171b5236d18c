import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { AgentProvider, useAgent } from "./agent/agent-context.tsx";
import type { Link } from "./agent/keep-connected.ts";
import { Button } from "./kit/controls.tsx";
import { Loading } from "./kit/feedback.tsx";
import { LanguagePicker, Mark, Navigation, OfflineNote, StateStrip } from "./shell.tsx";
import type { Route } from "./route.ts";
import { Home } from "./views/home/home.tsx";
import { Leave } from "./views/leave/leave.tsx";
import { Review } from "./views/review/review.tsx";
import { forgetPictures } from "./views/review/use-frame.ts";
import { Studies } from "./views/studies/studies.tsx";
import { Unlock } from "./views/unlock/unlock.tsx";

export function App() {
  return (
    <AgentProvider waiting={(link) => <Waiting link={link} />}>
      <Opened />
    </AgentProvider>
  );
}

function Waiting({ link }: { readonly link: Link["kind"] }) {
  const { t } = useTranslation();
  return (
    <main className="gate">
      <Mark />
      {link === "uninvited" || link === "lost" ? (
        <div className="card stack">
          <h1>{t(link === "lost" ? "shell.lostTitle" : "shell.uninvitedTitle")}</h1>
          <p>{t(link === "lost" ? "shell.lost" : "shell.uninvited")}</p>
          {link === "lost" ? <p className="quiet">{t("shell.lostLong")}</p> : null}
        </div>
      ) : (
        <>
          <h1 className="visually-hidden">{t("shell.name")}</h1>
          <Loading />
        </>
      )}
      <LanguagePicker />
    </main>
  );
}

function Opened() {
  const { t } = useTranslation();
  const { agent, state, link } = useAgent();
  const [route, setRoute] = useState<Route>({ at: "home" });

  useEffect(() => {
    if (state.vault !== "open") forgetPictures();
  }, [state.vault]);

  const place = `${route.at} ${route.at === "review" ? route.session : ""}`;
  useEffect(() => {
    scrollTo({ top: 0 });
  }, [place]);

  if (state.vault !== "open")
    return (
      <main className="gate">
        <Mark />
        <OfflineNote link={link} />
        <Unlock create={state.vault === "missing"} />
        <LanguagePicker />
      </main>
    );
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t("shell.skip")}
      </a>
      <header className="side">
        <Mark />
        <Navigation at={route.at} go={setRoute} />
        <div className="side-end">
          <LanguagePicker />
          <Button
            look="plain"
            glyph="lock"
            onPress={() => void agent.lock().catch(() => undefined)}
          >
            {t("shell.lock")}
          </Button>
        </div>
      </header>
      <StateStrip />
      <main id="content" className={`content at-${route.at}`} tabIndex={-1}>
        <OfflineNote link={link} />
        <View route={route} go={setRoute} />
      </main>
    </div>
  );
}

interface ViewProps {
  readonly route: Route;
  readonly go: (route: Route) => void;
}

function View({ route, go }: ViewProps) {
  switch (route.at) {
    case "home":
      return <Home go={go} />;
    case "review":
      return <Review session={route.session} go={go} />;
    case "studies":
      return <Studies go={go} />;
    case "leave":
      return <Leave />;
  }
}
