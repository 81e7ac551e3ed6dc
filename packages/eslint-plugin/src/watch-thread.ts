/**
 * Runs in a thread of its own, between the linter's and the session's. The linter's thread sleeps while it waits and
 * hears of nothing; the session's can run out of memory. This one has little to do and is there to say so. While the
 * session reads the tree, it also answers what can be said of a file alone, and while the session computes an answer,
 * it looks at the disk.
 */
import { relative, sep } from 'node:path';
import { MessageChannel, Worker, workerData } from 'node:worker_threads';
import type { FileFinding, ResolvedConfig, Seen } from '@dist-lint/engine';
import { DEAD, PHASE, PULSE, ring, type InnerSetup, type LookReply, type LookRequest, type Question, type WatchReply, type WatchSetup } from './thread-messages.ts';

/** Milliseconds between two signs of life. */
const BEAT = 1000;

const { session, cells, port, memory } = workerData as WatchSetup;
const tell = (reply: WatchReply): void => {
  port.postMessage(reply);
  ring(cells);
};

let seen: Partial<Seen> | undefined;

Atomics.add(cells, PULSE, 1);
setInterval(() => Atomics.add(cells, PULSE, 1), BEAT);

const looks = new MessageChannel();
const worker = new Worker(new URL('./session-thread.js', import.meta.url), {
  workerData: { ...session, lookout: looks.port2 } satisfies InnerSetup,
  transferList: [session.port, looks.port2],
  execArgv: [],
  ...(memory === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: memory } }),
});
worker.on('error', (error: NodeJS.ErrnoException) => dead(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'it ran out of memory' : (error.stack ?? error.message)));
worker.on('exit', (code) => dead(`it ended with ${code}`));
port.on('message', (question: Question) => void alone(question));
looks.port1.on('message', (request: LookRequest) => {
  if (request === 'look') void look();
  else seen = { ...seen, ...request.follow };
});

function dead(reason: string): void {
  if (Atomics.load(cells, PHASE) === DEAD) return;
  port.postMessage({ kind: 'dead', reason } satisfies WatchReply);
  Atomics.store(cells, PHASE, DEAD);
  ring(cells);
}

async function look(): Promise<void> {
  let reply: LookReply;
  try {
    const { changesSince } = await import('@dist-lint/engine');
    reply = seen && changesSince(seen as Seen);
  } catch {
    // The disk does not answer. Whoever reads from it is told why.
  }
  looks.port1.postMessage(reply);
}

/** Of the root, as it was when it was first asked for: the session, which follows the disk, stands soon after. */
let config: Promise<ResolvedConfig> | undefined;

async function alone({ id, file, text, rules }: Question): Promise<void> {
  let findings: FileFinding[] = [];
  const path = relative(session.root, file).split(sep).join('/');
  if (!path.startsWith('../')) {
    const { isInsideFile, lintAlone, loadConfig } = await import('@dist-lint/engine');
    config ??= loadConfig({ root: session.root, cwd: session.root });
    // What fails here is asked again, and told, when the session stands.
    if (!isInsideFile(file)) findings = await config.then((known) => lintAlone({ path, text, rules, config: known })).catch(() => []);
  }
  tell({ kind: 'alone', id, findings });
}
