import { describe, expect, it } from "vitest";
import type { InputFact, InputSource } from "../../src/core/ports/input-source.ts";
import { Told } from "../desktop/until.ts";

/** A source, and hands that work where it listens. Each answers with the moment before it acted. */
export interface InputDesk extends AsyncDisposable {
  readonly source: InputSource;
  now(): number;
  move(x: number, y: number): Promise<number>;
  click(button: "left" | "middle" | "right" | "x1" | "x2"): Promise<number>;
  scroll(direction: "up" | "down" | "left" | "right"): Promise<number>;
  type(text: string): Promise<number>;
  chord(...keys: readonly string[]): Promise<number>;
  keyDown(key: string): Promise<number>;
  keyUp(key: string): Promise<number>;
  /** Makes the source miss input. */
  interrupt(): Promise<void>;
}

/** A stamp may be this much before the event (src/adapters/x11/server-time.ts). */
const stampLag = 2;

type Of<K extends InputFact["kind"]> = InputFact & { kind: K };
const is =
  <K extends InputFact["kind"]>(kind: K) =>
  (fact: InputFact): fact is Of<K> =>
    fact.kind === kind;
const isRelease = (key: string) => (fact: InputFact) =>
  fact.kind === "key" && !fact.down && fact.key === key;

export function inputSourceContract(name: string, openDesk: () => Promise<InputDesk>): void {
  describe(`InputSource: ${name}`, () => {
    const withFacts = async (
      work: (desk: InputDesk, told: Told<InputFact>) => Promise<void>,
    ): Promise<void> => {
      await using desk = await openDesk();
      const told = new Told<InputFact>();
      await using _listening = await desk.source.start((facts) => told.listen(...facts));
      await work(desk, told);
    };

    it("tells typed keys in order, with their names, text and modifiers", () =>
      withFacts(async (desk, told) => {
        await desk.type("aB!");
        await desk.chord("Enter");
        await told.first(isRelease("Enter"));

        const presses = told.all.filter(is("key")).filter((fact) => fact.down);
        expect(presses.map(({ key, text, modifiers }) => ({ key, text, modifiers }))).toEqual([
          { key: "a", text: "a", modifiers: [] },
          { key: "Shift", text: undefined, modifiers: [] },
          { key: "b", text: "B", modifiers: ["shift"] },
          { key: "Shift", text: undefined, modifiers: [] },
          { key: "1", text: "!", modifiers: ["shift"] },
          { key: "Enter", text: undefined, modifiers: [] },
        ]);
      }));

    it("tells a chord by the unmodified letter, without text", () =>
      withFacts(async (desk, told) => {
        await desk.chord("ctrl", "s");
        await told.first(isRelease("Control"));
        const press = told.all.find((fact) => is("key")(fact) && fact.key === "s");
        expect(press).toMatchObject({ down: true, modifiers: ["ctrl"] });
        expect(press).not.toHaveProperty("text");
      }));

    it("tells the press and release of each button where it was, and no click besides", () =>
      withFacts(async (desk, told) => {
        const names = ["left", "middle", "right", "x1", "x2"] as const;
        await desk.move(120, 90);
        for (const button of names) await desk.click(button);
        await told.count(is("button"), names.length * 2);

        const expected = names.flatMap((button) =>
          [true, false].map((down) => ({
            kind: "button",
            at: 0,
            x: 120,
            y: 90,
            button,
            down,
            modifiers: [],
          })),
        );
        expect(told.all.filter(is("button")).map((fact) => ({ ...fact, at: 0 }))).toEqual(expected);
      }));

    it("counts the wheel as positive away from the person and to the right", () =>
      withFacts(async (desk, told) => {
        for (const direction of ["up", "down", "right", "left"] as const)
          await desk.scroll(direction);
        await told.count(is("wheel"), 4);
        expect(told.all.filter(is("wheel")).map(({ dx, dy }) => [dx + 0, dy + 0])).toEqual([
          [0, 1],
          [0, -1],
          [1, 0],
          [-1, 0],
        ]);
      }));

    it("marks a press without a release in between as a repeat", () =>
      withFacts(async (desk, told) => {
        await desk.keyDown("k");
        await desk.keyDown("k");
        await desk.keyUp("k");
        await desk.chord("k");
        await told.count(isRelease("k"), 2);
        const keys = told.all.filter(is("key"));
        const first = keys.findIndex((fact) => !fact.down);
        expect(keys.slice(0, first).map((fact) => fact.repeat)[0]).toBe(false);
        expect(keys.slice(first + 1).map((fact) => fact.repeat)).toEqual([false, false]);
      }));

    it("stamps each fact on the monotonic clock, in order, when it happened", () =>
      withFacts(async (desk, told) => {
        const before = await desk.move(50, 60);
        await desk.move(70, 80);
        await desk.chord("a");
        const after = desk.now();
        await told.first(isRelease("a"));

        const moments = told.all.map((fact) => fact.at);
        expect(moments).toEqual(moments.toSorted((a, b) => a - b));
        expect(moments.at(0)).toBeGreaterThanOrEqual(before - stampLag);
        expect(moments.at(-1)).toBeLessThanOrEqual(after);
      }));

    it("tells when it missed input, and goes on afterwards", () =>
      withFacts(async (desk, told) => {
        await desk.interrupt();
        await told.first(is("lost"));
        expect(desk.source.health()).toBeDefined();
      }));
  });
}
