import { availableParallelism } from 'node:os';
import type { Gap, Language, ModuleFacts } from '@dist-lint/model';
import { type FactsCache, openCache } from './cache.ts';
import type { FoundFiles } from './find.ts';
import { loadFrontend, type LowerFailure, lowerText } from './lower-one.ts';
import { type Job, lowerInPool } from './pool.ts';
import type { SkippedFile } from './skip.ts';

export interface LowerOptions {
  /** Worker threads at most; 1 stays in this process. Default: see {@link defaultThreads}. */
  threads?: number;
  /** Whether to read and write the disk cache, or the cache that is open already. Default: true. */
  cache?: boolean | FactsCache;
  onProgress?: (done: number, total: number) => void;
  /** The module that worker threads run, when it is not the one beside this file. */
  worker?: URL;
  /** Megabytes of heap for each worker thread; Node's default otherwise. A thread that needs more loses its file, not the run. */
  threadMemory?: number;
}

export interface LoweredFile {
  /** Relative to the root. */
  path: string;
  /** Of the bytes; see `readSource`. */
  hash: string;
  lines: number;
  facts: ModuleFacts;
}

export interface Lowered {
  /** Sorted by path. */
  files: LoweredFile[];
  /** Files whose text says that no person wrote it, sorted by path. */
  skipped: SkippedFile[];
  /** `unreadable-file`, `not-text`, `not-utf8`, `too-large`, `too-deep`, `internal-error`; sorted by path. */
  gaps: Gap[];
  /** One sentence for each file on which a thread died or we failed: the run is not the whole truth. */
  incomplete: string[];
  /** How many facts came from the cache. */
  cached: number;
}

/** Characters of source below which starting threads takes longer than they save. */
const SMALL = 1_000_000;

/**
 * Reads and lowers every module of a tree. The result is the same for any number of threads and any
 * state of the cache.
 */
export async function lowerAll(found: FoundFiles, options: LowerOptions = {}): Promise<Lowered> {
  const cache = options.cache === false ? undefined : typeof options.cache === 'object' ? options.cache : openCache(found.root);
  const total = found.modules.length;
  const outcomes: Outcome[] = [];
  const jobs: Job[] = [];
  let cached = 0;
  let done = 0;
  const progress = () => options.onProgress?.(++done, total);

  for (const [index, path] of found.modules.entries()) {
    const { text, hash, skipped, gap } = found.source(path);
    const outcome: Outcome = { path };
    outcomes.push(outcome);
    if (text !== undefined && /[\n\r]$/.test(text)) outcome.endsInBreak = true; // which begins no line of its own
    if (hash !== undefined) outcome.hash = hash;
    if (gap !== undefined) outcome.gap = { ...gap, file: path, line: 1 };
    if (skipped !== undefined) outcome.skipped = { path, reason: skipped };
    if (text === undefined || hash === undefined || skipped !== undefined) {
      progress();
      continue;
    }
    const language = languageAt(path);
    const facts = factsFrom(cache?.get(hash, language));
    if (facts === undefined) {
      jobs.push({ index, text, language });
      continue;
    }
    outcome.facts = facts;
    cached++;
    progress();
  }

  await lowerJobs(jobs, options, outcomes, cache, progress);
  cache?.save();
  return collect(outcomes, cached);
}

/**
 * Every thread loads TypeScript's parser and warms it up anew, and the facts travel as text: on two
 * processors that costs more than the second one gives (measured on 4,900 files: 7.5 s of processor
 * time instead of 4.7 s, and 4.2 s to wait instead of 3.1 s).
 */
export function defaultThreads(processors: number): number {
  return processors < 4 ? 1 : 4;
}

interface Outcome {
  path: string;
  hash?: string;
  /** The text ends in a line break. */
  endsInBreak?: true;
  facts?: ModuleFacts;
  gap?: Gap;
  skipped?: SkippedFile;
  incomplete?: string;
}

async function lowerJobs(
  jobs: readonly Job[], options: LowerOptions, outcomes: readonly Outcome[], cache: FactsCache | undefined, progress: () => void,
): Promise<void> {
  if (jobs.length === 0) return;
  const languages = new Map(jobs.map(({ index, language }) => [index, language]));
  const onFacts = (index: number, facts: ModuleFacts, json?: Buffer) => {
    const outcome = outcomes[index] as Outcome;
    outcome.facts = facts;
    cache?.set(outcome.hash as string, languages.get(index) as Language, json ?? Buffer.from(JSON.stringify(facts)));
    progress();
  };
  const onFailure = (index: number, { kind, message }: LowerFailure) => {
    const outcome = outcomes[index] as Outcome;
    outcome.gap = { kind, file: outcome.path, line: 1, message };
    if (kind === 'internal-error') outcome.incomplete = `${outcome.path} was not analysed. ${message}`;
    progress();
  };
  let left = jobs;
  const threads = options.threads ?? defaultThreads(availableParallelism());
  const worker = options.worker ?? ownWorker();
  const size = jobs.reduce((sum, { text }) => sum + text.length, 0);
  if (threads > 1 && worker !== undefined && (size > SMALL || options.worker !== undefined)) {
    left = await lowerInPool(jobs, {
      threads,
      worker,
      ...(options.threadMemory === undefined ? {} : { memory: options.threadMemory }),
      onResult(index, result) {
        if ('json' in result) onFacts(index, JSON.parse(result.json.toString('utf8')) as ModuleFacts, result.json);
        else onFailure(index, result.failure);
      },
      onCrash: (index, reason) => onFailure(index, { kind: 'internal-error', message: `The thread that read it died: ${reason}.` }),
    });
  }
  if (left.length === 0) return;
  const lower = await loadFrontend();
  for (const { index, text, language } of left) {
    const result = lowerText(lower, text, language);
    if ('facts' in result) onFacts(index, result.facts);
    else onFailure(index, result.failure);
  }
}

/** The built worker beside the built file. Run from source, there is none: Node's threads take no TypeScript. */
function ownWorker(): URL | undefined {
  return import.meta.url.endsWith('.js') ? new URL('./worker.js', import.meta.url) : undefined;
}

function collect(outcomes: readonly Outcome[], cached: number): Lowered {
  const lowered: Lowered = { files: [], skipped: [], gaps: [], incomplete: [], cached };
  for (const { path, hash, endsInBreak, facts, gap, skipped, incomplete } of outcomes) {
    if (facts !== undefined && hash !== undefined) lowered.files.push({ path, hash, lines: facts.lineStarts.length - (endsInBreak === true ? 1 : 0), facts });
    if (gap !== undefined && skipped === undefined) lowered.gaps.push(gap);
    if (skipped !== undefined) lowered.skipped.push(skipped);
    if (incomplete !== undefined) lowered.incomplete.push(incomplete);
  }
  return lowered;
}

function factsFrom(json: string | undefined): ModuleFacts | undefined {
  if (json === undefined) return undefined;
  try {
    return JSON.parse(json) as ModuleFacts;
  } catch {
    return undefined;
  }
}

/** The extension says it; the frontend's own `languageOf` would have to be loaded, with the parser. */
function languageAt(path: string): Language {
  return path.slice(path.lastIndexOf('.') + 1) as Language;
}
