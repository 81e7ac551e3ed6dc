/** Runs in a thread of its own: keeps the analysis of a root and answers for one file at a time. */
import module from 'node:module';
import { workerData } from 'node:worker_threads';
import type { Changes, LintAnswer, Lookout, Session } from '@dist-lint/engine';
import { EDITOR, LARGE, NEWEST, PHASE, READY, ring, SIZE, SMALL, type InnerSetup, type LookReply, type LookRequest, type Question, type SessionReply } from './thread-messages.ts';

// From Node.js 22.1; a thread does not inherit it.
(module as { enableCompileCache?: () => void }).enableCompileCache?.();

/** Modules that are read, resolved and linked within a second, the parser loaded, on a slow machine. */
const MOST_AT_ONCE = 400;
/** Milliseconds between two thoughts of looking at the disk unasked, and for how long after the last question. */
const PAUSE = 1000;
const LONGEST_IDLE = 600_000;

const { root, cache, threads, cells, port, lookout } = workerData as InnerSetup;
// After the cache is enabled, so that it covers the compiler.
const { isInsideFile, openSession } = await import('@dist-lint/engine');

const isEditor = (): boolean => Atomics.load(cells, EDITOR) === 1;
let session: Session | undefined;
let failure: unknown;
await open();

// One after the other: a lint may read the tree anew.
let last: Promise<void> = Promise.resolve();
let waiting = 0;
let isIdling = false;
let asked = performance.now();
port.on('message', (question: Question) => {
  waiting += 1;
  asked = performance.now();
  last = last.then(() => answer(question)).finally(() => (waiting -= 1));
  void last.then(beIdle);
});
Atomics.store(cells, PHASE, READY);
ring(cells);
beIdle();

/** A configuration that cannot be used is told to whoever asks, and tried again: somebody will mend it. */
async function open(): Promise<void> {
  try {
    session = await openSession({
      cwd: root,
      onFound(modules) {
        Atomics.store(cells, SIZE, modules > MOST_AT_ONCE ? LARGE : SMALL);
        ring(cells);
      },
      lookout: besideUs(),
      ...(cache === undefined ? {} : { cache }),
      ...(threads === undefined ? {} : { threads }),
    });
  } catch (error) {
    failure = error;
  }
}

async function answer(question: Question): Promise<void> {
  const { id } = question;
  if (id !== Atomics.load(cells, NEWEST)) return; // nobody waits for it any more
  let reply: SessionReply;
  try {
    reply = { id, answer: await lint(question) };
  } catch (error) {
    reply = { id, failure: said(error) };
  }
  port.postMessage(reply);
  ring(cells);
  if (isEditor()) session?.look();
}

/** Of a mistake of the user's what to do; of ours where it is. */
function said(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'hint' in error ? `${error.message} ${String(error.hint)}` : (error.stack ?? error.message);
}

async function lint({ file, text, rules }: Question): Promise<LintAnswer> {
  if (isInsideFile(file)) return { status: 'not-analysed', findings: [], failures: {} };
  if (!session) await open();
  if (!session) throw failure;
  return session.lint({ file, text, rules });
}

/** Between two questions of an editor: first what the next answers will need, step by step, then the disk now and then. */
function beIdle(): void {
  if (!isEditor() || waiting > 0 || isIdling || !session) return;
  isIdling = true;
  if (session.prepare()) setImmediate(beIdleAgain);
  else if (performance.now() - asked < LONGEST_IDLE) setTimeout(() => {
    if (waiting === 0 && session) last = last.then(() => session?.follow());
    void last.then(beIdleAgain);
  }, PAUSE);
  else isIdling = false;
}

function beIdleAgain(): void {
  isIdling = false;
  beIdle();
}

/** The thread that watches looks while this one computes. In a batch this one looks: nobody waits for a single answer. */
function besideUs(): Lookout {
  const told: ((changes: Changes) => void)[] = []; // it looks as often as it is asked, in that order
  lookout.on('message', (changes: LookReply) => told.shift()?.(changes ?? { folders: false, deciding: false, modules: [] }));
  const say = (request: LookRequest): void => lookout.postMessage(request);
  return {
    follow: (seen) => say({ follow: seen }),
    look() {
      if (!isEditor()) return undefined;
      say('look');
      return new Promise((done) => void told.push(done));
    },
  };
}
