/** The platform's timer, in the shape that `connect` takes. */
import type { Later } from "../../contract/rpc.ts";

export const later: Later = (ms, run) => {
  const timer = setTimeout(run, ms);
  return { [Symbol.dispose]: () => clearTimeout(timer) };
};
