import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionSummary } from "../../../contract/participant-api.ts";
import { useAction, useAgent } from "../../agent/agent-context.tsx";
import { Confirm } from "../../kit/confirm.tsx";
import { Button, Progress } from "../../kit/controls.tsx";
import { Failed, Note } from "../../kit/feedback.tsx";
import { Glyph, type GlyphName } from "../../kit/glyph.tsx";
import { useWords } from "../../kit/words.ts";
import { forgetPictures } from "./use-frame.ts";

const glyphs: Record<SessionSummary["state"], GlyphName> = {
  recording: "recording",
  unreviewed: "review",
  approved: "lock",
  uploading: "next",
  uploaded: "check",
  failed: "warning",
};

interface SessionCardProps {
  readonly summary: SessionSummary;
  readonly onOpen: () => void;
}

export function SessionCard({ summary, onOpen }: SessionCardProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { state } = summary;
  return (
    <section className="card stack session" aria-label={words.moment(summary.startedAt)}>
      <div className="row apart">
        <h2>{words.moment(summary.startedAt)}</h2>
        <span className="tag row">
          <Glyph name={glyphs[state]} />
          {t(`review.stateOf.${state}`)}
        </span>
      </div>
      <p className="quiet numbers">
        {[
          words.length(summary.seconds),
          t("review.steps", { count: summary.events }),
          t("review.frames", { count: summary.frames }),
          words.bytes(summary.bytes),
        ].join(" · ")}
      </p>
      {state === "uploading" ? (
        <Progress
          label={t("review.sent", {
            bytes: words.bytes(summary.bytes * summary.uploadedShare),
            total: words.bytes(summary.bytes),
          })}
          share={summary.uploadedShare}
        />
      ) : null}
      {summary.problem === null ? null : (
        <Note tone="warning">
          <p>{summary.problem}</p>
        </Note>
      )}
      {state === "unreviewed" ? (
        <p className="small">{t("review.expires", { day: words.day(summary.expiresOn) })}</p>
      ) : null}
      {state === "recording" ? null : (
        <div className="row">
          {state === "unreviewed" || state === "failed" ? (
            <Button look="strong" glyph="review" onPress={onOpen}>
              {t("review.open")}
            </Button>
          ) : null}
          <DeleteSession summary={summary} />
        </div>
      )}
    </section>
  );
}

interface DeleteProps {
  readonly summary: SessionSummary;
}

export function DeleteSession({ summary }: DeleteProps) {
  const { t } = useTranslation();
  const { agent } = useAgent();
  const [asking, setAsking] = useState(false);
  const remove = useAction(async () => {
    await agent.deleteSession({ session: summary.session });
    forgetPictures();
  });
  return (
    <>
      <Button look="danger" disabled={remove.busy} onPress={() => setAsking(true)}>
        {t("review.delete")}
      </Button>
      {remove.failed === undefined ? null : <Failed code={remove.failed} />}
      <Confirm
        open={asking}
        title={t("review.deleteTitle")}
        action={t("review.deleteDo")}
        onConfirm={remove.run}
        onClose={() => setAsking(false)}
      >
        <p>{t("review.deleteText")}</p>
      </Confirm>
    </>
  );
}
