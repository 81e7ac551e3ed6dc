import { Worker } from 'node:worker_threads';
import type { Language } from '@dist-lint/model';
import type { LoweredText } from './lower-one.ts';

export interface Job {
  /** Its place in what the caller asked for. */
  index: number;
  language: Language;
  text: string;
}

export interface PoolOptions {
  threads: number;
  /** The module that each thread runs. */
  worker: URL;
  onResult(index: number, result: LoweredText): void;
  /** A file on which a thread died, alone. */
  onCrash(index: number, reason: string): void;
}

/** Characters of source in a batch: large enough that messages cost nothing, small enough that threads end together. */
const BATCH = 300_000;
/** A pool that keeps dying is given up. */
const MOST_CRASHES = 20;

/**
 * Lowers the texts in worker threads. A thread that dies (out of memory) takes only the file with
 * it that killed it: the other files of its batch are tried again one by one. Never rejects.
 */
export async function lowerInPool(jobs: readonly Job[], options: PoolOptions): Promise<void> {
  const queue = batchesOf(jobs);
  let crashes = 0;
  let lastReason = '';
  const count = Math.max(1, Math.min(options.threads, queue.length));
  await Promise.all(Array.from({ length: count }, runThreads));
  for (const { index } of queue.flat()) options.onCrash(index, lastReason);

  /** One lane: a thread, and after its death another, until nothing is left. */
  async function runThreads(): Promise<void> {
    while (queue.length > 0 && crashes < MOST_CRASHES) {
      const { failed, reason } = await runThread();
      if (failed === undefined) continue;
      crashes++;
      lastReason = reason;
      if (failed.length === 1) options.onCrash((failed[0] as Job).index, reason);
      else queue.unshift(...failed.map((job) => [job]));
    }
  }

  function runThread(): Promise<{ failed?: Job[]; reason: string }> {
    return new Promise((settle) => {
      let current: Job[] | undefined;
      let worker: Worker;
      try {
        worker = new Worker(options.worker);
      } catch (error) {
        const failed = queue.shift();
        settle(failed === undefined ? { reason: '' } : { failed, reason: reasonOf(error) });
        return;
      }
      const next = () => {
        current = queue.shift();
        if (current === undefined) void worker.terminate();
        else worker.postMessage(current);
      };
      let reason = 'the thread ended';
      worker.on('message', (results: LoweredText[]) => {
        const done = current ?? [];
        next();
        done.forEach(({ index }, at) => options.onResult(index, results[at] as LoweredText));
      });
      worker.on('error', (error) => (reason = reasonOf(error)));
      worker.on('exit', () => settle(current === undefined ? { reason } : { failed: current, reason }));
      next();
    });
  }
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
