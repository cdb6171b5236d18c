import { readFile, rename, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sign } from "../../src/adapters/seal/dsse.ts";
import { SigningKey } from "../../src/adapters/seal/signing-key.ts";
import { payloadTypes } from "../../src/contract/dsse.ts";
import { Hash, ScopeId } from "../../src/contract/ids.ts";
import type { Signal } from "../../src/contract/signals.ts";
import { withdrawReceipt } from "../../src/core/consent/build-receipt.ts";
import {
  receiptIds,
  sampleManifest,
  signManifest,
  signReceipt,
  studyNow,
} from "../fixtures/study.ts";
import { sessionId } from "../fixtures/vault.ts";
import { type Attack, changing, forging, type NamedAttack } from "./dataset-attack.ts";
import { grantedScopes } from "./dataset-fixture.ts";
import { forge, receiptIn, withEvents } from "./dataset-forge.ts";

const flip =
  (name: string, from: number): Attack =>
  async ({ path }, bundle) => {
    const file = join(path, bundle, name);
    const bytes = await readFile(file);
    const at = from < 0 ? bytes.length + from : from;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(file, bytes);
  };
const stranger = SigningKey.fromSeed(new Uint8Array(32).fill(9));
const resigned =
  (
    name: string,
    change: (payload: Record<string, unknown>) => Record<string, unknown>,
    type: keyof typeof payloadTypes,
  ): Attack =>
  async ({ path }, bundle) => {
    const file = join(path, bundle, name);
    const { payload } = JSON.parse(await readFile(file, "utf8"));
    const changed = change(JSON.parse(Buffer.from(payload, "base64").toString()));
    await writeFile(file, JSON.stringify(sign(payloadTypes[type], changed, stranger)));
  };
/** Changes what a place in the session is. */
const placed = (id: string, change: object): Attack =>
  forging({
    files: withEvents((events) =>
      events.map((event) => {
        const context = event["context"] as Record<string, unknown>;
        return event["kind"] === "context-changed" && context["id"] === id
          ? { ...event, context: { ...context, ...change } }
          : event;
      }),
    ),
  });
/** The session's scopes, less one signal. */
const withoutSignal = (left: Signal): Attack =>
  forging({
    manifest: {
      scopes: grantedScopes.map(({ id, signals }) => ({
        id,
        signals: signals.filter((signal) => signal !== left),
      })),
    },
  });

