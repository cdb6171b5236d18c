import type { Later } from "../../src/contract/rpc.ts";

/** The real timer, in the shape that `connect` takes. */
export const later: Later = (ms, run) => {
  const timer = setTimeout(run, ms);
  return { [Symbol.dispose]: () => clearTimeout(timer) };
};
