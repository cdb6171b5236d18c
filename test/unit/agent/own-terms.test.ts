import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SessionId } from "../../../src/contract/ids.ts";
import type { Clock } from "../../../src/core/ports/clock.ts";
import { openBundle } from "../../../src/adapters/seal/bundle-reader.ts";
import { editor, windowOf, world } from "./scene.ts";
import { ObservedSources } from "./station-sources.ts";
import { openStation, passphrase, type Station } from "./station.ts";

const term = "Harbour Street 7";
const title = `Letter to HARBOUR-STREET 7, draft`;
const leak = /harbour|street/i;

async function opened(): Promise<Station> {
  const station = await openStation();
  await station.client.createVault({ passphrase });
  return station;
}

/** A station on whose clock a window named after the term is clicked in. */
async function clickable() {
  const sources = new ObservedSources();
  let clock: Clock | undefined;
  const station = await openStation(
    {},
    {
      async sources(given) {
        clock = given;
        return sources.create(() => given.now());
      },
    },
  );
  const record = async () => {
    const session = SessionId.parse(await station.start());
    const { windows, input } = sources.current;
    const here = world(editor);
    const stack = here.stack.map((one) => (one.id === windowOf(editor) ? { ...one, title } : one));
    windows.become({ ...here, stack });
    windows.confirm();
    let down = false;
    await expect
      .poll(async () => {
        down = !down;
        const place = { x: 20, y: 100, button: "left", modifiers: [] } as const;
        input.deliver({ kind: "button", at: clock?.now() ?? 0, down, ...place });
        windows.confirm();
        return (await station.client.state()).kept;
      })
      .toBeGreaterThan(4);
    await station.client.stopRecording();
    return session;
  };
  return { station, record };
}

const filesUnder = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString("latin1"));

describe("the participant's own words", () => {
  it("are none at first, are kept trimmed and locked, and can be taken back", async () => {
    await using station = await opened();
    expect(await station.client.terms()).toEqual([]);
    const saved = await station.client.setTerms({ terms: [`  ${term} `, "Müller"] });
    expect(saved).toEqual({ outcome: "saved" });
    await station.client.lock();
    await expect(station.client.terms()).rejects.toMatchObject({ code: "locked" });
    await station.client.unlock({ passphrase });
    expect(await station.client.terms()).toEqual([term, "Müller"]);
    expect(filesUnder(station.home).filter((text) => leak.test(text))).toEqual([]);
    await station.client.setTerms({ terms: [] });
    expect(await station.client.terms()).toEqual([]);
  });

  it.each([
    ["of dashes", "- - -"],
    ["that is too long to look for", "Harbour ".repeat(12)],
  ])("are refused for one %s, in a sentence that does not quote it", async (_, bad) => {
    await using station = await opened();
    await station.client.setTerms({ terms: [term] });
    const outcome = await station.client.setTerms({ terms: [term, bad] });
    expect(outcome).toMatchObject({ outcome: "refused" });
    expect(outcome).toHaveProperty("why", expect.stringMatching(/^Cannot hide term 2: it /));
    expect(JSON.stringify(outcome)).not.toContain(bad.trim());
    expect(JSON.stringify(outcome)).not.toMatch(leak);
    expect(await station.client.terms()).toEqual([term]);
  });

  it("are at most 200, of 2 to 100 characters", async () => {
    await using station = await opened();
    const many = Array.from({ length: 201 }, (_, n) => `word ${n}`);
    for (const terms of [many, [" a "], ["a".repeat(101)]])
      await expect(station.client.setTerms({ terms })).rejects.toMatchObject({
        code: "bad-request",
      });
    expect(await station.client.setTerms({ terms: many.slice(1) })).toEqual({ outcome: "saved" });
  });

  it("that cannot be read keep a recording from starting, in words", async () => {
    await using station = await opened();
    await station.join();
    const study = station.study.manifest.studyId;
    for (const stored of ["Harbour", '["x"]']) {
      station.service.open().home.setSetting("terms", stored);
      const outcome = await station.client.startRecording({ study });
      expect(outcome).toMatchObject({ outcome: "refused", why: expect.stringMatching(/^Cannot/) });
      expect(JSON.stringify(outcome)).not.toMatch(leak);
    }
    expect(await station.client.sessions()).toEqual([]);
  });

  it("are hidden in what is recorded, and stand nowhere in what leaves the machine", async () => {
    const { station, record } = await clickable();
    await using _ = station;
    await station.client.createVault({ passphrase });
    await station.join();
    const shown = async (session: SessionId) => {
      const page = { session, after: -1, limit: 1_000 };
      return JSON.stringify((await station.client.releaseEvents(page)).events);
    };
    // Without the list the title is kept as it is, so that the search below can find something.
    expect(await shown(await record())).toMatch(leak);

    await station.client.setTerms({ terms: [term] });
    const session = await record();
    expect(await shown(session)).toContain("Letter to ‹TERM#1›, draft");
    const { treeHash } = await station.client.release({ session });
    expect(await station.client.approve({ session, treeHash })).toEqual({ outcome: "approved" });

    const outbox = join(station.home, "outbox");
    const [sealed = ""] = readdirSync(outbox);
    const path = join(outbox, sealed);
    const bundle = await openBundle({ path, identities: [station.identity] });
    expect(bundle.files.size).toBeGreaterThan(1);
    const { files, ...head } = bundle;
    const contents = [...files].map(
      ([name, bytes]) => name + Buffer.from(bytes).toString("latin1"),
    );
    expect(contents.join("")).toContain("TERM#1");
    const state = await station.client.state();
    const studies = await station.client.studies();
    const told = JSON.stringify([head, state, studies, station.states]);
    for (const text of [...contents, ...filesUnder(outbox), told]) expect(text).not.toMatch(leak);
  });
});
