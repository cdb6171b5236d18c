import { describe, expect, it } from "vitest";
import {
  assent,
  browser,
  editor,
  kinds,
  oneClick,
  presses,
  startScene,
  terminal,
  texts,
} from "./scene.ts";

describe("a recording", () => {
  it("keeps a click in an allowed app, with a picture before and after it", async () => {
    await using scene = await startScene();
    oneClick(scene);
    await scene.stop();
    const events = scene.events();
    expect(kinds(events)).toEqual([
      "context-changed",
      "button-pressed",
      "button-released",
      "frame-taken",
      "frame-taken",
    ]);
    expect(events.flatMap((event) => ("role" in event ? [event.role] : []))).toEqual([
      "before",
      "after",
    ]);
  });

  it("keeps nothing of an app that was not allowed, and says so", async () => {
    await using scene = await startScene();
    scene.focus(terminal);
    scene.click(terminal);
    scene.pass(1_500);
    expect(scene.recording.state).toBe("allowed-elsewhere");
    await scene.stop();
    expect(scene.events()).toEqual([]);
    expect(scene.recording.drops.get("not-allowed-app")).toBeGreaterThan(0);
  });

  it("never keeps windows of Assent, even when their program is allowed", async () => {
    await using scene = await startScene();
    scene.focus(assent);
    scene.click(assent);
    scene.pass(1_500);
    expect(scene.recording.state).toBe("allowed-elsewhere");
    await scene.stop();
    expect(scene.events()).toEqual([]);
    expect(scene.recording.drops.get("own-window")).toBeGreaterThan(0);
  });

  it("keeps what was typed last before it was stopped", async () => {
    await using scene = await startScene();
    scene.focus(browser);
    scene.type("last words");
    await scene.stop();
    expect(texts(scene.events())).toEqual(["last words"]);
  });

  it("takes nothing in that was done after it was stopped", async () => {
    await using scene = await startScene();
    scene.pass(500);
    const stopped = scene.recording.stop();
    scene.click(editor);
    scene.click(editor);
    scene.pass(1_500);
    await stopped;
    expect(presses(scene.events()).length).toBeLessThanOrEqual(1);
  });

  it("tells its end once, however often it is stopped", async () => {
    await using scene = await startScene();
    await Promise.all([scene.stop(), scene.stop()]);
    await scene.stop();
    expect(scene.ends).toEqual(["stopped"]);
  });
});

describe("pause", () => {
  it("drops what is held and forgets every pixel at once", async () => {
    await using scene = await startScene();
    scene.focus(browser);
    scene.type("half a sent");
    const resets: string[] = [];
    scene.pixels.reset = () => void resets.push("reset");
    scene.recording.pause();
    expect([scene.recording.state, resets]).toEqual(["paused", ["reset"]]);
    scene.pass(7_000);
    await scene.stop();
    expect(texts(scene.events())).toEqual([]);
  });

  it("keeps nothing that is done meanwhile, and takes no picture", async () => {
    await using scene = await startScene();
    scene.pass(500);
    scene.recording.pause();
    scene.pixels.grab = () => expect.unreachable("no pixel is read while paused");
    scene.click(editor);
    scene.pass(2_000);
    await scene.stop();
    expect(scene.events()).toEqual([]);
  });

  it("counts from the moment of the key, not of its arrival", async () => {
    await using scene = await startScene();
    scene.pass(500);
    const pressedAt = scene.now();
    scene.click(editor);
    scene.recording.pause(pressedAt);
    scene.pass(2_000);
    await scene.stop();
    expect(presses(scene.events())).toEqual([]);
  });

  it("leaves what was decided before it", async () => {
    await using scene = await startScene();
    oneClick(scene);
    scene.recording.pause();
    await scene.stop();
    expect(presses(scene.events())).toHaveLength(1);
  });

  it("ends when the participant goes on, and nobody is told of it", async () => {
    await using scene = await startScene();
    scene.pass(500);
    scene.recording.pause();
    scene.pass(3_000);
    scene.recording.resume();
    expect(scene.recording.state).not.toBe("paused");
    oneClick(scene);
    await scene.stop();
    const events = scene.events();
    expect(kinds(events)).not.toContain("gap");
    expect(presses(events)).toHaveLength(1);
  });

  it("goes on without effect when nothing was paused", async () => {
    await using scene = await startScene();
    scene.pass(200);
    const before = scene.changes;
    scene.recording.resume();
    expect([scene.recording.state, scene.changes - before]).toEqual(["recording", 0]);
  });
});

describe("forgetting", () => {
  it("destroys what was recorded in that time and what is undecided, and keeps the rest", async () => {
    await using scene = await startScene();
    oneClick(scene);
    scene.pass(60_000);
    oneClick(scene);
    scene.click(editor);
    await scene.recording.forget(30_000);
    scene.pass(2_000);
    await scene.stop();
    expect(presses(scene.events())).toHaveLength(1);
  });

  it("describes the place again for what is recorded afterwards", async () => {
    await using scene = await startScene();
    oneClick(scene);
    await scene.recording.forget(60_000);
    oneClick(scene);
    await scene.stop();
    expect(kinds(scene.events()).slice(0, 2)).toEqual(["context-changed", "button-pressed"]);
  });

  it("leaves no picture of the forgotten time", async () => {
    await using scene = await startScene();
    oneClick(scene);
    await scene.recording.forget(60_000);
    await scene.stop();
    const reader = scene.test.home.readSession(scene.test.home.sessions()[0]!.session);
    expect(reader.frames()).toEqual([]);
    reader.close();
  });
});
