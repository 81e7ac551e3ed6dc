import { isRecord } from './json.ts';

/**
 * What a package.json's `exports` or `imports` field says about one subpath: the targets in the
 * order in which we prefer them, with `*` filled in. Undefined when the field does not name it;
 * empty when it forbids it with `null`.
 *
 * @param subpath `.`, `./orders`, or `#config`
 */
export function targetsOf(field: unknown, subpath: string): string[] | undefined {
  if (field === undefined || field === null) return undefined;
  const table = isTable(field) ? field : { '.': field };
  if (Object.hasOwn(table, subpath) && !subpath.includes('*')) return ranked(leavesOf(table[subpath], []));

  let best: { key: string; star: string } | undefined;
  for (const key of Object.keys(table)) {
    const star = starOf(key, subpath);
    if (star !== undefined && (best === undefined || key.length > best.key.length)) best = { key, star };
  }
  if (best === undefined) return undefined;
  const { key, star } = best;
  return ranked(leavesOf(table[key], [])).map((target) => (key.endsWith('/') ? target + star : target.replaceAll('*', star)));
}

/** The subpaths that `exports` names, patterns included, with their targets. */
export function subpathsOf(field: unknown): { subpath: string; targets: string[] }[] {
  if (field === undefined || field === null) return [];
  const table = isTable(field) ? field : { '.': field };
  return Object.keys(table).map((subpath) => ({ subpath, targets: ranked(leavesOf(table[subpath], [])) }));
}

function isTable(field: unknown): field is Record<string, unknown> {
  return isRecord(field) && Object.keys(field).some((key) => key.startsWith('.') || key.startsWith('#'));
}

/** What `*` (or the rest behind a closing slash) stands for when `key` matches. */
function starOf(key: string, subpath: string): string | undefined {
  if (key.endsWith('/')) return subpath.startsWith(key) ? subpath.slice(key.length) : undefined;
  const at = key.indexOf('*');
  if (at < 0) return undefined;
  const [before, after] = [key.slice(0, at), key.slice(at + 1)];
  const fits = subpath.length > before.length + after.length && subpath.startsWith(before) && subpath.endsWith(after);
  return fits ? subpath.slice(before.length, subpath.length - after.length) : undefined;
}

interface Leaf {
  target: string;
  conditions: string[];
}

function leavesOf(value: unknown, conditions: string[]): Leaf[] {
  if (typeof value === 'string') return [{ target: value, conditions }];
  if (conditions.length > 10) return [];
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, conditions));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([condition, inner]) => leavesOf(inner, [...conditions, condition]));
}

/** A condition that names source comes first: it is written for tools that read source. */
function ranked(leaves: Leaf[]): string[] {
  return [...leaves].sort((a, b) => rank(a) - rank(b)).map(({ target }) => target);
}

function rank({ conditions }: Leaf): number {
  if (conditions.some((it) => /(^|[/:-])(source|src)$/.test(it))) return 0;
  if (conditions.includes('development')) return 1;
  // Builds for other platforms, and bundles, are further from the source than the plain ones.
  if (conditions.some((it) => it === 'browser' || it === 'react-native' || it === 'umd' || it === 'script')) return 3;
  return 2;
}
