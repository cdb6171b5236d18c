import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, globSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openHome } from "../../../../src/adapters/vault/home.ts";
import { joinedHome } from "../../../fixtures/reviewed-session.ts";
import { keyring, moved, sessionId, sessionStart } from "../../../fixtures/vault.ts";

const child = join(import.meta.dirname, "../../../fixtures/recording-child.ts");
const { session } = sessionStart();

it("a killed recorder leaves everything readable that was committed, and says up to when", async () => {
  const directory = mkdtempSync(join(tmpdir(), "assent-killed-"));
  try {
    const recorder = spawn(process.execPath, [child, directory], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(recorder.stdout, "data");
    recorder.kill("SIGKILL");
    await once(recorder, "exit");
    // A write that was torn, and a slice of which no row was committed.
    const frames = join(directory, "sessions", session, "frames");
    appendFileSync(globSync(join(frames, "*.slice"))[0]!, "torn");
    writeFileSync(join(frames, "000099.slice"), "orphan");

    const opened = await openHome({ directory, custody: keyring(directory) });
    if (opened.outcome !== "open") throw new Error(opened.outcome);
    await using home = opened.home;
    const [recovered, ...others] = await home.recover();
    const reader = home.readSession(session);
    const events = reader.events(-1, 100_000);
    expect(others).toEqual([]);
    expect(events.slice(0, 97)).toEqual(Array.from({ length: 97 }, (_, seq) => moved(seq, seq)));
    expect(events.map(({ seq }) => seq)).toEqual([...events.keys()]);
    expect(recovered).toEqual({
      session,
      keptUntil: events.length - 1,
      keptUntilAt: new Date(Date.parse("2027-03-01T12:00:00Z") + events.length - 1).toISOString(),
    });
    expect(reader.frames().slice(0, 3)).toEqual(["f1", "f2", "f3"]);
    for (const frame of reader.frames()) await reader.picture(frame);
    reader.close();
    expect(globSync("000099.slice", { cwd: frames })).toEqual([]);
    expect(home.session(session)?.state).toBe("unreviewed");
    expect(await home.recover()).toEqual([]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

it("recover() ends the destruction that an approval began before it was interrupted", async () => {
  await using test = await joinedHome();
  const id = await test.record(1);
  test.edit(id, { kind: "hide-text", text: "Jane Doe" });
  const killed = () => Promise.reject(new Error("killed"));
  Object.defineProperty(test.home, "settleSession", { value: killed });
  await expect(test.approve(id)).rejects.toThrow("killed");
  const home = await test.reopen();
  await home.recover();
  const reader = home.readSession(id);
  const left = JSON.stringify([reader.events(-1, 100), reader.edits()]);
  reader.close();
  expect(left).not.toContain("Jane");
  expect(home.outbox()).toHaveLength(1);
});

it("recover() removes sealed files that no row names", async () => {
  await using test = await joinedHome();
  const { path } = await test.approve(await test.record(1));
  writeFileSync(`${path}.part`, "x");
  await test.home.recover();
  expect(globSync("*", { cwd: join(test.directory, "outbox") })).toHaveLength(1);
  expect(statSync(path).size).toBeGreaterThan(1_000);
});

it("a session whose database is damaged is set aside, and the others are recovered", async () => {
  await using test = await joinedHome();
  await test.record(1);
  await test.record(2);
  for (const n of [1, 2]) test.home.setSessionState(sessionId(n), "recording", null);
  const broken = join(test.directory, "sessions", sessionId(1), "session.db");
  writeFileSync(broken, Buffer.alloc(8_192, 7));
  expect((await test.home.recover()).map(({ session: id }) => id)).toEqual([sessionId(2)]);
  expect(test.home.session(sessionId(1))?.state).toBe("failed");
});
