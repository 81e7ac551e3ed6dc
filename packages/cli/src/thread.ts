import { Worker } from 'node:worker_threads';
import type { Progress } from '@dist-lint/engine';
import { UserError } from '@dist-lint/model';

/** What the thread is to do. */
export interface Question {
  task: 'check' | 'retries' | 'state' | 'blastRadius' | 'graph' | 'explainAt';
  options: object;
  wantsProgress: boolean;
}

/** What it says. Any other error is the thread's own and ends it. */
export type Answer =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'result'; result: unknown }
  | { kind: 'user-error'; code: string; message: string; hint: string };

/**
 * Has the engine do a task in a thread.
 *
 * @throws {UserError} what the engine threw; an `Error` with code `ERR_WORKER_OUT_OF_MEMORY` when memory ran out
 */
export function askThread<T>(task: Question['task'], options: object, onProgress?: (progress: Progress) => void): Promise<T> {
  const question: Question = { task, options, wantsProgress: onProgress !== undefined };
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./engine-thread.js', import.meta.url), { workerData: question });
    worker.on('message', (answer: Answer) => {
      if (answer.kind === 'progress') return onProgress?.(answer.progress);
      if (answer.kind === 'result') resolve(answer.result as T);
      else reject(new UserError(answer.code, answer.message, answer.hint));
      // Nothing that was left running keeps the process from ending.
      void worker.terminate();
    });
    worker.on('messageerror', reject);
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`The engine's thread ended with ${code} and without a result.`)));
  });
}
