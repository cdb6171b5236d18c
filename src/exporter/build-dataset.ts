/**
 * Builds a dataset from the bundles of a folder: admits each or says why not, reduces it to
 * actions, and writes tables, pictures, trajectories and a report.
 *
 * The result holds no time of the build and follows the order of names, so the same
 * bundles give the same bytes. It appears whole or not at all.
 *
 * @module
 */
import sharp from "sharp";
import { hashOf } from "../adapters/seal/digest.ts";
import {
  DatasetManifest,
  datasetSchema,
  type DatasetProblem,
  type DatasetSession,
  type DatasetStudy,
  type Lossy,
} from "../contract/dataset.ts";
import type { BundleId, StudyId } from "../contract/ids.ts";
import { reduce } from "../core/reduce/reduce.ts";
import type { Agreement } from "./admit/agreement.ts";
import { admit, type AdmittedSession } from "./admit/admit.ts";
import { receivedBundles } from "./admit/received.ts";
import { BundleRefused } from "./admit/refusal.ts";
import { cardOf } from "./card.ts";
import { descriptionHashName, descriptionName, hashLine } from "./description.ts";
import { DatasetFolder } from "./dataset-folder.ts";
import { alwaysLost, trajectoryOf } from "./opencua/trajectory.ts";
import { committed } from "./receipts.ts";
import { Report } from "./report/report.ts";
import { RowFiles } from "./tables/row-files.ts";
import { eventRow, frameRow, imagePath, type Row } from "./tables/rows.ts";
import { Tally } from "./tally.ts";

export interface DatasetBuild {
  /** A folder of bundles, as `assent collector fetch` leaves it. */
  readonly from: string;
  /** `AGE-SECRET-KEY-…`, of which one must fit. */
  readonly identities: readonly string[];
  /** A new or empty folder. */
  readonly to: string;
  readonly toolVersion: string;
  readonly onBundle?: (told: BundleTold) => void;
}

export type BundleTold =
  | {
      readonly outcome: "built";
      readonly bundle: BundleId;
      readonly actions: number;
      readonly events: number;
      readonly frames: number;
    }
  | { readonly outcome: "refused"; readonly bundle: BundleId; readonly problem: DatasetProblem };

export type BuildOutcome =
  | { readonly outcome: "built"; readonly manifest: DatasetManifest }
  | { readonly outcome: "nothing"; readonly refused: number };

export async function buildDataset(build: DatasetBuild): Promise<BuildOutcome> {
  const { from, identities, to, onBundle = () => undefined } = build;
  const bundles = await receivedBundles(from);
  await using folder = await DatasetFolder.begin(to);
  await using rows = new RowFiles(folder);
  const dataset = new Gathered(folder, rows);
  for (const received of bundles) {
    const { bundle } = received;
    try {
      const session = await admit(received, identities);
      const { actions, events, frames } = await dataset.add(session);
      onBundle({ outcome: "built", bundle, actions, events, frames });
    } catch (error) {
      if (!(error instanceof BundleRefused)) throw error;
      const problem = { bundle, code: error.code, reason: error.message };
      dataset.problems.push(problem);
      onBundle({ outcome: "refused", bundle, problem });
    }
  }
  if (dataset.sessions.length === 0)
    return { outcome: "nothing", refused: dataset.problems.length };
  const manifest = await dataset.finish(build.toolVersion);
  await folder.finish();
  return { outcome: "built", manifest };
}

export const partitionOf = (study: StudyId) => hashOf(study).slice("sha256:".length, 15);

class Gathered {
  readonly problems: DatasetProblem[] = [];
  readonly sessions: DatasetSession[] = [];
  readonly #folder: DatasetFolder;
  readonly #rows: RowFiles;
  readonly #studies = new Map<string, DatasetStudy>();
  readonly #receipts: DatasetManifest["receipts"]["leaves"][number][] = [];
  readonly #tally = new Tally();
  readonly #report = new Report();
  readonly #numbers = new Set<string>();
  readonly #trajectories: string[] = [];
  readonly #losses: Lossy["actions"][number][] = [];
  readonly #outcomesLost: Lossy["outcomes"][number][] = [];

  constructor(folder: DatasetFolder, rows: RowFiles) {
    this.#folder = folder;
    this.#rows = rows;
  }

