/** The only one there is; undefined where there is none, and where there are several. */
export function soleOf<T>(all: Iterable<T> | undefined): T | undefined {
  let sole: T | undefined;
  let count = 0;
  for (const each of all ?? []) {
    if (count > 0) return undefined;
    sole = each;
    count += 1;
  }
  return sole;
}
