import { expect, it } from "vitest";
import type { Rect } from "../../../../src/contract/geometry.ts";
import { Camera } from "../../../../src/agent/recorder/camera.ts";
import type { Shot } from "../../../../src/core/capture/standing.ts";
import { FakePixelSource } from "../../../fakes/fake-pixel-source.ts";

const clip = { x: 0, y: 0, width: 64, height: 64 };
const display = { width: 64, height: 64 };
const field = { x: 10, y: 20, width: 30, height: 5 };

function shot(hidden: readonly Rect[]): Shot {
  const layers = [{ window: 1, x: 0, y: 0, clip }];
  return { window: 1, popups: [], layers, clip, hidden };
}

it("look() takes another picture when something else is hidden, and each tells what was", () => {
  let now = 0;
  const pixels = new FakePixelSource(() => now);
  const camera = new Camera(pixels);
  pixels.paint(1, { width: 64, height: 64, colour: 0xffffff });
  for (const hidden of [[], [], [field], [field]]) {
    camera.look(now, shot(hidden), display);
    now += 100;
  }

  const bindings = [50, 250].flatMap((at, action) => camera.plan.acted(action, at));
  const befores = bindings.filter(({ role }) => role === "before");
  const told = befores.map(({ ref }) => {
    const candidate = camera.candidate(ref)!;
    const [rgb] = camera.tilesOf(candidate.picture).values();
    const dark = rgb!.reduce((sum, byte) => sum + (byte === 0 ? 1 : 0), 0) / 3;
    return [candidate.picture.startedAt, candidate.hidden, dark];
  });
  expect(told).toEqual([
    [0, [], 0],
    [200, [field], 30 * 5],
  ]);
});
