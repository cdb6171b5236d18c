import { describe, expect, it } from "vitest";
import type { InputSource } from "../../../src/core/ports/input-source.ts";
import { type SessionVault, StoreFull } from "../../../src/core/ports/session-vault.ts";
import { FakePixelSource } from "../../fakes/fake-pixel-source.ts";
import {
  browser,
  editor,
  oneClick,
  presses,
  startScene,
  terminal,
  texts,
  windowOf,
} from "./scene.ts";

describe("a recording ends", () => {
  it("within a second when the consent is gone (CON-01)", async () => {
    await using scene = await startScene();
    oneClick(scene);
    scene.consent = undefined;
    const withdrawnAt = scene.now();
    while (scene.now() - withdrawnAt < 600) scene.pass(33);
    expect((await scene.ended).why).toBe("no-consent");
    scene.click(editor);
    scene.pass(2_000);
    expect(presses(scene.events())).toHaveLength(1);
  });

  it("before the first source starts when there is no consent", async () => {
    await using scene = await startScene({ consent: undefined });
    expect((await scene.ended).why).toBe("no-consent");
    expect(scene.input.health().ok).toBe(false);
    expect(scene.windows.health().ok).toBe(false);
  });

  it("when the consent ended while it was paused", async () => {
    await using scene = await startScene();
    scene.recording.pause();
    scene.consent = undefined;
    scene.recording.resume();
    expect((await scene.ended).why).toBe("no-consent");
  });

  it("when the disk is full, with what was committed", async () => {
    let full = false;
    const vault = (real: SessionVault): SessionVault => ({
      session: real.session,
      append(events) {
        if (full) throw new StoreFull();
        real.append(events);
      },
      keepFrame: (frame) => real.keepFrame(frame),
      count: (drops, at) => real.count(drops, at),
      flush: () => real.flush(),
      forget: (after) => real.forget(after),
      close: () => real.close(),
    });
    await using scene = await startScene({ vault });
    oneClick(scene);
    full = true;
    oneClick(scene);
    expect((await scene.ended).why).toBe("store-full");
    expect(presses(scene.events())).toHaveLength(1);
  });

  it("when the display is lost, with what was permitted before", async () => {
    await using scene = await startScene();
    scene.focus(browser);
    scene.type("hello");
    scene.pass(1_000);
    scene.windows.lose();
    expect((await scene.ended).why).toBe("display-lost");
    expect(texts(scene.events())).toEqual(["hello"]);
  });

  it("when keyboard and pointer cannot be read any more", async () => {
    await using scene = await startScene();
    oneClick(scene);
    scene.input.health = () => ({ ok: false, reasons: ["Input recording was interrupted."] });
    scene.pass(3_000);
    expect(scene.ends).toEqual([]);
    scene.pass(3_000);
    expect((await scene.ended).why).toBe("input-lost");
  });

  it.each(["damaged", "grab", "watch"] as const)(
    "closed, when a source throws from %s",
    async (method) => {
      await using scene = await startScene();
      oneClick(scene);
      scene.pixels[method] = () => {
        throw new TypeError("a bug");
      };
      scene.pixels.paint(windowOf(editor), { width: 256, height: 192, colour: 5 });
      scene.pass(100);
      scene.focus(terminal);
      expect((await scene.ended).why).toBe("fault");
      expect(presses(scene.events())).toHaveLength(1);
    },
  );

  it("also when a source cannot even be closed", async () => {
    const broken: InputSource = {
      start: async () => ({
        [Symbol.asyncDispose]: () => Promise.reject(new TypeError("a bug")),
      }),
      health: () => ({ ok: true, reasons: [] }),
    };
    await using scene = await startScene({ parts: { input: broken } });
    await scene.stop();
    expect([scene.ends, scene.windows.health().ok]).toEqual([["stopped"], false]);
    expect(scene.events()).toEqual([]);
  });

  it("once, when the display is lost while it starts", async () => {
    const ends: string[] = [];
    await using scene = await startScene({
      parts: {
        windows: {
          async start(sink) {
            sink({ kind: "lost", from: 0 });
            return { [Symbol.asyncDispose]: async () => void ends.push("tracker") };
          },
          health: () => ({ ok: false, reasons: ["The display was lost."] }),
        },
      },
    });
    expect((await scene.ended).why).toBe("display-lost");
    expect(ends).toEqual(["tracker"]);
    expect(scene.input.health().ok).toBe(false);
  });
});

it("starts nothing when a source cannot work, and gives the others back", async () => {
  const closed: string[] = [];
  const failing = startScene({
    parts: {
      windows: {
        start: async () => ({ [Symbol.asyncDispose]: async () => void closed.push("windows") }),
        health: () => ({ ok: true, reasons: [] }),
      },
      input: {
        start: () => Promise.reject(new Error("Cannot record input: no display")),
        health: () => ({ ok: false, reasons: [] }),
      },
      pixels: new FakePixelSource(() => 0),
    },
  });
  await expect(failing).rejects.toThrow("no display");
  expect(closed).toEqual(["windows"]);
});
