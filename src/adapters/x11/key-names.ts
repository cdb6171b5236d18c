import { keysymNamed } from "./keysyms.ts";

/** W3C names (`KeyboardEvent.key`) of X keysyms that are not characters. */
const named: Readonly<Record<string, readonly string[]>> = {
  Enter: ["Return", "KP_Enter"],
  Tab: ["Tab", "ISO_Left_Tab", "KP_Tab"],
  Space: ["space", "KP_Space"],
  Backspace: ["BackSpace"],
  Delete: ["Delete", "KP_Delete"],
  Insert: ["Insert", "KP_Insert"],
  Escape: ["Escape"],
  Clear: ["Clear", "KP_Begin"],
  ArrowLeft: ["Left", "KP_Left"],
  ArrowRight: ["Right", "KP_Right"],
  ArrowUp: ["Up", "KP_Up"],
  ArrowDown: ["Down", "KP_Down"],
  PageUp: ["Prior", "KP_Prior"],
  PageDown: ["Next", "KP_Next"],
  Home: ["Home", "KP_Home"],
  End: ["End", "KP_End"],
  Shift: ["Shift_L", "Shift_R"],
  Control: ["Control_L", "Control_R"],
  Alt: ["Alt_L", "Alt_R"],
  Meta: ["Super_L", "Super_R", "Meta_L", "Meta_R"],
  Hyper: ["Hyper_L", "Hyper_R"],
  AltGraph: ["ISO_Level3_Shift", "Mode_switch"],
  CapsLock: ["Caps_Lock", "Shift_Lock"],
  NumLock: ["Num_Lock"],
  ScrollLock: ["Scroll_Lock"],
  PrintScreen: ["Print", "Sys_Req"],
  Pause: ["Pause", "Break"],
  ContextMenu: ["Menu"],
  Help: ["Help"],
  Undo: ["Undo"],
  Redo: ["Redo"],
  Find: ["Find"],
  Cancel: ["Cancel"],
  Execute: ["Execute"],
  Select: ["Select"],
  Compose: ["Multi_key"],
};

/** Keysyms of multimedia keys, which the standard list does not hold. */
const multimedia: readonly (readonly [number, string])[] = [
  [0x1008_ff11, "AudioVolumeDown"],
  [0x1008_ff12, "AudioVolumeMute"],
  [0x1008_ff13, "AudioVolumeUp"],
  [0x1008_ff14, "MediaPlayPause"],
  [0x1008_ff15, "MediaStop"],
  [0x1008_ff16, "MediaTrackPrevious"],
  [0x1008_ff17, "MediaTrackNext"],
  [0x1008_ff18, "BrowserHome"],
  [0x1008_ff1b, "BrowserSearch"],
  [0x1008_ff26, "BrowserBack"],
  [0x1008_ff27, "BrowserForward"],
  [0x1008_ff29, "BrowserRefresh"],
  [0x1008_ff57, "Copy"],
  [0x1008_ff58, "Cut"],
  [0x1008_ff6d, "Paste"],
];

const functionKeys = Array.from({ length: 24 }, (_, index) => `F${index + 1}`);

const byKeysym: ReadonlyMap<number, string> = new Map([
  ...multimedia,
  ...Object.entries(named).flatMap(([name, symbols]) =>
    symbols.flatMap((symbol) => entry(symbol, name)),
  ),
  ...functionKeys.flatMap((name) => entry(name, name)),
]);

/** `undefined` for characters and for keysyms without a name. */
export function keyNameOf(keysym: number): string | undefined {
  return byKeysym.get(keysym) ?? (isDead(keysym) ? "Dead" : undefined);
}

/** Accents that wait for the next key. */
function isDead(keysym: number): boolean {
  return keysym >= 0xfe50 && keysym <= 0xfe93;
}

function entry(symbol: string, name: string): readonly (readonly [number, string])[] {
  const keysym = keysymNamed(symbol);
  return keysym === undefined ? [] : [[keysym, name]];
}
