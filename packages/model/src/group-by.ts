/** What belongs together, by a key: groups in the order in which their first comes, each in the order of its own. */
export function groupBy<K, V>(all: Iterable<V>, keyOf: (each: V) => K): Map<K, [V, ...V[]]> {
  const groups = new Map<K, [V, ...V[]]>();
  for (const each of all) addTo(groups, keyOf(each), each);
  return groups;
}

/** Puts values into the group of a key, which is begun with them where there is none yet. */
export function addTo<K, V>(groups: Map<K, V[]>, key: K, ...values: readonly V[]): void {
  const group = groups.get(key);
  if (!group) groups.set(key, [...values]);
  else for (const each of values) group.push(each);
}
