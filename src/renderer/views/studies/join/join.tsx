/** One concept a page, the key information first, and the way out as large as the way on. */
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Choice } from "../../../../contract/choice.ts";
import type { StudyView } from "../../../../contract/participant-api.ts";
import { Button } from "../../../kit/controls.tsx";
import { useWords } from "../../../kit/words.ts";
import { Check } from "./check.tsx";
import { nothingChosen } from "./choosing.ts";
import { Joined, type Receipt } from "./joined.tsx";
import { KeyInformation } from "./key-information.tsx";
import { Leaving, Purpose, Risks, Who } from "./pages.tsx";
import { Scopes } from "./scopes.tsx";
import { Sign } from "./sign.tsx";

interface JoinProps {
  readonly study: StudyView;
  readonly onDecline: () => void;
  readonly onDone: () => void;
}

const pages = ["key", "who", "purpose", "recorded", "risks", "leaving", "check", "sign"] as const;

export function Join({ study, onDecline, onDone }: JoinProps) {
  const { t } = useTranslation();
  const words = useWords();
  const [at, setAt] = useState(0);
  const [choice, setChoice] = useState<Choice>(() => nothingChosen(study.manifest));
  const [passed, setPassed] = useState(false);
  const [receipt, setReceipt] = useState<Receipt>();
  const heading = useRef<HTMLHeadingElement>(null);
  const page = pages[at] ?? "key";

  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, [at, receipt]);

  if (receipt !== undefined) return <Joined receipt={receipt} heading={heading} onDone={onDone} />;

  const content: Record<typeof page, ReactNode> = {
    key: <KeyInformation study={study} />,
    who: <Who manifest={study.manifest} />,
    purpose: <Purpose manifest={study.manifest} />,
    recorded: <Scopes manifest={study.manifest} choice={choice} onChoice={setChoice} />,
    risks: <Risks manifest={study.manifest} />,
    leaving: <Leaving manifest={study.manifest} />,
    check: <Check manifest={study.manifest} passed={passed} onPassed={() => setPassed(true)} />,
    sign: (
      <Sign
        study={study}
        choice={choice}
        passed={passed}
        onDecline={onDecline}
        onJoined={setReceipt}
      />
    ),
  };
  const blocked = !study.joinable || (page === "check" && !passed);
  return (
    <article className="stack loose join">
      <header className="stack tight">
        <p className="quiet small">
          <bdi>{words.study(study.manifest.title)}</bdi> ·{" "}
          {t("join.progress", { page: at + 1, pages: pages.length })}
        </p>
        <h1 ref={heading} tabIndex={-1}>
          {t(`join.${page}`)}
        </h1>
      </header>
      {content[page]}
      {study.joinable ? null : <p className="danger-text">{t("join.cannotJoin")}</p>}
      {page === "sign" ? null : (
        <div className="decide">
          <Button onPress={onDecline}>{t("join.decline")}</Button>
          <Button glyph="next" disabled={blocked} onPress={() => setAt(at + 1)}>
            {t("shell.next")}
          </Button>
        </div>
      )}
      {at === 0 ? null : (
        <div className="row">
          <Button look="plain" glyph="back" onPress={() => setAt(at - 1)}>
            {t("shell.back")}
          </Button>
        </div>
      )}
    </article>
  );
}
