/** The text of a baseline: one entry a line, so that a merge of two changes is the union of their lines. */
import { UserError, type BaselineEntry, type Finding } from '@dist-lint/model';
import { isRecord, type BaselineFile } from '@dist-lint/workspace';

/** Undefined where there is no file. @throws UserError `invalid-baseline`, with the line. */
export function readEntries({ name, value, lineOf }: Pick<BaselineFile, 'name' | 'value' | 'lineOf'>): BaselineEntry[] | undefined {
  if (value === undefined) return undefined;
  const wrong = (path: readonly (string | number)[], what: string): UserError => {
    const line = lineOf(path);
    return new UserError('invalid-baseline', `${name}${line === undefined ? '' : `:${line}`} ${what}.`, 'Restore it from git, or remove it and write it anew with --update-baseline.');
  };
  if (!isRecord(value)) throw wrong([], 'holds no object');
  if (value['version'] !== VERSION) throw wrong(['version'], `is of version ${JSON.stringify(value['version'] ?? null)}, and this version of dist-lint reads version ${VERSION}`);
  const { findings } = value;
  if (!Array.isArray(findings)) throw wrong(['findings'], "has no list 'findings'");
  const seen = new Set<string>();
  return findings.map((each: unknown, index): BaselineEntry => {
    if (!isRecord(each)) throw wrong(['findings', index], 'holds an entry that is no object');
    const text = (key: string): string => {
      const written = each[key];
      if (typeof written !== 'string' || written === '') throw wrong(['findings', index, key], `holds an entry without '${key}'`);
      return written;
    };
    const entry = { rule: text('rule'), file: text('file'), fingerprint: text('fingerprint'), message: text('message') };
    if (!/^[0-9a-f]{16}$/.test(entry.fingerprint)) throw wrong(['findings', index, 'fingerprint'], 'holds a fingerprint that has not 16 hexadecimal digits');
    if (seen.has(entry.fingerprint)) throw wrong(['findings', index], `holds the finding ${entry.fingerprint} a second time`);
    seen.add(entry.fingerprint);
    return entry;
  });
}

const VERSION = 1;

export function printEntries(entries: readonly BaselineEntry[]): string {
  const lines = [...entries].sort(byPlace).map(({ rule, file, fingerprint, message }) => `    ${JSON.stringify({ rule, file, fingerprint, message })}`);
  return `{\n  "version": ${VERSION},\n  "findings": [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}]\n}\n`;
}

/** Characters of a message: enough to know the finding again. */
const MOST = 120;

export function entryOf({ rule, file, fingerprint, message }: Finding): BaselineEntry {
  const short = message.replace(/\s+/g, ' ');
  return { rule, file, fingerprint, message: short.length > MOST ? `${short.slice(0, MOST - 1).replace(/[\ud800-\udbff]$/, '')}…` : short };
}

function byPlace(a: BaselineEntry, b: BaselineEntry): number {
  const [one, other] = [a, b].map(({ file, rule, fingerprint }) => `${file}\0${rule}\0${fingerprint}`) as [string, string];
  return one < other ? -1 : one > other ? 1 : 0;
}
