import x11 from "x11";

/** X keysyms by their name without `XK_`, such as `Return`. */
export function keysymNamed(name: string): number | undefined {
  return x11.keySyms[`XK_${name}`]?.code;
}

/** The character a keysym stands for; `undefined` for keys that type nothing by themselves. */
export function characterOf(keysym: number): string | undefined {
  if (isLatin1(keysym)) return String.fromCodePoint(keysym);
  if (keysym >= 0x0100_0100 && keysym <= 0x0110_ffff) {
    return String.fromCodePoint(keysym - 0x0100_0000);
  }
  return legacyCharacters().get(keysym);
}

/** The keysym that types a character. */
export function keysymOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return isLatin1(code) ? code : 0x0100_0000 + code;
}

function isLatin1(code: number): boolean {
  return (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff);
}

let legacy: ReadonlyMap<number, string> | undefined;

/** Keysyms older than Unicode: the X consortium's list says in each comment which character it is. */
function legacyCharacters(): ReadonlyMap<number, string> {
  legacy ??= new Map(
    Object.values(x11.keySyms).flatMap(({ code, description }) => {
      const character = /^\((\P{C})\) /u.exec(description ?? "")?.[1];
      return character === undefined ? [] : [[code, character] as const];
    }),
  );
  return legacy;
}