  async add(admitted: AdmittedSession): Promise<DatasetSession> {
    const { agreement, manifest, events, frames, pictures } = admitted;
    const { session, display } = manifest;
    this.#assertNew(admitted);
    const partition = partitionOf(manifest.study);
    const reduced = reduce(events, session, display);
    const { actions } = reduced;

    const frameRows: Row[] = [];
    for (const frame of frames) {
      const { rgb, width, height } = await pictures.compose(frame);
      const raw = { width, height, channels: 3 } as const;
      const webp = await sharp(rgb, { raw }).webp({ lossless: true, effort: 4 }).toBuffer();
      const image = await this.#folder.write(imagePath(session, frame.frame), webp);
      frameRows.push(frameRow(session, frame, image));
    }
    await this.#rows.append("actions", partition, actions);
    await this.#rows.append(
      "events",
      partition,
      events.map((event) => eventRow(session, event)),
    );
    await this.#rows.append("frames", partition, frameRows);

    const said = trajectoryOf(manifest, actions);
    this.#trajectories.push(`${JSON.stringify(said.trajectory)}\n`);
    this.#losses.push(...said.losses);
    if (said.outcomeLost) this.#outcomesLost.push(session);
    this.#studies.set(agreement.manifestHash, studyOf(agreement, partition));
    this.#receipts.push({ sha256: agreement.receiptHash, bytes: agreement.receiptBytes });
    this.#tally.add(events, reduced, frames.length, manifest.drops);
    const entry: DatasetSession = {
      session,
      partition,
      pseudonym: manifest.pseudonym,
      receipt: agreement.receiptHash,
      startDay: manifest.startDay,
      durationS: manifest.durationS,
      display,
      task: manifest.task,
      outcome: manifest.outcome,
      actions: actions.length,
      events: events.length,
      frames: frames.length,
      drops: manifest.drops,
    };
    this.sessions.push(entry);
    await this.#report.add({ entry, actions }, (id) => {
      const record = frames.find(({ frame }) => frame === id);
      if (record === undefined) throw new TypeError("Cannot show a picture that is not there");
      return pictures.compose(record);
    });
    return entry;
  }

  async finish(toolVersion: string): Promise<DatasetManifest> {
    const folder = this.#folder;
    const tables = await this.#rows.finish();
    await folder.write("opencua/traj.jsonl", this.#trajectories.join(""));
    const lossy: Lossy = {
      schema: "assent.lossy/1",
      target: "opencua",
      always: alwaysLost,
      actions: this.#losses,
      outcomes: this.#outcomesLost,
    };
    await folder.write("opencua/lossy.json", `${JSON.stringify(lossy, null, 1)}\n`);
    await folder.write(
      "problems.jsonl",
      this.problems.map((problem) => `${JSON.stringify(problem)}\n`).join(""),
    );
    const described: DatasetManifest = {
      schema: datasetSchema,
      tool: { name: "assent", version: toolVersion },
      identifiability: "pseudonymised",
      studies: [...this.#studies.values()].toSorted((a, b) =>
        a.manifestHash < b.manifestHash ? -1 : 1,
      ),
      sessions: this.sessions,
      receipts: committed(this.#receipts),
      counts: this.#tally.counts(this.problems.length),
      tables,
      files: [],
    };
    await folder.write("README.md", cardOf(described));
    await folder.write("report.html", this.#report.html(described));
    const manifest = DatasetManifest.parse({ ...described, files: folder.files });
    const text = `${JSON.stringify(manifest, null, 1)}\n`;
    await folder.write(descriptionName, text);
    await folder.write(descriptionHashName, hashLine(text));
    return manifest;
  }

  /** The same session, or the same place in a participant's row, cannot count twice. */
  #assertNew({ agreement, manifest }: AdmittedSession): void {
    const { session, study, seq, pseudonym } = manifest;
    const numbers = [`session ${session}`, `row ${study} ${pseudonym} ${seq}`];
    if (numbers.some((number) => this.#numbers.has(number)))
      throw new BundleRefused("duplicate", "its session is in the dataset already");
    const other = [...this.#studies.values()].find((one) => one.partition === partitionOf(study));
    if (other !== undefined && other.study !== agreement.study.studyId)
      throw new TypeError("Cannot build dataset: two studies share a partition");
    for (const number of numbers) this.#numbers.add(number);
  }
}

function studyOf({ study, manifestHash }: Agreement, partition: string): DatasetStudy {
  const { purpose, aiTraining } = study;
  return {
    study: study.studyId,
    partition,
    manifestHash,
    version: study.version,
    purpose: { id: purpose.id, dpv: purpose.dpv },
    prohibitions: study.prohibitions,
    aiTraining: { used: aiTraining.used, commercial: aiTraining.commercial },
  };
}
