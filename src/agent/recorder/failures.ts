/** What a window may learn of a failure: a code that it has words for, and nothing else. */
import { CallFailed, type Contract, type Handlers } from "../../contract/rpc.ts";
import { SessionUnavailable } from "../../core/ports/home-store.ts";
import { KeysDamaged, KeysExist } from "../../core/ports/key-custody.ts";
import { StoreFull } from "../../core/ports/session-vault.ts";
import { NewerStore, StoreInUse, WrongKey } from "../../adapters/vault/cipher-database.ts";
import { asStoreFull } from "../../adapters/vault/store-full.ts";

const known = [
  KeysDamaged,
  KeysExist,
  NewerStore,
  SessionUnavailable,
  StoreFull,
  StoreInUse,
  WrongKey,
];

/** The failure as it crosses to the window, if there are words for it. */
export function asCallFailed(problem: unknown): unknown {
  const translated = asStoreFull(problem);
  const kind = known.find((one) => translated instanceof one);
  if (kind === undefined || !(translated instanceof kind)) return problem;
  return new CallFailed(translated.code);
}

/** The same handlers, whose known failures reach the other side by their code. */
export function withCodes<C extends Contract>(handlers: Handlers<C>): Handlers<C> {
  const named = Object.entries<(...input: never[]) => Promise<unknown>>(handlers);
  return Object.fromEntries(
    named.map(([name, handle]) => [
      name,
      (...input: never[]) =>
        handle(...input).catch((problem: unknown) => {
          throw asCallFailed(problem);
        }),
    ]),
  ) as unknown as Handlers<C>;
}
