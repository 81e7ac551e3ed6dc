import { createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { FACTS_VERSION, type Language } from '@dist-lint/model';
import { frontendIdentity } from './frontend-identity.ts';

/** Facts of earlier runs, by content hash and language. */
export interface FactsCache {
  /** The facts as JSON; undefined when they are not there. */
  get(hash: string, language: Language): string | undefined;
  /** @param json in UTF-8 */
  set(hash: string, language: Language, json: Buffer): void;
  /** Writes what is new, all or nothing. False when it could not be written, which harms nobody. */
  save(): boolean;
}

const FORMAT = 1;
const FILE = 'facts.pack';
/** Runs that an entry survives without being asked for: switching branches, and the base side of a pull request. */
const OLDEST = 4;

interface Entry {
  body: Buffer;
  /** Saves since it was last asked for. */
  age: number;
}

/**
 * Opens the cache of a root. It lies in `node_modules/.cache/dist-lint` where `node_modules` is: that is
 * where tools keep such things, git ignores it, and CI saves it along. Else in `.dist-lint/cache`, which
 * brings a `.gitignore` of its own.
 *
 * One pack file: a first line of JSON that lists the entries and the checksum of the rest, then their
 * bodies end to end. Whatever is wrong with it, the facts are computed again.
 */
export function openCache(root: string): FactsCache {
  const folder = cacheFolder(root);
  const tool = `${FACTS_VERSION}-${frontendIdentity()}`;
  const entries = folder === undefined ? new Map<string, Entry>() : readPack(join(folder, FILE), tool);
  const used = new Set<string>();
  let changed = false;

  return {
    get(hash, language) {
      const key = `${hash}.${language}`;
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      used.add(key);
      return entry.body.toString('utf8');
    },
    set(hash, language, json) {
      const key = `${hash}.${language}`;
      entries.set(key, { body: json, age: 0 });
      used.add(key);
      changed = true;
    },
    save() {
      if (folder === undefined) return false;
      if (!changed) return true;
      for (const [key, entry] of entries) {
        entry.age = used.has(key) ? 0 : entry.age + 1;
        if (entry.age > OLDEST) entries.delete(key);
      }
      return writePack(folder, tool, entries);
    },
  };
}

/** A folder inside the root: a link that leads out of it is no place to write to. */
function cacheFolder(root: string): string | undefined {
  for (const [first, rest] of [['node_modules', '.cache/dist-lint'], ['.dist-lint', 'cache']] as const) {
    const base = join(root, first);
    if (!existsSync(base)) {
      if (first === 'node_modules') continue;
      return join(base, rest);
    }
    try {
      // The deepest folder that is there decides.
      let deepest = join(base, rest);
      while (!existsSync(deepest)) deepest = dirname(deepest);
      if (realpathSync(deepest).startsWith(realpathSync(root) + sep)) return join(base, rest);
    } catch {
      // Not ours to use.
    }
  }
  return undefined;
}

function readPack(path: string, tool: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  try {
    const bytes = readFileSync(path);
    const end = bytes.indexOf(10);
    const header = JSON.parse(bytes.toString('utf8', 0, end)) as { format: number; tool: string; checksum: string; entries: [string, number, number][] };
    const body = bytes.subarray(end + 1);
    if (header.format !== FORMAT || header.tool !== tool || header.checksum !== checksum([body])) return entries;
    let at = 0;
    for (const [key, length, age] of header.entries) {
      entries.set(key, { body: body.subarray(at, at + length), age });
      at += length;
    }
    return entries;
  } catch {
    return new Map();
  }
}

function writePack(folder: string, tool: string, entries: ReadonlyMap<string, Entry>): boolean {
  const temporary = join(folder, `${FILE}.${process.pid}.${randomBytes(4).toString('hex')}`);
  try {
    mkdirSync(folder, { recursive: true });
    if (!existsSync(join(folder, '.gitignore'))) writeFileSync(join(folder, '.gitignore'), '*\n');
    const bodies = [...entries.values()].map((it) => it.body);
    const header = { format: FORMAT, tool, checksum: checksum(bodies), entries: [...entries].map(([key, it]) => [key, it.body.length, it.age]) };
    writeAll(temporary, [Buffer.from(`${JSON.stringify(header)}\n`), ...bodies]);
    renameSync(temporary, join(folder, FILE));
    return true;
  } catch {
    remove(temporary);
    return false;
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where it cannot be written, it cannot be removed either.
  }
}

/** Piece by piece: the whole is as large as all facts together. */
function writeAll(path: string, pieces: readonly Buffer[]): void {
  const file = openSync(path, 'w');
  try {
    for (let at = 0; at < pieces.length; at += 500) {
      const some = Buffer.concat(pieces.slice(at, at + 500));
      for (let written = 0; written < some.length; ) written += writeSync(file, some, written);
    }
  } finally {
    closeSync(file);
  }
}

function checksum(pieces: readonly Buffer[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}
