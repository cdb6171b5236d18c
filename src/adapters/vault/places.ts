/**
 * A frame's tiles as bytes: pairs of place and tile number, by place, each as the difference
 * to the one before, in variable-length integers (the numbers' sign folded into bit 0).
 */
export type Places = readonly (readonly [place: number, tile: number])[];

export function encodePlaces(places: Places): Buffer {
  const bytes: number[] = [];
  let lastPlace = -1;
  let lastTile = 0;
  for (const [place, tile] of places) {
    if (place <= lastPlace) throw new TypeError("Cannot store frame: its tiles are not by place");
    const step = tile - lastTile;
    pushVarint(bytes, place - lastPlace);
    pushVarint(bytes, step < 0 ? -2 * step - 1 : 2 * step);
    lastPlace = place;
    lastTile = tile;
  }
  return Buffer.from(bytes);
}

export function decodePlaces(bytes: Uint8Array): [place: number, tile: number][] {
  const places: [number, number][] = [];
  let offset = 0;
  const next = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[offset++];
      if (byte === undefined) throw new TypeError("Cannot read frame: its row is damaged");
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  let place = -1;
  let tile = 0;
  while (offset < bytes.length) {
    place += next();
    const step = next();
    tile += step % 2 === 1 ? -(step + 1) / 2 : step / 2;
    places.push([place, tile]);
  }
  return places;
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  bytes.push(rest);
}
