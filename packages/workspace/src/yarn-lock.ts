/** The versions in a yarn.lock, of Yarn 1 and of later ones: entries by name and range, in lines. */
import { soleOf } from '@dist-lint/model';
import type { LockedIn } from './lockfiles.ts';

const LONGEST_LINE = 20_000;

export function yarnVersions(text: string): LockedIn {
  const byRange = new Map<string, string>();
  const byName = new Map<string, Set<string>>();
  let keys: string[] = [];
  for (const line of text.split('\n')) {
    if (line.length > LONGEST_LINE || line.startsWith('#')) continue;
    if (/^\S/.test(line)) keys = keysOf(line);
    else if (line.startsWith('  version')) {
      const version = line.slice('  version'.length).replace(/^:/, '').trim().replace(/^"|"$/g, '');
      for (const key of keys) {
        byRange.set(key, version);
        const name = key.slice(0, Math.max(0, key.indexOf('@', 1)));
        byName.set(name, (byName.get(name) ?? new Set()).add(version));
      }
      keys = [];
    }
  }
  return (_, name, range) => byRange.get(`${name}@${range}`) ?? byRange.get(`${name}@npm:${range}`) ?? soleOf(byName.get(name));
}

/** `"a@^1.0.0", a@~1.2:`, or all within one pair of quotes. */
function keysOf(line: string): string[] {
  return line.trimEnd().replace(/:$/, '').replaceAll('"', '').split(',').map((key) => key.trim()).filter((key) => key.indexOf('@', 1) > 0);
}
