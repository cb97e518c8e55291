/** Computing once: what is derived from something immutable is kept as long as the thing itself. */

/** The value kept for a key, computed and kept when it is first asked for. */
export function remember<K, V>(
  cache: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  compute: () => V,
): V {
  const kept = cache.get(key);
  if (kept !== undefined) return kept;
  const value = compute();
  cache.set(key, value);
  return value;
}
