import type { Wire } from "../../src/contract/rpc.ts";

/** Two ends of one wire in this process; frames cross as they would between processes. */
export function wirePair(): readonly [Wire, Wire] {
  const listeners = [new Set<(frame: unknown) => void>(), new Set<(frame: unknown) => void>()];
  const end = (mine: number): Wire => ({
    send: (frame) =>
      queueMicrotask(() => {
        for (const listener of listeners[1 - mine] ?? []) listener(structuredClone(frame));
      }),
    onFrame(listener) {
      listeners[mine]?.add(listener);
      return { [Symbol.dispose]: () => void listeners[mine]?.delete(listener) };
    },
    onClose: () => ({ [Symbol.dispose]: () => undefined }),
  });
  return [end(0), end(1)];
}
