/** All of what approving would send, and the approval bound to its hash. */
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Release as ReleaseContent } from "../../../contract/review.ts";
import type { SessionSummary } from "../../../contract/participant-api.ts";
import { useAction, useAgent, useLoaded } from "../../agent/agent-context.tsx";
import { Button } from "../../kit/controls.tsx";
import { Failed, Loading, Note } from "../../kit/feedback.tsx";
import { useWords } from "../../kit/words.ts";
import { EventPages } from "./event-pages.tsx";
import { Pager } from "./pager.tsx";
import { DeleteSession } from "./session-card.tsx";

interface ReleaseProps {
  readonly summary: SessionSummary;
  readonly onBack: () => void;
  readonly onKeep: () => void;
}

export function Release({ summary, onBack, onKeep }: ReleaseProps) {
  const { t } = useTranslation();
  const { agent } = useAgent();
  const { session } = summary;
  useEffect(() => {
    scrollTo({ top: 0 });
  }, []);
  const loaded = useLoaded((from, signal) => from.release({ session }, { signal }), [session]);
  const [changed, setChanged] = useState<ReleaseContent>();
  const [refused, setRefused] = useState<string>();
  const approve = useAction(async (treeHash: ReleaseContent["treeHash"]) => {
    setRefused(undefined);
    const answer = await agent.approve({ session, treeHash });
    if (answer.outcome === "changed") setChanged(answer.release);
    else if (answer.outcome === "refused") setRefused(answer.why);
    else onKeep();
  });
  if (loaded.kind === "failed") return <Failed code={loaded.code} again={loaded.again} />;
  if (loaded.kind === "loading")
    return (
      <>
        <Loading />
        <p className="quiet">{t("release.preparing")}</p>
      </>
    );
  const release = changed ?? loaded.value;
  return (
    <div className="stack loose">
      <div className="stack tight">
        <div className="row">
          <Button look="plain" glyph="back" onPress={onBack}>
            {t("release.backToSteps")}
          </Button>
        </div>
        <h2>{t("release.title")}</h2>
        <p className="prose">{t("release.intro")}</p>
      </div>
      {changed === undefined ? null : (
        <Note tone="warning">
          <p>{t("release.changed")}</p>
        </Note>
      )}
      <Files key={release.treeHash} release={release} />
      <EventPages session={session} treeHash={release.treeHash} />
      {refused === undefined ? null : (
        <Note tone="error">
          <p>{t("release.refused", { why: refused })}</p>
        </Note>
      )}
      {approve.failed === undefined ? null : <Failed code={approve.failed} />}
      <div className="decide three">
        <Button disabled={approve.busy} onPress={() => approve.run(release.treeHash)}>
          {t("release.approve")}
        </Button>
        <Button onPress={onKeep}>{t("release.keep")}</Button>
        <DeleteSession summary={summary} />
      </div>
    </div>
  );
}

const filesAPage = 25;

function Files({ release }: { readonly release: ReleaseContent }) {
  const { t } = useTranslation();
  const words = useWords();
  const [first, setFirst] = useState(0);
  const total = release.files.reduce((sum, file) => sum + file.bytes, 0);
  return (
    <section className="card stack" aria-labelledby="files">
      <div className="row apart">
        <h3 id="files">{t("release.files", { count: release.files.length })}</h3>
        <p className="quiet numbers">
          {[
            t("review.steps", { count: release.events }),
            t("review.frames", { count: release.frames }),
            words.bytes(total),
          ].join(" · ")}
        </p>
      </div>
      <div className="table-box" tabIndex={0} role="group" aria-labelledby="files">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("release.file")}</th>
              <th scope="col" className="right">
                {t("release.size")}
              </th>
              <th scope="col">{t("release.hash")}</th>
            </tr>
          </thead>
          <tbody>
            {release.files.slice(first, first + filesAPage).map((file) => (
              <tr key={file.name}>
                <th scope="row" className="mono">
                  {file.name}
                </th>
                <td className="right numbers">{words.number(file.bytes)}</td>
                <td className="mono short">{file.sha256.slice(7, 23)}…</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("release.total")}</th>
              <td className="right numbers">{words.number(total)}</td>
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
      <Pager first={first} size={filesAPage} total={release.files.length} onFirst={setFirst} />
      <div className="stack tight">
        <h3>{t("release.hash")}</h3>
        <p className="code small">{release.treeHash.slice(7).replaceAll(/(.{8})(?=.)/g, "$1 ")}</p>
        <p className="quiet small">{t("release.hashWhy")}</p>
      </div>
    </section>
  );
}
