/**
 * The versions in a pnpm-lock.yaml, formats 5 to 9. Only the beginning is of interest, and a YAML parser takes a second for
 * the whole, so its lines are read: pnpm writes one key a line, indented by two spaces.
 */
import type { LockedIn } from './lockfiles.ts';

const SECTIONS = new Set(['dependencies', 'devDependencies', 'optionalDependencies']);
/** What comes after this describes all packages there are. */
const END = new Set(['packages', 'snapshots']);
/** A longer line is none that pnpm writes for a dependency. */
const LONGEST_LINE = 1000;
const LINE = /^( *)(?:'([^']*)'|"([^"]*)"|([^'"#\s:][^:]*)):(?: +(\S.*))?$/;
/** A path or a name may stand before it, peers behind it. */
const VERSION = /(?:^|[@/])(\d+\.\d+\.\d+[\dA-Za-z.+-]*)/;

export function pnpmVersions(text: string): LockedIn {
  const versions = new Map<string, string>();
  const path: string[] = [];
  for (const line of text.split('\n')) {
    const parts = line.length > LONGEST_LINE ? null : LINE.exec(line.trimEnd());
    if (!parts) continue;
    const depth = (parts[1]?.length ?? 0) / 2;
    if (!Number.isInteger(depth) || depth > path.length) continue;
    const key = parts[2] ?? parts[3] ?? parts[4] ?? '';
    path.length = depth;
    path.push(key);
    if (depth === 0 && END.has(key)) break;
    const version = parts[5] === undefined ? undefined : versionIn(parts[5]);
    const place = version === undefined ? undefined : placeOf(path);
    if (version !== undefined && place !== undefined) versions.set(place, version);
  }
  return (folder, name) => versions.get(`${folder === '' ? '.' : folder}\n${name}`);
}

/** `importers`, folder, section, name, and since format 6 `version`; a single package has no `importers`. */
function placeOf(path: readonly string[]): string | undefined {
  const [folder = '', section = '', name = '', field, ...more] = path[0] === 'importers' ? path.slice(1) : ['.', ...path];
  const isVersion = SECTIONS.has(section) && name !== '' && (field === undefined || field === 'version') && more.length === 0;
  return isVersion ? `${folder}\n${name}` : undefined;
}

function versionIn(value: string): string | undefined {
  const text = value.replace(/^['"]|['"]$/g, '').split('(')[0] ?? '';
  return text.includes(':') ? undefined : VERSION.exec(text)?.[1];
}
