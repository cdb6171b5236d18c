import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Hash, SessionId } from "../../../contract/ids.ts";
import { useLoaded } from "../../agent/agent-context.tsx";
import { Shown } from "../../kit/feedback.tsx";
import { Pager } from "./pager.tsx";

interface EventPagesProps {
  readonly session: SessionId;
  /** Events are read again when this changes. */
  readonly treeHash: Hash;
}

const pageSize = 50;

/** Every event with every field, exactly as its line in the file reads. */
export function EventPages({ session, treeHash }: EventPagesProps) {
  const { t } = useTranslation();
  /** The `seq` after which each page so far began: numbers have holes where something was cut. */
  const [begins, setBegins] = useState<readonly number[]>([-1]);
  const after = begins.at(-1) ?? -1;
  const first = (begins.length - 1) * pageSize;
  const loaded = useLoaded(
    (agent) => agent.releaseEvents({ session, after, limit: pageSize }),
    [session, treeHash, after],
  );
  return (
    <section className="card stack" aria-labelledby="events">
      <h3 id="events">{t("release.eventsTitle")}</h3>
      <Shown loaded={loaded}>
        {({ events, total }) => (
          <>
            <div className="table-box" tabIndex={0} role="group" aria-labelledby="events">
              <table>
                <thead>
                  <tr>
                    <th scope="col" className="right">
                      {t("release.number")}
                    </th>
                    <th scope="col" className="right">
                      {t("release.time")}
                    </th>
                    <th scope="col">{t("release.kind")}</th>
                    <th scope="col">{t("release.content")}</th>
                  </tr>
                </thead>
                <tbody>
                  {events.map(({ seq, at, kind, ...rest }) => (
                    <tr key={seq}>
                      <td className="right numbers">{seq}</td>
                      <td className="right numbers">{(at / 1000).toFixed(3)}</td>
                      <th scope="row" className="mono">
                        {kind}
                      </th>
                      <td className="mono" dir="auto">
                        {JSON.stringify(rest)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <Pager
              first={first}
              size={pageSize}
              total={total}
              onFirst={(next) =>
                setBegins(
                  next < first ? begins.slice(0, -1) : [...begins, events.at(-1)?.seq ?? after],
                )
              }
            />
          </>
        )}
      </Shown>
    </section>
  );
}
