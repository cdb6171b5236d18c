/**
 * Gives each place its own name, and describes it once.
 *
 * Windows get numbers of our own, so that what is written never holds the system's; a
 * window number that the system used again for another process gets another one.
 *
 * @module
 */
import type { Context } from "../../contract/events.ts";
import { ContextId } from "../../contract/ids.ts";
import { baseName } from "../policy/known-executables.ts";
import type { Place } from "./verdict.ts";

/** More than these at a time are named anew when they come back. */
const maxPlaces = 1_024;

export class ContextRegistry {
  readonly #ids = new Map<string, ContextId>();
  readonly #windows = new Map<string, number>();
  #lastContext = 0;
  #lastWindow = 0;

  /** The name of the place, and its description when the name is new. */
  name(place: Place): { readonly id: ContextId; readonly fresh: Context | undefined } {
    const { window, app, grant, origin } = place;
    const { x, y, width, height } = window.bounds;
    const title = grant.signals.has("title") ? place.title : undefined;
    const number = this.#windowNumber(`${app.pid} ${app.startedAt} ${window.id}`);
    const key = JSON.stringify([number, grant.scope, origin, x, y, width, height, title]);
    const known = this.#ids.get(key);
    if (known !== undefined) return { id: known, fresh: undefined };
    const id = ContextId.parse(`c${++this.#lastContext}`);
    remember(this.#ids, key, id);
    const fresh: Context = {
      id,
      scope: grant.scope,
      app: baseName(app.exe),
      window: `w${number}`,
      bounds: { x, y, width, height },
      ...(title === undefined ? {} : { title }),
      ...(origin === undefined ? {} : { origin }),
    };
    return { id, fresh };
  }

  /** Every place gets a new name and is described again: what was written of it may be gone. */
  forget(): void {
    this.#ids.clear();
  }

  #windowNumber(key: string): number {
    const known = this.#windows.get(key);
    if (known !== undefined) return known;
    const number = ++this.#lastWindow;
    remember(this.#windows, key, number);
    return number;
  }
}

function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.set(key, value);
  if (map.size <= maxPlaces) return;
  const oldest = map.keys().next();
  if (oldest.done !== true) map.delete(oldest.value);
}
