/**
 * Writes test/vectors/bundle anew. Run it only with a new version of the bundle format:
 * bundles of every released version must open for ever.
 *
 * @module
 */
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openBundle } from "../../src/adapters/seal/bundle-reader.ts";
import { joinedHome, statementOf } from "../fixtures/reviewed-session.ts";

const directory = join(import.meta.dirname, "bundle");
await using test = await joinedHome();
const { entry, path } = await test.approve(await test.record(1));
const stated = statementOf(entry);
const { manifest } = await openBundle({ path, identities: [test.identity], stated });
copyFileSync(path, join(directory, "tiny.age"));
const expected = { identity: test.identity, stated, manifest };
writeFileSync(join(directory, "tiny.json"), `${JSON.stringify(expected, null, 2)}\n`);
