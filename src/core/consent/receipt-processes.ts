/**
 * The part of a receipt that says what was granted, written and read back.
 *
 * One process for each scope of the study, granted or refused, so that a receipt shows
 * what was asked as well as what was agreed. {@link choiceOf} is the inverse of
 * {@link processesOf} for the granted ones.
 *
 * @module
 */
import type { Choice } from "../../contract/choice.ts";
import type { Scope, StudyManifest } from "../../contract/manifest.ts";
import type { ConsentRecord, ReceiptProcess } from "../../contract/receipt.ts";
import { grantsSomething } from "./within-study.ts";

export function processesOf(manifest: StudyManifest, choice: Choice): readonly ReceiptProcess[] {
  return manifest.scopes.map((scope) => {
    const chosen = choice.find((one) => one.scope === scope.id);
    const granted = chosen !== undefined && grantsSomething(chosen) ? chosen : undefined;
    return {
      ...askedFor(scope, manifest),
      "dpv:hasConsentStatus": [
        { "@type": [granted === undefined ? "dpv:ConsentRefused" : "dpv:ConsentGiven"] },
      ],
      "app:signals": [...(granted?.signals ?? [])],
      "app:apps": (granted?.apps ?? []).map(({ os, exe }) => ({ "app:os": os, "app:exe": exe })),
      "app:origins": [...(granted?.origins ?? [])],
    };
  });
}

function askedFor(scope: Scope, { purpose }: StudyManifest) {
  return {
    "@type": ["dpv:Process"],
    "dct:identifier": [scope.id],
    "dpv:hasPurpose": [
      { "@id": purpose.id, "@type": ["dpv:Purpose"], "skos:broader": [...purpose.dpv] },
    ],
    "dpv:hasPersonalData": scope.personalData.map((kind) => ({
      "@type": [
        scope.special
          ? ("dpv:SpecialCategoryPersonalData" as const)
          : ("dpv:PersonalData" as const),
      ],
      "skos:broader": [kind],
    })),
    "dpv:hasNecessity": [scope.necessity === "Required" ? "dpv:Required" : "dpv:Optional"],
    "dpv:hasProcessing": ["dpv:Observe", "dpv:Collect", "dpv:Store", "dpv:Analyse"],
    "dpv:hasDataSource": ["dpv:DataSubjectDataSource"],
  } as const satisfies Partial<ReceiptProcess>;
}

/** What a record grants, or `undefined` when its lists of scopes contradict its processes. */
export function choiceOf(record: ConsentRecord): Choice | undefined {
  const isGranted = (process: ReceiptProcess) =>
    process["dpv:hasConsentStatus"][0]?.["@type"][0] === "dpv:ConsentGiven";
  const granted = record["dpv:hasProcess"].filter(isGranted);
  const refused = record["dpv:hasProcess"].filter((process) => !isGranted(process));
  const idsOf = (processes: readonly ReceiptProcess[]) =>
    processes.flatMap((process) => process["dct:identifier"]);
  const choice = granted.map((process) => ({
    scope: process["dct:identifier"][0] as Scope["id"],
    signals: process["app:signals"],
    apps: process["app:apps"].map((app) => ({ os: app["app:os"], exe: app["app:exe"] })),
    origins: process["app:origins"],
  }));
  const agrees =
    sameList(idsOf(granted), record["app:scopesGranted"]) &&
    sameList(idsOf(refused), record["app:scopesRefused"]) &&
    choice.every(grantsSomething) &&
    refused.every(
      (process) =>
        process["app:signals"].length +
          process["app:apps"].length +
          process["app:origins"].length ===
        0,
    );
  return agrees ? choice : undefined;
}

const sameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((item, index) => item === b[index]);
