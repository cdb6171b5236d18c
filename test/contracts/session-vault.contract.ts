import { expect, it } from "vitest";
import type { SessionEvent } from "../../src/contract/events.ts";
import type { FrameId } from "../../src/contract/ids.ts";
import type { DropCounts } from "../../src/contract/signals.ts";
import type { Permitted } from "../../src/core/gate/permitted.ts";
import type { KeptFrame, SessionVault } from "../../src/core/ports/session-vault.ts";
import { event, frame, frameTaken, moved, permitted, typed } from "../fixtures/vault.ts";

/** What is in a vault after it was closed. */
export interface Stored {
  readonly events: readonly SessionEvent[];
  readonly frames: readonly { readonly frame: FrameId; readonly at: number }[];
  readonly drops: DropCounts;
  /** RGB of the tile at this place of this frame. */
  readonly tile: (frame: string, place: number) => Promise<Uint8Array>;
}

export interface VaultUnderTest extends AsyncDisposable {
  readonly vault: SessionVault;
  /** Closes the vault and reads it back. */
  stored(): Promise<Stored>;
}

const counted = (kept: KeptFrame): { kept: Permitted<KeptFrame>; asked: string[] } => {
  const asked: string[] = [];
  const tile = (key: string) => {
    asked.push(key);
    return kept.tile(key);
  };
  return { kept: permitted({ ...kept, tile }), asked };
};

/** What every session vault promises. */
export function sessionVaultContract(name: string, make: () => Promise<VaultUnderTest>): void {
  it(`${name} gives back every event as it was appended, in order`, async () => {
    await using test = await make();
    const everyKind = eventsOfEveryKind();
    test.vault.append(everyKind.slice(0, 3).map(permitted));
    await test.vault.flush();
    test.vault.append(everyKind.slice(3).map(permitted));
    test.vault.keepFrame(permitted(frame("f1", 8, [1])));
    expect((await test.stored()).events).toEqual(everyKind);
  });

  it(`${name} refuses events and frames that no gate permitted`, async () => {
    await using test = await make();
    const forged = { value: moved(0, 1), context: "c1" } as unknown as Permitted<SessionEvent>;
    const picture = { value: frame("f1", 1, [1]) } as unknown as Permitted<KeptFrame>;
    expect(() => test.vault.append([forged])).toThrow(TypeError);
    expect(() => test.vault.keepFrame(picture)).toThrow(TypeError);
    const { events, frames } = await test.stored();
    expect({ events, frames }).toEqual({ events: [], frames: [] });
  });

  it(`${name} asks for the pixels of a tile once and gives them back unchanged`, async () => {
    await using test = await make();
    const first = counted(frame("f1", 10, [1, 2, 1]));
    const second = counted(frame("f2", 20, [2, 3]));
    test.vault.keepFrame(first.kept);
    test.vault.keepFrame(second.kept);
    expect([first.asked, second.asked]).toEqual([["tile-1", "tile-2"], ["tile-3"]]);
    const stored = await test.stored();
    const { tile } = frame("f1", 10, []);
    expect(await stored.tile("f1", 2)).toEqual(tile("tile-1"));
    expect(await stored.tile("f2", 0)).toEqual(tile("tile-2"));
    expect(await stored.tile("f2", 1)).toEqual(tile("tile-3"));
  });

  it(`${name} copies pixels at once, so that the caller may reuse its memory`, async () => {
    await using test = await make();
    const shared = frame("f1", 10, [5]).tile("tile-5");
    const before = shared.slice();
    test.vault.keepFrame(permitted({ ...frame("f1", 10, [5]), tile: () => shared }));
    shared.fill(0);
    expect(await (await test.stored()).tile("f1", 0)).toEqual(before);
  });

  it(`${name} adds up drops by reason`, async () => {
    await using test = await make();
    test.vault.count(new Map([["paused", 2]]), 10);
    test.vault.count(
      new Map([
        ["paused", 1],
        ["secure-field", 4],
      ]),
      70_000,
    );
    expect((await test.stored()).drops).toEqual({ paused: 3, "secure-field": 4 });
  });

  it(`${name} forgets the drops of every minute that reaches past the moment`, async () => {
    await using test = await make();
    for (const at of [10, 70_000, 130_000]) test.vault.count(new Map([["not-allowed-app", 1]]), at);
    await test.vault.flush();
    await test.vault.forget(80_000);
    expect((await test.stored()).drops).toEqual({ "not-allowed-app": 1 });
  });

  it(`${name} forgets what came after a moment, written or not, and keeps the rest`, async () => {
    await using test = await make();
    test.vault.append([moved(0, 10), moved(1, 30)].map(permitted));
    test.vault.keepFrame(permitted(frame("f1", 10, [1, 2])));
    await test.vault.flush();
    test.vault.append(
      [frameTaken(2, 15, "f2", 0), moved(3, 31), typed(4, 5, "early")].map(permitted),
    );
    test.vault.append(
      [event({ kind: "gap", seq: 5, at: 15, until: 50, reason: "paused" })].map(permitted),
    );
    test.vault.keepFrame(permitted(frame("f2", 29, [2, 3])));
    await test.vault.forget(20);
    const { events, frames, tile } = await test.stored();
    expect(events).toEqual([
      moved(0, 10),
      typed(4, 5, "early"),
      event({ kind: "gap", seq: 5, at: 15, until: 20, reason: "paused" }),
    ]);
    expect(frames.map(({ frame: id }) => id)).toEqual(["f1"]);
    expect(await tile("f1", 1)).toEqual(frame("f1", 10, []).tile("tile-2"));
  });

  it(`${name} goes on after forgetting, with tiles that are left and tiles that came back`, async () => {
    await using test = await make();
    test.vault.keepFrame(permitted(frame("f1", 10, [1])));
    test.vault.keepFrame(permitted(frame("f2", 30, [1, 2])));
    const forgotten = test.vault.forget(20);
    test.vault.append([moved(9, 40)].map(permitted));
    const again = counted(frame("f3", 40, [1, 2]));
    test.vault.keepFrame(again.kept);
    await forgotten;
    expect(again.asked).toEqual(["tile-2"]);
    const { events, frames, tile } = await test.stored();
    expect(events).toEqual([moved(9, 40)]);
    expect(frames.map(({ frame: id }) => id)).toEqual(["f1", "f3"]);
    expect(await tile("f3", 1)).toEqual(frame("f3", 40, []).tile("tile-2"));
  });

  it(`${name} takes nothing after it was closed, and may be closed twice`, async () => {
    await using test = await make();
    await test.vault.close();
    await test.vault.close();
    expect(() => test.vault.append([permitted(moved(0, 1))])).toThrow(TypeError);
  });
}

