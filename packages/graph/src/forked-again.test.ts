/** Workers that are forked again whenever one of them ends. */
import { expect, it } from 'vitest';
import { found } from './own-retries.test.setup.ts';

const workers = (listener: string, more = ''): string => `import cluster from 'node:cluster'; let forks = 0; let isStopping = false; ${more}
  export function start(count: number) { cluster.on('exit', ${listener}); for (let n = 0; n < count; n += 1) cluster.fork(); process.on('SIGTERM', () => { isStopping = true; }); }`;

it.each<[what: string, text: string, expected: string[]]>([
  ['at once, and without end', workers('function (worker, code) { if (isStopping) return; if (code !== 0) { console.error(worker.id); cluster.fork(); } else { process.exit(code); } }'), ["start.<on('exit')>: event unbounded stop [0 0 0]"]],
  ['by a function that has a name', workers('restart', "function restart() { console.log('again'); cluster.fork(); }"), ['restart: event unbounded none [0 0 0]']],
  ['counted', workers('() => { forks += 1; if (forks > 4) process.exit(1); cluster.fork(); }'), ["start.<on('exit')>: event 5 count [0 0 0]"]],
  ['after a while', workers('() => { setTimeout(() => cluster.fork(), 1000); }'), []],
  ['after it was told to end', workers('(worker) => { if (worker.exitedAfterDisconnect) cluster.fork(); }'), []],
  ['not at all', workers('(worker) => { console.log(worker.id); }'), []],
  ['when a worker is there', workers("() => { cluster.fork(); }").replace("'exit'", "'online'"), []],
])('forked again %s', (_, text, expected) => expect(found(text)).toEqual(expected));
