/** The participant's own words to hide: read, added and removed; the agent keeps them. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OwnTerms } from "../../../contract/participant-api.ts";
import { useAction, useAgent, useLoaded } from "../../agent/agent-context.tsx";
import { Button, TextInput } from "../../kit/controls.tsx";
import { Failed, Note, Shown } from "../../kit/feedback.tsx";

const most = 200;
const longest = 100;

export function OwnWords() {
  const { t } = useTranslation();
  const loaded = useLoaded((agent) => agent.terms());
  return (
    <section className="card stack" aria-labelledby="own-words">
      <h2 id="own-words">{t("home.wordsTitle")}</h2>
      <p className="prose">{t("home.wordsWhy")}</p>
      <p className="quiet small">{t("home.wordsFrom")}</p>
      <Shown loaded={loaded}>{(words, again) => <List words={words} again={again} />}</Shown>
    </section>
  );
}

interface ListProps {
  readonly words: OwnTerms;
  readonly again: () => void;
}

function List({ words, again }: ListProps) {
  const { t } = useTranslation();
  const { agent } = useAgent();
  const [draft, setDraft] = useState("");
  const [refused, setRefused] = useState<string>();
  const save = useAction(async (terms: OwnTerms, then: () => void) => {
    const answer = await agent.setTerms({ terms });
    if (answer.outcome === "refused") return setRefused(answer.why);
    then();
    return again();
  });
  const add = () => {
    const word = draft.trim();
    const wrong = whyNot(word, words);
    setRefused(wrong === undefined ? undefined : t(wrong, { most }));
    if (wrong === undefined) save.run([...words, word], () => setDraft(""));
  };
  const remove = (word: string) => {
    setRefused(undefined);
    save.run(
      words.filter((one) => one !== word),
      () => undefined,
    );
  };
  return (
    <>
      {words.length === 0 ? (
        <p className="quiet">{t("home.wordsEmpty")}</p>
      ) : (
        <ul className="own-words" aria-label={t("home.wordsList")}>
          {words.map((word) => (
            <li key={word}>
              <bdi>{word}</bdi>
              <Button
                look="plain"
                glyph="cut"
                name={t("home.wordsRemove", { word })}
                disabled={save.busy}
                onPress={() => remove(word)}
              >
                {null}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <TextInput
          label={t("home.wordsNew")}
          explain={t("home.wordsHint")}
          maxLength={longest}
          value={draft}
          onChange={setDraft}
        />
        {refused === undefined ? null : (
          <Note tone="error">
            <p>{refused}</p>
          </Note>
        )}
        {save.failed === undefined ? null : <Failed code={save.failed} />}
        <div className="row">
          <Button disabled={save.busy}>{t("home.wordsAdd")}</Button>
        </div>
      </form>
    </>
  );
}

function whyNot(word: string, words: OwnTerms) {
  if (word.length < 2) return "home.wordsShort";
  if (words.includes(word)) return "home.wordsThere";
  return words.length >= most ? "home.wordsFull" : undefined;
}
