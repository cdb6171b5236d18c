import { describe, expect, it } from "vitest";
import type { PauseHotkey } from "../../src/core/ports/pause-hotkey.ts";
import { Told } from "../desktop/until.ts";

/** A display on which hotkeys can be set and pressed. */
export interface HotkeyDesk extends AsyncDisposable {
  hotkey(): PauseHotkey;
  /** Presses the combination; the moment before. */
  press(): Promise<number>;
  now(): number;
}

const stampLag = 2;

export function pauseHotkeyContract(name: string, openDesk: () => Promise<HotkeyDesk>): void {
  describe(`PauseHotkey: ${name}`, () => {
    it("calls back once a press, with the moment of the press", async () => {
      await using desk = await openDesk();
      const told = new Told<number>();
      await using _set = await desk.hotkey().start((at) => told.listen(at));
      const before = await desk.press();
      const at = await told.first(() => true);
      expect(at).toBeGreaterThanOrEqual(before - stampLag);
      expect(at).toBeLessThanOrEqual(desk.now());
      await desk.press();
      await told.count(() => true, 2);
      expect(told.all).toHaveLength(2);
    });

    it("says that another program has taken the combination, until it gives it back", async () => {
      await using desk = await openDesk();
      const other = await desk.hotkey().start(() => undefined);
      const hotkey = desk.hotkey();
      await expect(hotkey.start(() => undefined)).rejects.toMatchObject({ code: "hotkey-taken" });
      expect(hotkey.health().ok).toBe(false);

      await other[Symbol.asyncDispose]();
      await using _set = await hotkey.start(() => undefined);
      expect(hotkey.health()).toEqual({ ok: true, reasons: [] });
    });
  });
}
