/** Runs in the thread that `thread.ts` starts: does one task and ends. */
import module from 'node:module';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { BlastOptions, CheckOptions, GraphOptions, Progress, RetriesOptions, StateOptions } from '@dist-lint/engine';
import { UserError } from '@dist-lint/model';
import type { PlaceOptions } from './engine.ts';
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
  const onProgress = (progress: Progress) => {
    if (performance.now() - last < INTERVAL) return;
    last = performance.now();
    tell({ kind: 'progress', progress });
  };
  const told = wantsProgress ? { onProgress } : {};
  const run = {
    check: () => engine.check({ ...(options as CheckOptions), ...told }),
    retries: () => engine.retries({ ...(options as RetriesOptions), ...told }),
    state: () => engine.state({ ...(options as StateOptions), ...told }),
    blastRadius: () => engine.blastRadius({ ...(options as BlastOptions), ...told }),
    graph: () => engine.graph({ ...(options as GraphOptions), ...told }),
    explainAt: () => engine.explainAt(options as PlaceOptions),
  };
  const result = await run[task]();
  tell({ kind: 'result', result });
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  tell({ kind: 'user-error', code: error.code, message: error.message, hint: error.hint });
}
