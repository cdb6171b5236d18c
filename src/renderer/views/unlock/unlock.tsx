import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useAgent } from "../../agent/agent-context.tsx";
import { Button, Switch, TextInput } from "../../kit/controls.tsx";
import { Failed, Note } from "../../kit/feedback.tsx";

const shortest = 8;

export function Unlock({ create }: { readonly create: boolean }) {
  return create ? <CreateVault /> : <OpenVault />;
}

function CreateVault() {
  const { t } = useTranslation();
  const { agent } = useAgent();
  const [passphrase, setPassphrase] = useState("");
  const [repeat, setRepeat] = useState("");
  const [shown, setShown] = useState(false);
  const [tried, setTried] = useState(false);
  const making = useAction(() => agent.createVault({ passphrase }));
  const wrong =
    passphrase.length < shortest
      ? "unlock.short"
      : repeat === passphrase
        ? null
        : "unlock.different";
  const submit = () => {
    setTried(true);
    if (wrong === null) making.run();
  };
  return (
    <form className="card stack loose" onSubmit={(event) => send(event, submit)}>
      <div className="stack tight">
        <h1>{t("unlock.createTitle")}</h1>
        <p>{t("unlock.createWhy")}</p>
      </div>
      <Note tone="warning">
        <p>{t("unlock.createCannot")}</p>
      </Note>
      <TextInput
        label={t("unlock.passphrase")}
        explain={t("unlock.passphraseHint")}
        type={shown ? "text" : "password"}
        autoComplete="new-password"
        autoFocus
        value={passphrase}
        onChange={setPassphrase}
      />
      <TextInput
        label={t("unlock.repeat")}
        type={shown ? "text" : "password"}
        autoComplete="new-password"
        value={repeat}
        onChange={setRepeat}
      />
      <Switch label={t("unlock.show")} selected={shown} onChange={setShown} />
      {tried && wrong !== null ? (
        <Note tone="error">
          <p>{t(wrong)}</p>
        </Note>
      ) : null}
      {making.failed === undefined ? null : <Failed code={making.failed} />}
      <Button look="strong" glyph="lock" disabled={making.busy}>
        {t(making.busy ? "unlock.working" : "unlock.create")}
      </Button>
    </form>
  );
}

function OpenVault() {
  const { t } = useTranslation();
  const { agent } = useAgent();
  const [passphrase, setPassphrase] = useState("");
  const [wrong, setWrong] = useState(false);
  const opening = useAction(async () => {
    setWrong(false);
    const { outcome } = await agent.unlock({ passphrase });
    setWrong(outcome === "wrong-passphrase");
  });
  return (
    <form className="card stack loose" onSubmit={(event) => send(event, opening.run)}>
      <div className="stack tight">
        <h1>{t("unlock.unlockTitle")}</h1>
        <p>{t("unlock.unlockWhy")}</p>
      </div>
      <TextInput
        label={t("unlock.passphrase")}
        type="password"
        autoComplete="current-password"
        autoFocus
        value={passphrase}
        onChange={setPassphrase}
      />
      {wrong ? (
        <Note tone="error">
          <p>{t("unlock.wrong")}</p>
        </Note>
      ) : null}
      {opening.failed === undefined ? null : <Failed code={opening.failed} />}
      <Button look="strong" disabled={opening.busy}>
        {t(opening.busy ? "unlock.working" : "unlock.unlock")}
      </Button>
    </form>
  );
}

function send(event: SyntheticEvent, submit: () => void): void {
  event.preventDefault();
  submit();
}
