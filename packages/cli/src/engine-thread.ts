/** Runs in the thread that `thread.ts` starts: does one task and ends. */
import module from 'node:module';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { UserError } from '@dist-lint/model';
import type { Answer, Question } from './thread.ts';

/** Milliseconds between two messages about progress. */
const INTERVAL = 50;

// From Node.js 22.1; a thread does not inherit it.
(module as { enableCompileCache?: () => void }).enableCompileCache?.();

const { task, options, wantsProgress } = workerData as Question;
const tell = (answer: Answer) => (parentPort as MessagePort).postMessage(answer);

try {
  // After the cache is enabled, so that it covers the compiler.
  const engine = await import('@dist-lint/engine');
  let last = 0;
  const onProgress: NonNullable<Parameters<typeof engine.check>[0]['onProgress']> = (progress) => {
    if (performance.now() - last < INTERVAL) return;
    last = performance.now();
    tell({ kind: 'progress', progress });
  };
  const given = wantsProgress ? { ...options, onProgress } : options;
  const run = engine[task as keyof typeof engine] as (options: object) => Promise<unknown>;
  tell({ kind: 'result', result: await run(given) });
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  tell({ kind: 'user-error', code: error.code, message: error.message, hint: error.hint });
}
