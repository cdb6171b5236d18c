import Database from "better-sqlite3";
import { chmodSync, globSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import {
  NewerStore,
  StoreInUse,
  WrongKey,
} from "../../../../src/adapters/vault/cipher-database.ts";
import { createHome, openHome } from "../../../../src/adapters/vault/home.ts";
import { SessionUnavailable } from "../../../../src/core/ports/home-store.ts";
import { KeysDamaged, KeysExist } from "../../../../src/core/ports/key-custody.ts";
import { StudyId } from "../../../../src/contract/ids.ts";
import {
  began,
  frame,
  keyring,
  moved,
  permitted,
  sessionId,
  sessionStart,
  testHome,
  typed,
} from "../../../fixtures/vault.ts";
import { inAgentDatabase } from "./agent-database.ts";

it("openHome() says when the passphrase is wrong, and the right one still opens", async () => {
  await using test = await testHome();
  await test.home[Symbol.asyncDispose]();
  const { directory } = test;
  const wrong = keyring(directory, "wrong horse");
  for (let tries = 0; tries < 3; tries++)
    expect(await openHome({ directory, custody: wrong })).toEqual({ outcome: "wrong-passphrase" });
  await test.reopen();
});

it("openHome() says when there is no home, and createHome() never replaces one", async () => {
  await using test = await testHome();
  const { directory, custody } = test;
  await expect(createHome({ directory, custody })).rejects.toThrow(KeysExist);
  const elsewhere = join(directory, "elsewhere");
  expect(await openHome({ directory: elsewhere, custody: keyring(elsewhere) })).toEqual({
    outcome: "missing",
  });
});

it("a damaged keyring is told apart from a wrong passphrase", async () => {
  await using test = await testHome();
  await test.home[Symbol.asyncDispose]();
  const path = join(test.directory, "keyring.age");
  const whole = readFileSync(path);
  const bad = Buffer.from(whole);
  bad[bad.length - 1]! ^= 1;
  writeFileSync(path, bad);
  await expect(openHome(test)).rejects.toThrow(KeysDamaged);
  writeFileSync(path, whole);
  await test.reopen();
});

it("a second Assent on the same home is refused", async () => {
  await using test = await testHome();
  await expect(openHome(test)).rejects.toThrow(StoreInUse);
});

it("a home without its key does not open, and is not replaced", async () => {
  await using test = await testHome();
  await test.home[Symbol.asyncDispose]();
  const before = readFileSync(join(test.directory, "agent.db"));
  const other = keyring(join(test.directory, "sessions"));
  await other.create({
    master: new Uint8Array(32),
    deviceSeed: new Uint8Array(32),
    pseudonymSecret: new Uint8Array(32),
  });
  const { directory } = test;
  await expect(openHome({ directory, custody: other })).rejects.toThrow(WrongKey);
  expect(readFileSync(join(directory, "agent.db"))).toEqual(before);
  await test.reopen();
});

it("a home of a newer version is refused with both versions named", async () => {
  await using test = await testHome();
  await test.home[Symbol.asyncDispose]();
  await inAgentDatabase(test, (db) => db.pragma("user_version = 99"));
  await expect(openHome(test)).rejects.toThrow(new NewerStore(99, 1));
  await inAgentDatabase(test, (db) => db.pragma("user_version = 1"));
  await test.reopen();
});

it("only the owner may read what is in a home", async () => {
  await using test = await testHome();
  chmodSync(test.directory, 0o755);
  await test.reopen();
  const vault = await test.home.createSession(sessionStart());
  vault.append([permitted(moved(0, 1))]);
  vault.keepFrame(permitted(frame("f1", 1, [1])));
  await vault.flush();
  const entries = ["", ...globSync("**", { cwd: test.directory })].map((name) => {
    const stats = statSync(join(test.directory, name));
    return [name, stats.isDirectory() ? "directory" : "file", (stats.mode & 0o777).toString(8)];
  });
  expect(entries.length).toBeGreaterThan(8);
  expect(entries.filter(([, kind, mode]) => mode !== (kind === "file" ? "600" : "700"))).toEqual(
    [],
  );
});

it("no file of a home holds anything that was recorded or stored in the clear", async () => {
  await using test = await testHome();
  const canary = "canary-5fd1c0";
  const vault = await test.home.createSession(sessionStart());
  vault.append([began(0, 0, canary), typed(1, 1, canary.repeat(50))].map(permitted));
  vault.keepFrame(permitted(frame("f1", 1, [1, 2, 3])));
  await vault.flush();
  test.home.setSetting("token", canary);
  test.home.addNotice({ level: "info", code: "test", text: canary });
  const paths = globSync(join(test.directory, "**"), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const plain = /canary-5fd1c0|SQLite format|CREATE TABLE|WEBP|master/;
  expect(paths.length).toBeGreaterThan(5);
  expect(paths.filter((path) => plain.test(readFileSync(path, "latin1")))).toEqual([]);
});

it("studies, receipts, settings and notices survive a restart", async () => {
  await using test = await testHome();
  const { home } = test;
  home.setSetting("language", "de");
  home.setSetting("gone", "x");
  home.setSetting("gone", null);
  home.addNotice({ level: "warning", code: "a", text: "One" });
  home.addNotice({ level: "error", code: "b", text: "Two" });
  home.dismissNotice(home.notices()[0]!.id);
  const again = await test.reopen();
  expect([again.setting("language"), again.setting("gone")]).toEqual(["de", undefined]);
  expect(again.notices().map(({ text }) => text)).toEqual(["Two"]);
});

it("a pseudonym stays the same for one study and differs for another", async () => {
  await using test = await testHome();
  const [a, b] = ["https://a.example", "https://b.example"].map((id) => StudyId.parse(id));
  const first = test.home.pseudonym(a!);
  const again = await test.reopen();
  expect([again.pseudonym(a!) === first, again.pseudonym(b!) === first]).toEqual([true, false]);
  expect(first).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

it("a session is listed with what is in it once it is closed", async () => {
  await using test = await testHome();
  const start = sessionStart();
  const vault = await test.home.createSession(start);
  expect(() => test.home.readSession(start.session)).toThrow(SessionUnavailable);
  vault.append([moved(0, 10), moved(1, 2_500)].map(permitted));
  vault.keepFrame(permitted(frame("f1", 1, [1])));
  vault.count(new Map([["paused", 3]]), 10);
  await vault.close();
  const { bytes, ...entry } = test.home.session(start.session)!;
  expect(entry).toEqual({
    ...start,
    state: "unreviewed",
    seconds: 2.5,
    events: 2,
    frames: 1,
    drops: { paused: 3 },
    expiresOn: "2027-03-15",
    problem: null,
  });
  expect(bytes).toBeGreaterThan(1_000);
});

it("a deleted session leaves no file and no key", async () => {
  await using test = await testHome();
  const { session } = sessionStart();
  const vault = await test.home.createSession(sessionStart());
  vault.append([permitted(moved(0, 10))]);
  await vault.flush();
  await test.home.deleteSession(session);
  expect(test.home.sessions()).toEqual([]);
  expect(globSync(`**/*${session}*`, { cwd: test.directory })).toEqual([]);
  expect(() => test.home.readSession(session)).toThrow(SessionUnavailable);
});

it("expireSessions() erases on the named day what was not reviewed, and nothing else", async () => {
  await using test = await testHome();
  for (const [n, startedAt] of [
    [1, "2027-03-01T23:59:59Z"],
    [2, "2027-03-02T00:00:00Z"],
    [3, "2027-03-01T00:00:00Z"],
  ] as const)
    await (await test.home.createSession(sessionStart(n, { startedAt }))).close();
  test.home.setSessionState(sessionId(3), "approved", null);
  expect(await test.home.expireSessions("2027-03-14")).toEqual([]);
  expect(await test.home.expireSessions("2027-03-15")).toEqual([sessionId(1)]);
  expect(test.home.sessions().map(({ session }) => session)).toEqual([sessionId(3), sessionId(2)]);
});

it("edits are kept in order, the last can be taken back, and reading again shows them", async () => {
  await using test = await testHome();
  const { session } = sessionStart();
  await (await test.home.createSession(sessionStart())).close();
  const reader = test.home.readSession(session);
  const cut = { kind: "cut", from: 1, until: 2 } as const;
  const hide = { kind: "hide-text", text: "Bob" } as const;
  reader.addEdit(cut);
  reader.addEdit(hide);
  reader.addEdit(cut);
  expect(reader.undoEdit()).toBe(true);
  reader.close();
  const again = (await test.reopen()).readSession(session);
  expect(again.edits()).toEqual([cut, hide]);
  expect([again.undoEdit(), again.undoEdit(), again.undoEdit()]).toEqual([true, true, false]);
  again.close();
});

it("a database that is not encrypted is refused, not read", async () => {
  await using test = await testHome();
  await test.home[Symbol.asyncDispose]();
  const path = join(test.directory, "agent.db");
  const encrypted = readFileSync(path);
  writeFileSync(path, "");
  const plain = new Database(path);
  plain.exec("CREATE TABLE sessions (a); PRAGMA user_version = 1");
  plain.close();
  await expect(openHome(test)).rejects.toThrow(WrongKey);
  writeFileSync(path, encrypted);
  await test.reopen();
});
