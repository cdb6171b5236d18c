/**
 * X keycodes (of the evdev keymap, as on every Linux) behind uiohook's scancodes. Measured by
 * pressing every key of an X server; keys that are missing here arrive from uiohook as 0.
 */
const elsewhere: Readonly<Record<number, number>> = {
  91: 191,
  92: 192,
  93: 193,
  99: 194,
  100: 195,
  101: 196,
  102: 197,
  103: 198,
  104: 199,
  105: 200,
  106: 201,
  107: 202,
  112: 98,
  121: 100,
  123: 99,
  125: 132,
  126: 103,
  3597: 125,
  3612: 104,
  3613: 105,
  3637: 106,
  3639: 107,
  3640: 108,
  3653: 127,
  3654: 226,
  3655: 110,
  3657: 112,
  3663: 115,
  3665: 117,
  3666: 118,
  3667: 119,
  3675: 133,
  3676: 134,
  3677: 135,
  57376: 121,
  57377: 148,
  57378: 167,
  57390: 122,
  57392: 123,
  57394: 186,
  57416: 111,
  57419: 113,
  57421: 114,
  57424: 116,
  57438: 124,
  57439: 150,
  57445: 225,
  57452: 166,
  65396: 142,
  65397: 146,
  65398: 138,
  65399: 140,
  65400: 136,
  65401: 137,
  65402: 139,
  65403: 145,
  65404: 141,
  65405: 143,
  65406: 144,
};

/** uiohook marks keypad keys without NumLock by this. */
const keypadMark = 0xee00;

export function xKeycodeOf(scancode: number): number | undefined {
  const code = (scancode & 0xff00) === keypadMark ? scancode & 0xff : scancode;
  if ((code >= 1 && code <= 83) || code === 87 || code === 88) return code + 8;
  return elsewhere[code];
}
