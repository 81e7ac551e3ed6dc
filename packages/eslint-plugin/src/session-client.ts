import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { rules as catalogue, type FileFinding, type LintAnswer } from '@dist-lint/engine';
import type { Wait } from './host.ts';
import { BELL, BUILDING, CELLS, DEAD, EDITOR, NEWEST, PHASE, PULSE, SIZE, SMALL, UNKNOWN, type Question, type SessionReply, type SessionSetup, type WatchReply, type WatchSetup } from './thread-messages.ts';

export interface ClientOptions extends Pick<SessionSetup, 'root' | 'cache' | 'threads'>, Pick<WatchSetup, 'memory'> {
  /** How long an editor may be kept, in milliseconds. */
  patience?: Patience;
}

export interface Patience {
  /** Until the size of the tree is known, at the first lint of all. */
  size: number;
  /** Until the index of a small tree stands, at the first lint of all; later lints do not wait for it. */
  index: number;
  /** For an answer once the index stands. */
  answer: number;
}

/** Findings, and what went wrong, by rule. */
export interface Told {
  findings: readonly FileFinding[];
  failures: LintAnswer['failures'];
}

export interface Client {
  /**
   * Sleeps until there is an answer. For an editor: or until patience ends, and then there is none (`undefined`).
   *
   * @throws Error in a batch, when there can be no answer
   */
  ask(question: Omit<Question, 'id'>, wait: Wait): Told | undefined;
  close(): void;
}

const PATIENCE: Patience = { size: 500, index: 900, answer: 80 };
/** Looks at whether the other threads live, in milliseconds, and how many in vain mean that they do not. */
const LOOK = 1000;
const MOST_LOOKS = 60;

/** Starts the analysis of a root in threads, which do not keep the process alive. */
export function openClient({ root, memory, patience = PATIENCE, ...options }: ClientOptions): Client {
  const cells = new Int32Array(new SharedArrayBuffer(CELLS * Int32Array.BYTES_PER_ELEMENT));
  const session = new MessageChannel();
  const watch = new MessageChannel();
  const setup: WatchSetup = { cells, port: watch.port2, session: { root, cells, port: session.port2, ...options }, ...(memory === undefined ? {} : { memory }) };
  // Node's threads take no TypeScript: run from source, there is no such file, and the thread ends at once.
  // Without the host's own flags: its debugger, loaders and conditions are not meant for us.
  const worker = new Worker(new URL('./watch-thread.js', import.meta.url), { workerData: setup, transferList: [watch.port2, session.port2], execArgv: [] });
  worker.unref();

  let death: string | undefined;
  worker.on('error', (error) => (death ??= error.message));
  const opened = performance.now();
  let isFirst = true;
  const warned = new Set<string>();
  let id = 0;
  let answered: SessionReply | undefined;
  let alone: Extract<WatchReply, { kind: 'alone' }> | undefined;

  /** Takes what has been said; answers to what nobody asks any more are dropped. */
  function receive(): void {
    for (let reply = next<SessionReply>(session.port1); reply; reply = next<SessionReply>(session.port1)) if (reply.id === id) answered = reply;
    for (let reply = next<WatchReply>(watch.port1); reply; reply = next<WatchReply>(watch.port1)) {
      if (reply.kind === 'dead') death ??= reply.reason;
      else if (reply.id === id) alone = reply;
    }
  }

  /** Sleeps until `done`, or the threads have died, or the time has come. */
  function sleepUntil(done: () => boolean, until: number): boolean {
    let pulse = Atomics.load(cells, PULSE);
    for (let looks = 0; ;) {
      const bell = Atomics.load(cells, BELL);
      receive();
      if (done()) return true;
      const left = until - performance.now();
      if (death !== undefined || left <= 0) return false;
      if (Atomics.wait(cells, BELL, bell, Math.min(left, LOOK)) !== 'timed-out' || left < LOOK) continue;
      const now = Atomics.load(cells, PULSE);
      looks = now === pulse ? looks + 1 : 0;
      pulse = now;
      if (looks >= MOST_LOOKS) death = 'it gives no sign of life';
    }
  }

  function answer(failed: (why: string) => void): Told | undefined {
    if (answered && 'answer' in answered) return answered.answer;
    if (answered) failed(`dist-lint failed, and this file has no findings of it: ${answered.failure}`);
    else if (death !== undefined) failed(`dist-lint's thread has died, and nothing has findings of it any more: ${death}.`);
    return undefined;
  }

  function loneFindings(): Told | undefined {
    return alone && { findings: alone.findings, failures: {} };
  }

  function throwIt(why: string): never {
    throw new Error(why);
  }

  function warnOnce(why: string): void {
    if (!warned.has(why)) process.emitWarning(why, 'DistLintWarning');
    warned.add(why);
  }

  function post(question: Omit<Question, 'id'>): void {
    Atomics.store(cells, NEWEST, id);
    session.port1.postMessage({ ...question, id } satisfies Question);
  }

  return {
    ask(question, wait) {
      id += 1;
      answered = undefined;
      alone = undefined;
      if (wait === 'batch') {
        post(question);
        sleepUntil(() => answered !== undefined, Infinity);
        return answer(throwIt);
      }
      Atomics.store(cells, EDITOR, 1);
      const until = isFirst ? opened + patience.index : 0;
      isFirst = false;
      const isBuilding = (): boolean => Atomics.load(cells, PHASE) === BUILDING;
      const lone = isBuilding() ? ofFileScope(question) : undefined;
      // Before the tree is read, too: an answer that comes too late makes the next one come in time.
      if (Atomics.load(cells, PHASE) !== DEAD) post(question);
      if (lone) watch.port1.postMessage({ ...lone, id } satisfies Question);
      sleepUntil(() => !isBuilding() || Atomics.load(cells, SIZE) !== UNKNOWN, Math.min(until, opened + patience.size));
      if (Atomics.load(cells, SIZE) === SMALL) sleepUntil(() => !isBuilding(), until);
      if (isBuilding() && death === undefined) {
        if (lone) sleepUntil(() => alone !== undefined, performance.now() + patience.answer);
        return loneFindings();
      }
      sleepUntil(() => answered !== undefined, Math.max(until, performance.now() + patience.answer));
      return answer(warnOnce);
    },
    close() {
      death ??= 'it was ended';
      void worker.terminate();
    },
  };
}

function next<T>(port: Parameters<typeof receiveMessageOnPort>[0]): T | undefined {
  return (receiveMessageOnPort(port) as { message: T } | undefined)?.message;
}

/** The rules of a question that look at nothing but the file; nothing when there are none. */
function ofFileScope({ file, text, rules }: Omit<Question, 'id'>): Omit<Question, 'id'> | undefined {
  const own = catalogue.filter(({ name, scope }) => scope === 'file' && Object.hasOwn(rules, name)).map(({ name }) => [name, rules[name] ?? {}] as const);
  return own.length === 0 ? undefined : { file, text, rules: Object.fromEntries(own) };
}
