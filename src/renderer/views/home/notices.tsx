import { useTranslation } from "react-i18next";
import { useAction, useAgent } from "../../agent/agent-context.tsx";
import { Button } from "../../kit/controls.tsx";
import { Note } from "../../kit/feedback.tsx";

export function Notices() {
  const { t } = useTranslation();
  const { agent, state } = useAgent();
  const dismiss = useAction((id: number) => agent.dismissNotice({ id }));
  if (state.notices.length === 0) return null;
  return (
    <section className="stack tight" aria-label={t("home.notices")}>
      {state.notices.map((notice) => (
        <Note
          key={notice.id}
          tone={notice.level}
          action={
            <Button
              look="plain"
              glyph="cut"
              name={t("home.dismiss")}
              onPress={() => dismiss.run(notice.id)}
            >
              {null}
            </Button>
          }
        >
          <p>{notice.text}</p>
        </Note>
      ))}
    </section>
  );
}
