/**
 * What a study may be for, and what an employer may not do with it (GOV-01, GOV-02, GOV-07).
 *
 * @module
 */
import type { LintFinding } from "../../contract/participant-api.ts";
import { purposeKind, standardProhibitions } from "./dpv-purposes.ts";
import { error, type TimelessRule, warning, when } from "./finding.ts";

export const purpose: TimelessRule = ({ purpose: { id, dpv } }) => {
  const findings: LintFinding[] = [id, ...dpv].flatMap((iri, index) =>
    when(
      purposeKind(iri) === "personnel",
      error(
        "GOV-01",
        index === 0 ? "purpose.id" : `purpose.dpv.${index - 1}`,
        `${iri} is personnel management. No study of Assent may serve it. Remove it`,
      ),
    ),
  );
  dpv.forEach((iri, index) => {
    if (purposeKind(iri) === "unknown")
      findings.push(
        error(
          "GOV-01",
          `purpose.dpv.${index}`,
          `${iri} is not a research purpose of DPV 2.3, so what it permits cannot be checked. Use dpv:ScientificResearch, dpv:AcademicResearch, dpv:NonCommercialResearch or dpv:CommercialResearch`,
        ),
      );
  });
  return findings;
};

export const prohibitions: TimelessRule = ({ prohibitions: stated }) =>
  standardProhibitions
    .filter((term) => !stated.includes(term))
    .map((term) =>
      error("GOV-01", "prohibitions", `${term} is missing. Every study forbids it; add it`),
    );

/** Smallest group in which a number about people may be shown where an employer is involved. */
const smallestGroup = 10;

export const employment: TimelessRule = ({ employment: stated, parties }) => {
  const controllers = parties.filter(({ role }) => role === "controller");
  const rightsContact = parties.find(({ role }) => role === "rightsContact");
  const keyHolder = parties.find(({ role }) => role === "keyHolder");
  const own = new Set(controllers.flatMap(({ name, ownedBy }) => [name, ownedBy ?? name]));
  const isIndependent = (party: (typeof parties)[number] | undefined) =>
    party !== undefined && !own.has(party.name) && !own.has(party.ownedBy ?? party.name);

  const always = [
    ...when(controllers.length === 0, error("GOV-02", "parties", "No party is the controller")),
    ...when(
      rightsContact === undefined,
      error("GOV-02", "parties", "No party is the rightsContact, whom participants can ask"),
    ),
    ...when(
      rightsContact !== undefined &&
        controllers.some(({ contact }) => contact === rightsContact.contact),
      error(
        "GOV-02",
        "parties",
        "The rightsContact has the controller's contact. Name somebody else than the investigator",
      ),
    ),
  ];
  if (!stated.context) return always;
  return [
    ...always,
    ...when(
      !stated.independentKeyHolder || !isIndependent(keyHolder),
      error(
        "GOV-02",
        "employment.independentKeyHolder",
        "The participants' employer is involved, so the keys must be held by a keyHolder that is not the controller nor owned by it",
      ),
    ),
    ...when(
      rightsContact !== undefined && !isIndependent(rightsContact),
      error(
        "GOV-02",
        "parties",
        "The participants' employer is involved, so the rightsContact may not belong to the controller",
      ),
    ),
    ...when(
      stated.k < smallestGroup,
      error("GOV-02", "employment.k", `An employer may see no group smaller than ${smallestGroup}`),
    ),
    ...when(
      Object.values(stated.noDetrimentText).every((text) => text.trim() === ""),
      error(
        "GOV-02",
        "employment.noDetrimentText",
        "Say that neither taking part nor refusing has any consequence at work",
      ),
    ),
    ...when(
      Object.values(stated.relationship).every((text) => text.trim() === ""),
      error("GOV-02", "employment.relationship", "Say how the employer is involved"),
    ),
  ];
};

const denied = [
  "mail",
  "chat",
  "video-call",
  "health",
  "finance",
  "password-manager",
  "remote-desktop",
  "private-browsing",
] as const;

export const thirdParties: TimelessRule = ({ deny }) =>
  denied
    .filter((category) => !deny.includes(category))
    .map((category) =>
      warning(
        "GOV-07",
        "deny",
        `${category} is not denied: other people's data may be recorded. Add it unless the study is about it`,
      ),
    );
