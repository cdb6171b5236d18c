import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Envelope } from "../../../contract/dsse.ts";
import type { StudyView } from "../../../contract/participant-api.ts";
import { useAction, useAgent } from "../../agent/agent-context.tsx";
import { Button } from "../../kit/controls.tsx";
import { Failed, Note } from "../../kit/feedback.tsx";

const largestFile = 5_000_000;

export function OpenStudy({ onOffered }: { readonly onOffered: (study: StudyView) => void }) {
  const { t } = useTranslation();
  const { agent } = useAgent();
  const [problem, setProblem] = useState<string>();
  const offer = useAction(async (file: File) => {
    setProblem(undefined);
    if (file.size > largestFile) return setProblem(t("studies.tooLarge"));
    const envelope = readEnvelope(await file.text());
    if (envelope === undefined) return setProblem(t("studies.notAStudy"));
    const answer = await agent.offerStudy({ envelope });
    if (answer.outcome === "refused") return setProblem(t("studies.refused", { why: answer.why }));
    return onOffered(answer.study);
  });
  return (
    <section className="card stack tight">
      <div className="row apart">
        <p className="quiet">{t("studies.openHint")}</p>
        <FileTrigger
          acceptedFileTypes={["application/json", ".json"]}
          onSelect={(files) => {
            const file = files?.[0];
            if (file !== undefined) offer.run(file);
          }}
        >
          <Button look="strong" glyph="study" disabled={offer.busy} onPress={() => undefined}>
            {t("studies.open")}
          </Button>
        </FileTrigger>
      </div>
      {problem === undefined ? null : (
        <Note tone="error">
          <p>{problem}</p>
        </Note>
      )}
      {offer.failed === undefined ? null : <Failed code={offer.failed} />}
    </section>
  );
}

function readEnvelope(text: string): Envelope | undefined {
  try {
    return Envelope.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // Not JSON, so not an envelope either.
  }
}
