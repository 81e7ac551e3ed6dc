/** Runs in a thread of its own: keeps the analysis of a root and answers for one file at a time. */
import module from 'node:module';
import { workerData } from 'node:worker_threads';
import type { LintAnswer } from '@dist-lint/engine';
import { LARGE, NEWEST, PHASE, READY, ring, SIZE, SMALL, type Question, type SessionReply, type SessionSetup } from './thread-messages.ts';

// From Node.js 22.1; a thread does not inherit it.
(module as { enableCompileCache?: () => void }).enableCompileCache?.();

/** Modules that are read, resolved and linked within a second, the parser loaded, on a slow machine. */
const MOST_AT_ONCE = 400;

const { root, cache, threads, cells, port } = workerData as SessionSetup;
// After the cache is enabled, so that it covers the compiler.
const { isInsideFile, openSession } = await import('@dist-lint/engine');
const session = await openSession({
  cwd: root,
  onFound(modules) {
    Atomics.store(cells, SIZE, modules > MOST_AT_ONCE ? LARGE : SMALL);
    ring(cells);
  },
  ...(cache === undefined ? {} : { cache }),
  ...(threads === undefined ? {} : { threads }),
});

// One after the other: a lint may read the tree anew.
let last: Promise<void> = Promise.resolve();
port.on('message', (question: Question) => {
  last = last.then(() => answer(question));
});
Atomics.store(cells, PHASE, READY);
ring(cells);

async function answer(question: Question): Promise<void> {
  const { id } = question;
  if (id !== Atomics.load(cells, NEWEST)) return; // nobody waits for it any more
  let reply: SessionReply;
  try {
    reply = { id, answer: await lint(question) };
  } catch (error) {
    reply = { id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  port.postMessage(reply);
  ring(cells);
}

async function lint({ file, text, rules }: Question): Promise<LintAnswer> {
  if (isInsideFile(file)) return { status: 'not-analysed', findings: [] };
  return session.lint({ file, text, rules });
}
