/**
 * Which purposes of the Data Privacy Vocabulary are personnel management, and which are research.
 *
 * Each term with the terms it is narrower than (`skos:broader`), from DPV 2.3: the whole
 * branch below `dpv:HumanResourceManagement` and the research purposes. A purpose that is
 * not in this table cannot be checked and is therefore refused.
 *
 * @module
 */

const broader: Readonly<Record<string, readonly string[]>> = {
  "dpv:HumanResourceManagement": [],
  "dpv:PersonnelManagement": ["dpv:HumanResourceManagement"],
  "dpv:PersonnelHiring": ["dpv:PersonnelManagement"],
  "dpv:PersonnelMonitoring": ["dpv:PersonnelManagement"],
  "dpv:PersonnelBehaviourMonitoring": ["dpv:PersonnelMonitoring"],
  "dpv:PersonnelOffboarding": ["dpv:PersonnelManagement"],
  "dpv:PersonnelOnboarding": ["dpv:PersonnelHiring"],
  "dpv:PersonnelPayment": ["dpv:PersonnelManagement"],
  "dpv:PersonnelPerformanceManagement": ["dpv:PersonnelManagement", "dpv:PersonnelMonitoring"],
  "dpv:PersonnelPerformanceEvaluation": ["dpv:PersonnelPerformanceManagement"],
  "dpv:PersonnelPerformanceMonitoring": [
    "dpv:PersonnelMonitoring",
    "dpv:PersonnelPerformanceManagement",
  ],
  "dpv:PersonnelPerformancePrediction": ["dpv:PersonnelPerformanceManagement"],
  "dpv:PersonnelPromotionManagement": ["dpv:PersonnelManagement"],
  "dpv:PersonnelTerminationManagement": ["dpv:PersonnelManagement"],
  "dpv:PersonnelWorkloadManagement": ["dpv:PersonnelManagement"],
  "dpv:RecruitmentAdvertising": ["dpv:PersonnelHiring"],
  "dpv:RecruitmentTargetedAdvertising": ["dpv:RecruitmentAdvertising"],
  "dpv:RecruitmentManagement": ["dpv:PersonnelHiring"],
  "dpv:RecruitmentApplicantBackgroundCheck": ["dpv:RecruitmentManagement"],
  "dpv:RecruitmentApplicantCriminalBackgroundCheck": ["dpv:RecruitmentManagement"],
  "dpv:RecruitmentApplicantInformationAuthentication": ["dpv:RecruitmentManagement"],
  "dpv:RecruitmentApplicantSelection": ["dpv:RecruitmentManagement"],
  "dpv:RecruitmentApplicationManagement": ["dpv:RecruitmentManagement"],
  "dpv:RecruitmentApplicationAnalysis": ["dpv:RecruitmentApplicationManagement"],
  "dpv:RecruitmentApplicationScreening": ["dpv:RecruitmentApplicationManagement"],
  "dpv:RecruitmentInterviewManagement": ["dpv:RecruitmentManagement"],
  "dpv:RecruitmentInterviewAnalysis": ["dpv:RecruitmentInterviewManagement"],
  "dpv:RecruitmentInterviewAssessment": ["dpv:RecruitmentInterviewManagement"],
  "dpv:RecruitmentInterviewScheduling": ["dpv:RecruitmentInterviewManagement"],
  "dpv:ResearchAndDevelopment": [],
  "dpv:AcademicResearch": ["dpv:ResearchAndDevelopment"],
  "dpv:CommercialResearch": ["dpv:ResearchAndDevelopment"],
  "dpv:NonCommercialResearch": ["dpv:ResearchAndDevelopment"],
  "dpv:ScientificResearch": ["dpv:ResearchAndDevelopment"],
};

/** What every study forbids (GOV-01). No manifest may leave one out. */
export const standardProhibitions = [
  "dpv:PersonnelManagement",
  "dpv:PersonnelMonitoring",
  "dpv:PersonnelBehaviourMonitoring",
  "dpv:PersonnelPerformanceManagement",
  "dpv:PersonnelPerformanceMonitoring",
  "dpv:PersonnelPerformanceEvaluation",
  "dpv:PersonnelPerformancePrediction",
  "pd:PerformanceAtWork",
] as const;

export type PurposeKind = "personnel" | "research" | "unknown";

/** What kind of purpose this is, whether written in full or with its prefix. */
export function purposeKind(iri: string): PurposeKind {
  const term = iri.replace(/^https?:\/\/(?:www\.)?w3id\.org\/dpv(?:\/owl)?#/, "dpv:");
  if (!Object.hasOwn(broader, term)) return "unknown";
  return descendsFrom(term, "dpv:HumanResourceManagement") ? "personnel" : "research";
}

function descendsFrom(term: string, ancestor: string): boolean {
  return term === ancestor || (broader[term] ?? []).some((next) => descendsFrom(next, ancestor));
}
