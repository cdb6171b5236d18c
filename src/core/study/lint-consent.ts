/**
 * Whether a person can understand what they agree to (CON-05, CON-06, CON-12).
 *
 * @module
 */
import type { LintFinding } from "../../contract/participant-api.ts";
import { error, type Rule, warning, when } from "./finding.ts";

const shortest = 100;
const longest = 1_200;
/** More words in one sentence than this is hard to follow for many readers. */
const longSentence = 35;

export const keyInformation: Rule = ({ keyInformation: texts }) =>
  Object.entries(texts).flatMap(([language, text]) => {
    const path = `keyInformation.${language}`;
    const words = Math.max(...text.split(/[.!?:\n]+/).map((s) => s.trim().split(/\s+/).length));
    return [
      ...when(
        text.trim().length < shortest,
        error(
          "CON-05",
          path,
          `Has fewer than ${shortest} characters: says too little to decide by`,
        ),
      ),
      ...when(text.length > longest, error("CON-05", path, `Has more than ${longest} characters`)),
      ...when(
        words > longSentence,
        warning("CON-05", path, `Has a sentence of ${words} words. Split it`),
      ),
    ];
  });

/** What every comprehension check must ask, by the ids of its questions. */
export const requiredQuestions = {
  "employer-access": "whether an employer can see the data",
  stopping: "what happens when the participant stops",
} as const;

export const comprehension: Rule = ({ comprehension: { items } }) => {
  const ids = items.map(({ id }) => id);
  const findings: LintFinding[] = Object.entries(requiredQuestions).flatMap(([id, topic]) =>
    when(
      !ids.some((present) => present === id),
      error("CON-06", "comprehension.items", `No question with the id ${id}: ask ${topic}`),
    ),
  );
  items.forEach(({ id, options, correct }, index) => {
    const path = `comprehension.items.${index}`;
    findings.push(
      ...when(
        correct >= options.length,
        error("CON-06", `${path}.correct`, "Points at an answer that does not exist"),
      ),
      ...when(ids.indexOf(id) !== index, error("CON-06", `${path}.id`, "This id is used twice")),
    );
  });
  return findings;
};

const strength = { stop: 0, "stop+erase-unreleased": 1, "stop+erase-all-held": 2 } as const;

export const withdrawal: Rule = ({ withdrawal: stated, aiTraining }) => [
  ...when(
    (aiTraining.used || stated.mode !== "stop+erase-all-held") &&
      stated.afterErasureImpossible.length === 0,
    error(
      "CON-12",
      "withdrawal.afterErasureImpossible",
      "List what cannot be undone after withdrawal: datasets already released, models already trained",
    ),
  ),
  ...when(
    strength[stated.default] > strength[stated.mode],
    error("CON-12", "withdrawal.default", "Promises more than withdrawal.mode allows"),
  ),
  ...when(
    stated.default !== "stop+erase-all-held",
    warning(
      "CON-12",
      "withdrawal.default",
      "Keeps data after withdrawal. The default that favours participants is stop+erase-all-held",
    ),
  ),
];
