import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { ReceiptId } from "../../../../contract/ids.ts";
import { Button } from "../../../kit/controls.tsx";
import { saveFile } from "../../../kit/save-file.ts";
import { SaveReceipt } from "../save-receipt.tsx";

export interface Receipt {
  readonly id: ReceiptId;
  readonly withdrawalCode: string;
}

interface JoinedProps {
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly receipt: Receipt;
  readonly onDone: () => void;
}

export function Joined({ receipt, heading, onDone }: JoinedProps) {
  const { t } = useTranslation();
  return (
    <article className="stack loose join">
      <div className="stack tight">
        <h1 ref={heading} tabIndex={-1}>
          {t("join.joinedTitle")}
        </h1>
        <p className="prose">{t("join.joined")}</p>
      </div>
      <section className="card stack">
        <h2>{t("join.codeTitle")}</h2>
        <p className="prose">{t("join.codeText")}</p>
        <p className="code">{receipt.withdrawalCode}</p>
        <div className="row">
          <Button
            glyph="save"
            onPress={() =>
              saveFile("assent-withdrawal-code.txt", "text/plain", `${receipt.withdrawalCode}\n`)
            }
          >
            {t("join.saveCode")}
          </Button>
        </div>
      </section>
      <section className="card stack">
        <h2>{t("studies.receipt")}</h2>
        <SaveReceipt receipt={receipt.id} />
      </section>
      <div className="row">
        <Button look="strong" onPress={onDone}>
          {t("join.done")}
        </Button>
      </div>
    </article>
  );
}
