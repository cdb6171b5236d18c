/**
 * Canonical key names and those of pyautogui, both ways.
 *
 * A key that is not here cannot be pressed by pyautogui by name, and is reported as lost.
 *
 * @module
 */
import { KeyName } from "../../contract/keys.ts";

const named: readonly (readonly [string, string])[] = [
  ["Control", "ctrl"],
  ["Alt", "alt"],
  ["Shift", "shift"],
  ["Meta", "win"],
  ["AltGraph", "altright"],
  ["Enter", "enter"],
  ["Tab", "tab"],
  ["Space", "space"],
  ["Escape", "esc"],
  ["Backspace", "backspace"],
  ["Delete", "delete"],
  ["Insert", "insert"],
  ["Home", "home"],
  ["End", "end"],
  ["PageUp", "pageup"],
  ["PageDown", "pagedown"],
  ["ArrowLeft", "left"],
  ["ArrowRight", "right"],
  ["ArrowUp", "up"],
  ["ArrowDown", "down"],
  ["ContextMenu", "apps"],
  ["PrintScreen", "printscreen"],
  ["Pause", "pause"],
  ["CapsLock", "capslock"],
  ["NumLock", "numlock"],
  ["ScrollLock", "scrolllock"],
  ["AudioVolumeUp", "volumeup"],
  ["AudioVolumeDown", "volumedown"],
  ["AudioVolumeMute", "volumemute"],
  ["MediaPlayPause", "playpause"],
  ["MediaTrackNext", "nexttrack"],
  ["MediaTrackPrevious", "prevtrack"],
  ["MediaStop", "stop"],
  ["BrowserBack", "browserback"],
  ["BrowserForward", "browserforward"],
  ["BrowserRefresh", "browserrefresh"],
  ["BrowserHome", "browserhome"],
  ...Array.from({ length: 24 }, (_, n) => [`F${n + 1}`, `f${n + 1}`] as const),
];
const toPyautogui = new Map(named);
const fromPyautogui = new Map(named.map(([ours, theirs]) => [theirs, ours]));

/** One printable ASCII character that is not a capital: what pyautogui calls by itself. */
const isPlainCharacter = (key: string) => /^[!-@[-~]$/.test(key);

export function pyautoguiKey(key: KeyName): string | undefined {
  return toPyautogui.get(key) ?? (isPlainCharacter(key) ? key : undefined);
}

export function canonicalKey(key: string): KeyName | undefined {
  const name = fromPyautogui.get(key) ?? (isPlainCharacter(key) ? key : undefined);
  return name === undefined ? undefined : KeyName.parse(name);
}

/** Every name that has a counterpart, for whoever wants to see the table. */
export const namedKeys: readonly KeyName[] = named.map(([ours]) => KeyName.parse(ours));
