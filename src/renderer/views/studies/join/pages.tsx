/** What the manifest says, one subject a page. Its texts are shown as text, whatever they hold. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { StudyManifest, Text } from "../../../../contract/manifest.ts";
import { useWords } from "../../../kit/words.ts";
import { period, termName } from "./terms.ts";

interface PageProps {
  readonly manifest: StudyManifest;
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="card stack tight">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Said({ text }: { readonly text: Text | string }) {
  const words = useWords();
  const said = typeof text === "string" ? text : words.study(text);
  return said === "" ? null : (
    <p className="prose" dir="auto">
      {said}
    </p>
  );
}

function SaidSection({ title, text }: { readonly title: string; readonly text: Text }) {
  const words = useWords();
  return words.study(text) === "" ? null : (
    <Section title={title}>
      <Said text={text} />
    </Section>
  );
}

export function Who({ manifest }: PageProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { ethics, employment } = manifest;
  return (
    <>
      {manifest.parties.map((party, n) => (
        <Section key={n} title={t(`join.role.${party.role}`)}>
          <p dir="auto">
            <strong>{party.name}</strong>
          </p>
          <dl className="facts">
            <dt>{t("join.address")}</dt>
            <dd dir="auto">{party.address}</dd>
            <dt>{t("join.contact")}</dt>
            <dd dir="auto">{party.contact}</dd>
            {party.dpo === undefined ? null : (
              <>
                <dt>{t("join.dpo")}</dt>
                <dd dir="auto">{party.dpo}</dd>
              </>
            )}
          </dl>
        </Section>
      ))}
      <Section title={t("join.ethics")}>
        <Said
          text={t("join.ethicsText", {
            board: ethics.board,
            id: ethics.approvalId,
            day: words.day(ethics.approvedUntil),
          })}
        />
      </Section>
      {employment.context ? (
        <Section title={t("join.employment")}>
          <Said text={employment.relationship} />
          <Said text={employment.noDetrimentText} />
        </Section>
      ) : null}
      <Section title={t("join.authority")}>
        <Said text={manifest.complaintAuthority} />
      </Section>
    </>
  );
}

export function Purpose({ manifest }: PageProps) {
  const { t } = useTranslation();
  const { aiTraining } = manifest;
  return (
    <>
      <Section title={t("join.research")}>
        <Said text={manifest.isResearchStatement} />
        <Said text={manifest.purpose.text} />
      </Section>
      <Section title={t("join.aiTraining")}>
        <p>
          <strong>{t(aiTraining.used ? "join.aiUsed" : "join.aiNotUsed")}</strong>{" "}
          {t(aiTraining.commercial ? "join.aiCommercial" : "join.aiNotCommercial")}
        </p>
        <Said text={aiTraining.models} />
        <Said text={aiTraining.release} />
      </Section>
      <Section title={t("join.forbidden")}>
        <p>{t("join.never")}</p>
        <ul className="bullets">
          {manifest.prohibitions.map((term) => (
            <li key={term}>{termName(term)}</li>
          ))}
        </ul>
      </Section>
    </>
  );
}

export function Risks({ manifest }: PageProps) {
  const { t } = useTranslation();
  const { voluntariness } = manifest;
  return (
    <>
      <SaidSection title={t("join.risk")} text={manifest.risks} />
      <SaidSection title={t("join.unforeseeable")} text={manifest.unforeseeable} />
      <SaidSection title={t("join.benefit")} text={manifest.benefits} />
      <Section title={t("join.voluntary")}>
        <p>
          <strong>{t("join.noConsequence")}</strong>
        </p>
        <Said text={voluntariness.text} />
      </Section>
      <SaidSection title={t("join.alternatives")} text={voluntariness.alternatives} />
      <SaidSection title={t("join.compensation")} text={voluntariness.compensation} />
      <SaidSection title={t("join.costs")} text={manifest.costs} />
      <SaidSection title={t("join.injury")} text={manifest.injury} />
    </>
  );
}

export function Leaving({ manifest }: PageProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { withdrawal, storage } = manifest;
  return (
    <>
      <Section title={t("shell.leave")}>
        <p>
          <strong>{t("join.leavingHow")}</strong>
        </p>
        <p>{t(`join.withdrawalMode.${withdrawal.default}`)}</p>
        <dl className="facts">
          <dt>{t("join.within")}</dt>
          <dd>{period(withdrawal.within, words.language)}</dd>
        </dl>
      </Section>
      {withdrawal.afterErasureImpossible.length === 0 ? null : (
        <Section title={t("join.cannotErase")}>
          <ul className="bullets">
            {withdrawal.afterErasureImpossible.map((text, n) => (
              <li key={n} dir="auto">
                {words.study(text)}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t("join.kept")}>
        <dl className="facts">
          <dt>{t("join.kept")}</dt>
          <dd>{period(storage.retention, words.language)}</dd>
          <dt>{t("join.where")}</dt>
          <dd dir="auto">{storage.locations.join(", ")}</dd>
          <dt>{t("join.recipients")}</dt>
          <dd dir="auto">{manifest.recipients.join(", ")}</dd>
          <dt>{t("join.consentFor")}</dt>
          <dd>{period(manifest.consentDuration, words.language)}</dd>
        </dl>
      </Section>
      <SaidSection title={t("join.future")} text={manifest.futureUse.text} />
    </>
  );
}