/** What signed documents and grants can be made to say. */
export const documentAttacks: readonly NamedAttack[] = [
  ["a missing statement", "incomplete", ({ path }, b) => rm(join(path, b, "statement.dsse.json"))],
  ["a missing sealed file", "incomplete", ({ path }, b) => rm(join(path, b, "bundle.age"))],
  [
    "a link instead of the sealed file",
    "incomplete",
    async ({ path }, b) => {
      const file = join(path, b, "bundle.age");
      await rename(file, `${file}.real`);
      await symlink(`${file}.real`, file);
    },
  ],
  [
    "an envelope that is not JSON",
    "incomplete",
    ({ path }, b) => writeFile(join(path, b, "receipt.dsse.json"), "{"),
  ],
  [
    "an envelope of many megabytes",
    "too-large",
    ({ path }, b) => writeFile(join(path, b, "receipt.dsse.json"), Buffer.alloc(5_000_000, 32)),
  ],
  ["a sealed file with one bit flipped", "bundle-tampered", flip("bundle.age", -100)],
  ["a sealed file with a flipped header", "bundle-tampered", flip("bundle.age", 60)],
  [
    "a sealed file that is cut short",
    "bundle-truncated",
    ({ path }, b) => truncate(join(path, b, "bundle.age"), 900),
  ],
  [
    "a sealed file that is longer than stated",
    "bundle-tampered",
    ({ path }, b) => writeFile(join(path, b, "bundle.age"), "more", { flag: "a" }),
  ],
  [
    "a statement by another device",
    "statement-untrusted",
    resigned("statement.dsse.json", (statement) => statement, "bundle"),
  ],
  [
    "a receipt by another device",
    "statement-untrusted",
    resigned("receipt.dsse.json", (receipt) => receipt, "receipt"),
  ],
  [
    "a study that another signer changed",
    "manifest-mismatch",
    resigned(
      "manifest.dsse.json",
      (study) => ({ ...study, complaintAuthority: "nobody" }),
      "manifest",
    ),
  ],
  [
    "a study with a purpose of personnel management",
    "manifest-mismatch",
    resigned(
      "manifest.dsse.json",
      (study) => ({
        ...study,
        purpose: { ...(study["purpose"] as object), dpv: ["dpv:PersonnelMonitoring"] },
      }),
      "manifest",
    ),
  ],
  [
    "a folder with the name of another bundle",
    "manifest-mismatch",
    async ({ path }, b) => rename(join(path, b), join(path, b.replace("9000", "9abc"))),
  ],
  [
    "a bundle of another study",
    "manifest-mismatch",
    forging({ statement: { study: "https://other.example.org/x" as never } }),
  ],
  [
    "a statement of another place in the row",
    "bundle-tampered",
    forging({ statement: { seq: 77 } }),
  ],
  [
    "a tree hash that is not that of its files",
    "bundle-tampered",
    forging({ manifest: { treeHash: Hash.parse(`sha256:${"0".repeat(64)}`) } }),
  ],
  [
    "an approval of other files",
    "bundle-tampered",
    forging({ review: { treeHash: Hash.parse(`sha256:${"0".repeat(64)}`) } }),
  ],
  [
    "an approval before the recording",
    "envelopes-differ",
    forging({ review: { reviewedOn: "2027-02-01" } }),
  ],
  ["a session and approval by another device", "statement-untrusted", forging({ key: stranger })],
  [
    "a session before consent was given",
    "expired",
    forging({ manifest: { startDay: "2027-02-28" }, review: { reviewedOn: "2027-03-02" } }),
  ],
  [
    "a session after consent had ended",
    "expired",
    forging({ manifest: { startDay: "2027-09-02" }, review: { reviewedOn: "2027-09-03" } }),
  ],
  [
    "a scope that was not granted",
    "scopes-exceed-consent",
    forging({ manifest: { scopes: [{ id: ScopeId.parse("other"), signals: ["pointer"] }] } }),
  ],
  [
    "a signal that was not granted",
    "scopes-exceed-consent",
    forging({ manifest: { scopes: [{ id: ScopeId.parse("editor"), signals: ["keys.content"] }] } }),
  ],
  ["pictures without a grant for screenshots", "outside-consent", withoutSignal("screenshot")],
  ["a site that was not granted", "outside-consent", changing("text-typed", { context: "c1" })],
  ["an app that was not granted", "outside-consent", placed("c1", { app: "bank" })],
  ["an app that is never recorded", "outside-consent", placed("c2", { app: "keepassxc" })],
  ["a site in an app that is no browser", "outside-consent", placed("c2", { app: "editor" })],
  [
    "a site of another scope",
    "outside-consent",
    placed("c2", { origin: "https://bank.example.org" }),
  ],
  ["a title without a grant for titles", "outside-consent", withoutSignal("title")],
  ["an element without a grant for elements", "outside-consent", withoutSignal("a11y")],
  ["keys without a grant for keys", "outside-consent", withoutSignal("keys.content")],
  [
    "a receipt that was withdrawn",
    "not-given",
    async (received, bundle) => {
      const given = signReceipt(
        await receiptIn(join(received.path, bundle)),
        SigningKey.fromSeed(received.home.home.deviceSeed()),
      );
      const receipt = withdrawReceipt({
        previous: given,
        now: studyNow + 1_000,
        ids: receiptIds(1),
      });
      const id = receipt["dpv:hasIdentifier"][0];
      if (id === undefined) throw new TypeError();
      await forge(received, bundle, { receipt, manifest: { receipt: id } });
    },
  ],
  [
    "a receipt for another version of the study",
    "manifest-mismatch",
    forging({ study: signManifest(sampleManifest({ version: 2 })).envelope }),
  ],
  [
    "a session that is in the dataset already",
    "duplicate",
    forging({ manifest: { session: sessionId(1) } }),
  ],
  ["a place in the row that is taken", "duplicate", forging({ manifest: { seq: 0 } })],
];
