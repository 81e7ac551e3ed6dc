/** What is made of an object once and kept for as long as that object is there. By identity: for what does not change, or what tells itself what did. */
export function once<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, { value: V }>();
  return (key) => {
    let known = made.get(key);
    if (!known) made.set(key, (known = { value: make(key) }));
    return known.value;
  };
}

/** The same for as long as something about the object is the same; then it is made anew, perhaps of what it was before. */
export function onceWhile<K extends object, V>(whatIsSame: (key: K) => unknown, make: (key: K, before: V | undefined) => V): (key: K) => V {
  const made = new WeakMap<K, { while: unknown; value: V }>();
  return (key) => {
    const now = whatIsSame(key);
    let known = made.get(key);
    if (!known || known.while !== now) made.set(key, (known = { while: now, value: make(key, known?.value) }));
    return known.value;
  };
}
