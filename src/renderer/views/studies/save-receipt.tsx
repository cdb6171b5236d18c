import { useTranslation } from "react-i18next";
import type { ReceiptId } from "../../../contract/ids.ts";
import { useAction, useAgent } from "../../agent/agent-context.tsx";
import { Button } from "../../kit/controls.tsx";
import { Failed } from "../../kit/feedback.tsx";
import { saveFile } from "../../kit/save-file.ts";

export function SaveReceipt({ receipt }: { readonly receipt: ReceiptId }) {
  const { t } = useTranslation();
  const { agent } = useAgent();
  const save = useAction(async (readable: boolean) => {
    const { envelope, html } = await agent.receiptFile({ receipt });
    if (readable) saveFile("assent-receipt.html", "text/html", html);
    else saveFile("assent-receipt.json", "application/json", JSON.stringify(envelope, null, 2));
  });
  return (
    <div className="stack tight">
      <div className="row">
        <Button glyph="save" disabled={save.busy} onPress={() => save.run(true)}>
          {t("join.savePage")}
        </Button>
        <Button glyph="save" disabled={save.busy} onPress={() => save.run(false)}>
          {t("join.saveReceipt")}
        </Button>
      </div>
      {save.failed === undefined ? null : <Failed code={save.failed} />}
    </div>
  );
}
