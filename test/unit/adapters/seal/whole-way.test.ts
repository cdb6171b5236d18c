import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { approveSession, releaseOf } from "../../../../src/adapters/seal/approve.ts";
import { openBundle } from "../../../../src/adapters/seal/bundle-reader.ts";
import { SigningKey } from "../../../../src/adapters/seal/signing-key.ts";
import { BundleId } from "../../../../src/contract/ids.ts";
import { buildReceipt } from "../../../../src/core/consent/build-receipt.ts";
import {
  receiptInput,
  sampleManifest,
  signManifest,
  signReceipt,
} from "../../../fixtures/study.ts";
import * as vault from "../../../fixtures/vault.ts";

it("a session goes from the recorder to the exporter", async () => {
  await using test = await vault.testHome();
  const { home } = test;
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const base = sampleManifest();
  const study = signManifest(
    sampleManifest({ crypto: { ...base.crypto, innerRecipients: [recipient] } }),
  );
  const receipt = signReceipt(
    buildReceipt(receiptInput(study)),
    SigningKey.fromSeed(home.deviceSeed()),
  );
  home.putStudy({
    manifestHash: study.hash,
    study: study.manifest.studyId,
    envelope: study.envelope,
  });
  const start = vault.sessionStart(1, {
    manifestHash: study.hash,
    study: study.manifest.studyId,
    receipt: receipt.receipt["dpv:hasIdentifier"][0]!,
  });
  home.putReceipt({
    receipt: start.receipt,
    study: start.study,
    manifestHash: study.hash,
    state: "given",
    givenOn: "2027-03-01",
    expiresOn: "2028-03-01",
    envelope: receipt.envelope,
  });

  const session = await home.createSession(start);
  session.keepFrame(vault.permitted(vault.frame("f1", 95, [1, 2, 3, 1, 2, 3, 7])));
  session.append(
    [
      vault.began(0, 0, "Notes"),
      vault.moved(1, 100),
      vault.frameTaken(2, 100, "f1", 1),
      vault.typed(3, 2_000, "hello Jane Doe"),
      vault.moved(4, 5_000),
    ].map(vault.permitted),
  );
  await session.close();

  const reader = home.readSession(start.session);
  reader.addEdit({ kind: "cut", from: 4_000, until: 6_000 });
  reader.addEdit({ kind: "hide-text", text: "jane doe" });
  reader.addEdit({
    kind: "black-box",
    frames: reader.frames(),
    rect: { x: 10, y: 10, width: 80, height: 20 },
  });
  reader.close();
  const release = await releaseOf(home, start.session);
  const bundle = BundleId.parse(randomUUID());
  const outcome = await approveSession({
    home,
    session: start.session,
    treeHash: release.treeHash,
    manifest: study.manifest,
    bundle,
    today: "2027-03-02",
  });
  expect(outcome.outcome).toBe("approved");

  const path = home.outboxPath(bundle);
  const [stated] = home.outbox();
  const opened = await openBundle({ path, identities: [identity], ...(stated && { stated }) });
  expect(opened.review.treeHash).toBe(release.treeHash);
  expect(Buffer.from(opened.files.get("events.jsonl")!).toString()).not.toMatch(/jane/i);

  writeFileSync(join(test.directory, "id"), `${identity}\n`);
  const tar = execFileSync("age", ["-d", "-i", join(test.directory, "id"), path]);
  const names = execFileSync("tar", ["-t"], { input: tar }).toString().trim().split("\n");
  expect(names.slice(5)).toEqual(["events.jsonl", "frames.jsonl", "tiles/000000.webp"]);
  expect((await releaseOf(home, start.session)).treeHash).toBe(release.treeHash);
});
