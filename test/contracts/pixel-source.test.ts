import { FakePixelSource } from "../fakes/fake-pixel-source.ts";
import { pixelSourceContract } from "./pixel-source.contract.ts";

pixelSourceContract("FakePixelSource", () => {
  let time = 0;
  const source = new FakePixelSource(() => time++);
  return Promise.resolve({
    source,
    display: { width: 500, height: 300 },
    open: ({ x, y, width, height }, colour) => {
      const id = source.windows.size + 1;
      source.paint(id, { width, height, colour });
      return Promise.resolve({ id, bounds: { x, y, width, height } });
    },
    paint: (id, colour) => {
      const window = source.windows.get(id);
      if (window !== undefined) source.paint(id, { ...window, colour });
      return Promise.resolve();
    },
    close: (id) => {
      source.windows.delete(id);
      return Promise.resolve();
    },
    loseDisplay: () => {
      source.loseDisplay();
      return Promise.resolve();
    },
    [Symbol.asyncDispose]: () => Promise.resolve(source[Symbol.dispose]()),
  });
});
