import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionId } from "../../../contract/ids.ts";
import { Button } from "../../kit/controls.tsx";
import { Empty, Shown } from "../../kit/feedback.tsx";
import { useWords } from "../../kit/words.ts";
import type { Route } from "../../route.ts";
import { Player } from "./player.tsx";
import { Release } from "./release.tsx";
import { SessionCard } from "./session-card.tsx";
import { useSessions } from "./use-sessions.ts";

interface ReviewProps {
  readonly session: SessionId | undefined;
  readonly go: (route: Route) => void;
}

export function Review({ session, go }: ReviewProps) {
  const { t } = useTranslation();
  const words = useWords();
  const sessions = useSessions();
  const [releasing, setReleasing] = useState<SessionId>();
  const leave = () => go({ at: "review" });
  return (
    <Shown loaded={sessions}>
      {(all) => {
        const open = all.find((one) => one.session === session);
        if (open === undefined)
          return (
            <div className="stack loose">
              <div className="stack tight">
                <h1>{t("review.title")}</h1>
                <p className="prose quiet">{t("review.intro")}</p>
              </div>
              {all.length === 0 ? (
                <Empty glyph="review" title={t("review.emptyTitle")}>
                  <p className="quiet">{t("review.empty")}</p>
                </Empty>
              ) : null}
              {all.map((one) => (
                <SessionCard
                  key={one.session}
                  summary={one}
                  onOpen={() => go({ at: "review", session: one.session })}
                />
              ))}
            </div>
          );
        return (
          <div className="stack">
            <div className="row apart">
              <h1>{t("review.sessionOf", { moment: words.moment(open.startedAt) })}</h1>
              <Button look="plain" glyph="back" onPress={leave}>
                {t("review.all")}
              </Button>
            </div>
            {releasing === open.session ? (
              <Release summary={open} onBack={() => setReleasing(undefined)} onKeep={leave} />
            ) : (
              <Player summary={open} onRelease={() => setReleasing(open.session)} />
            )}
          </div>
        );
      }}
    </Shown>
  );
}
