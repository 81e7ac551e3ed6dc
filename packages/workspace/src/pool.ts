import { Worker } from 'node:worker_threads';
import type { Language } from '@dist-lint/model';
import type { LoweredText, LowerFailure } from './lower-one.ts';

export interface Job {
  /** Its place in what the caller asked for. */
  index: number;
  language: Language;
  text: string;
}

/** What a thread sends back: as JSON, because the cache stores it, and as one block of bytes, because that is handed over and not copied. */
export interface Batch {
  bytes: Uint8Array<ArrayBuffer>;
  /** For each text, in order, the length of its facts in `bytes`, or why it has none. */
  results: (number | LowerFailure)[];
}

/** Facts as JSON in UTF-8, or why there are none. */
export type ReceivedFacts = { json: Buffer } | { failure: LowerFailure };

export interface PoolOptions {
  threads: number;
  /** The module that each thread runs. */
  worker: URL;
  /** Megabytes of heap that each thread may use; Node's default otherwise. */
  memory?: number;
  onResult(index: number, result: ReceivedFacts): void;
  /** A file on which a thread died, alone. */
  onCrash(index: number, reason: string): void;
}

/** Characters of source in a batch: large enough that messages cost nothing, small enough that threads end together. */
const BATCH = 300_000;
/** A pool that keeps dying is given up. */
const MOST_CRASHES = 20;

/** What a thread says once it can work. */
export const READY = 'ready';

/**
 * Lowers the texts in worker threads. A thread that dies (out of memory) takes only the file with
 * it that killed it: the other files of its batch are tried again one by one. Never rejects.
 *
 * @returns what is left because threads cannot be started here at all
 */
export async function lowerInPool(jobs: readonly Job[], options: PoolOptions): Promise<Job[]> {
  const queue = batchesOf(jobs);
  let crashes = 0;
  let lastReason = '';
  const limits = options.memory === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: options.memory } };
  const count = Math.max(1, Math.min(options.threads, queue.length));
  await Promise.all(Array.from({ length: count }, runThreads));
  const left = queue.flat();
  if (crashes < MOST_CRASHES) return left;
  for (const { index } of left) options.onCrash(index, lastReason);
  return [];

  /** One lane: a thread, and after its death another, until nothing is left. */
  async function runThreads(): Promise<void> {
    while (queue.length > 0 && crashes < MOST_CRASHES) {
      const { started, failed, reason } = await runThread();
      if (!started) return;
      if (failed === undefined) continue;
      crashes++;
      lastReason = reason;
      if (failed.length === 1) options.onCrash((failed[0] as Job).index, reason);
      else queue.unshift(...failed.map((job) => [job]));
    }
  }

  function runThread(): Promise<{ started: boolean; failed?: Job[]; reason: string }> {
    return new Promise((settle) => {
      let started = false;
      let current: Job[] | undefined;
      let reason = 'the thread ended';
      const next = () => {
        current = queue.shift();
        if (current === undefined) void worker.terminate();
        else worker.postMessage(current);
      };
      // The thread needs none of the flags this process was started with, and some would break it.
      const worker = new Worker(options.worker, { execArgv: [], ...limits });
      worker.on('message', (message: typeof READY | Batch) => {
        const done = current ?? [];
        started = true;
        next();
        if (message !== READY) unpack(message).forEach((result, at) => options.onResult((done[at] as Job).index, result));
      });
      worker.on('error', (error) => (reason = reasonOf(error)));
      worker.on('exit', () => settle(current === undefined ? { started, reason } : { started, failed: current, reason }));
    });
  }
}

/** The thread's side of {@link Batch}. */
export function pack(lowered: readonly LoweredText[]): Batch {
  const texts = lowered.map((it) => ('facts' in it ? JSON.stringify(it.facts) : ''));
  const bytes = new Uint8Array(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0));
  const target = Buffer.from(bytes.buffer);
  let at = 0;
  const results = lowered.map((it, index) => {
    if (!('facts' in it)) return it.failure;
    const length = target.write(texts[index] as string, at);
    at += length;
    return length;
  });
  return { bytes, results };
}

function unpack({ bytes, results }: Batch): ReceivedFacts[] {
  const source = Buffer.from(bytes.buffer);
  let at = 0;
  return results.map((it) => {
    if (typeof it !== 'number') return { failure: it };
    const json = source.subarray(at, at + it);
    at += it;
    return { json };
  });
}

/** Large files first, so that no thread starts on one when the others are done. */
function batchesOf(jobs: readonly Job[]): Job[][] {
  const batches: Job[][] = [];
  let size = Infinity;
  for (const job of [...jobs].sort((a, b) => b.text.length - a.text.length)) {
    if (size + job.text.length > BATCH) {
      batches.push([]);
      size = 0;
    }
    (batches.at(-1) as Job[]).push(job);
    size += job.text.length;
  }
  return batches;
}

function reasonOf(error: unknown): string {
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY') return 'out of memory';
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}