/** One event of every kind with every optional field, and some without. */
export function eventsOfEveryKind(): readonly SessionEvent[] {
  const context = "c1";
  const target = {
    source: "dom",
    role: "listbox",
    name: "Größe ‹NAME#1›",
    bounds: { x: -4, y: 5, width: 60, height: 0 },
    chosen: "L",
    optionCount: 3,
  };
  const where = { x: -10, y: 20, context };
  const modifiers = ["ctrl", "shift"];
  return [
    {
      kind: "context-changed",
      at: 0,
      context: {
        id: context,
        scope: "editor",
        app: "org.example.Editor",
        window: "w1",
        bounds: { x: 1, y: 2, width: 3, height: 4 },
        title: "Notes\u0000 “x” 🙂",
        origin: "https://example.org",
      },
    },
    {
      kind: "context-changed",
      at: 0.125,
      context: {
        id: "c2",
        scope: "editor",
        app: "a",
        window: "w2",
        bounds: { x: 0, y: 0, width: 0, height: 0 },
      },
    },
    { kind: "pointer-moved", at: 1.001, ...where },
    { kind: "button-pressed", at: 2, ...where, button: "left", modifiers, target },
    { kind: "button-pressed", at: 2, ...where, button: "x2", modifiers: [] },
    { kind: "button-released", at: 3, ...where, button: "left", modifiers: ["altgr"] },
    { kind: "scrolled", at: 4, ...where, dx: 0, dy: -1.5, modifiers: [] },
    { kind: "key-pressed", at: 5, key: "Enter", modifiers, context },
    { kind: "key-released", at: 6, key: "ß", modifiers: [], context },
    {
      kind: "text-typed",
      at: 7,
      until: 9.5,
      text: "to ‹EMAIL#1›",
      edits: 2,
      redactions: [{ kind: "EMAIL", rule: "email/1", start: 3, end: 12 }],
      context,
      target: { source: "atspi", role: "text", bounds: target.bounds },
    },
    { kind: "text-typed", at: 7, until: 9.5, text: "", edits: 0, redactions: [], context },
    { kind: "typing-hidden", at: 10, until: 15, context },
    { kind: "element-changed", at: 16, context, target },
    { kind: "frame-taken", at: 17, frame: "f1", role: "before", of: 3, ageMs: -0.5, context },
    { kind: "gap", at: 18, until: 20, reason: "paused" },
  ].map((fields, seq) => event({ ...fields, seq }));
}
