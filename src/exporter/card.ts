/** `README.md` of a dataset: what it is and what may be done with it. */
import type { DatasetManifest } from "../contract/dataset.ts";

export function cardOf({ studies, counts, receipts, tool }: DatasetManifest): string {
  const actions = Object.values(counts.actions).reduce((sum, number) => sum + number, 0);
  return `# Computer-use sessions

Recorded with Assent by people who agreed to it, inside the apps and sites that they allowed, redacted on
their machines, and looked through and approved by them before anything was sent.

- sessions: ${counts.sessions}
- actions: ${actions}
- screenshots: ${counts.frames}
- consent receipts: ${receipts.leaves.length}, Merkle root \`${receipts.root}\`
- built with: ${tool.name} ${tool.version}

## This is personal data

The data is **pseudonymised**: names were replaced, people were not made unrecognisable. Somebody who
knows a participant, their texts or how they type and move the pointer may recognise them. Treat it as
personal data. Do not try to find out who somebody is.

## What it may be used for

${studies.map(studyText).join("\n\n")}

A participant may withdraw. Build the dataset anew from what the collector still holds, and delete
the old one.

## What is where

| Path | Holds |
| --- | --- |
| \`dataset.json\` | this dataset's description, every file with its hash, counts, sessions |
| \`report.html\` | the sessions step by step, with pictures; opens in any browser |
| \`actions/study=…/*.parquet\` | canonical actions (\`assent.action/1\`), one row each |
| \`events/study=…/*.parquet\` | the events that they were reduced from |
| \`frames/study=…/*.parquet\` | screenshots: time, size, file and hash |
| \`images/<session>/<frame>.webp\` | screenshots, lossless, the whole display; black where nothing was allowed |
| \`opencua/traj.jsonl\` | one trajectory a line in the AgentNet dialect of OpenCUA |
| \`opencua/lossy.json\` | what that dialect could not say, action by action |
| \`problems.jsonl\` | bundles that were refused, and why |

Times are milliseconds since a session began. Places are physical pixels of the display, from the top left.
\`‹EMAIL#2›\` stands for a value that was removed before it was written; the same number is the same value
within one session. Check all of it with \`assent dataset verify\`.
`;
}

function studyText({
  study,
  version,
  purpose,
  prohibitions,
  aiTraining,
}: DatasetManifest["studies"][number]) {
  return `Study \`${study}\`, version ${version}.

- purpose: ${[purpose.id, ...purpose.dpv].map(code).join(", ")}
- training of models: ${aiTraining.used ? "yes" : "no"}; commercial: ${aiTraining.commercial ? "yes" : "no"}
- forbidden: ${prohibitions.map(code).join(", ")}`;
}

/** Identifiers come from a signed manifest, and still may not write the page. */
const code = (text: string) => `\`${text.replaceAll(/[`\r\n|<>]/g, "")}\``;
