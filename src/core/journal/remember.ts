/** Actions whose pictures may still come, and fields with a run that was not written yet. */
const mostRemembered = 512;

/** Puts an entry in as the newest; the oldest goes when there are too many. */
export function remember<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > mostRemembered && oldest !== undefined) map.delete(oldest);
}
