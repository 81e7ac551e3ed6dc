import { defineLibrary } from './library.ts';

const listener = { at: '1', runs: 'later', role: 'event', name: '0', onThrow: 'crash', errorEvents: { at: '0', names: ['error', 'messageerror'] } } as const;

export const workerThreads = defineLibrary({
  name: 'worker-threads',
  packages: ['worker_threads'],
  docs: 'https://nodejs.org/api/worker_threads.html',
  symbols: {
    Worker: { effects: [{ kind: 'process', target: '0' }], fails: 'throws' },
    'Worker|MessagePort|BroadcastChannel|parentPort.on|once|addListener': { callbacks: [listener], returns: 'this', fails: 'never' },
    'Worker|MessagePort|BroadcastChannel|parentPort.postMessage': { effects: [{ kind: 'emit', payload: '0' }], fails: 'throws' },
    'Worker.terminate': { cleanup: true },
    'MessagePort|BroadcastChannel|parentPort.close|unref': { cleanup: true, fails: 'never' },
    'MessageChannel.port1|port2': { is: 'MessagePort' },
  },
});

/** Pools of worker threads. */
export const piscina = defineLibrary({
  name: 'piscina',
  packages: ['piscina', 'tinypool'],
  docs: 'https://piscinajs.dev/',
  aliases: { default: 'Piscina', Tinypool: 'Piscina' },
  symbols: {
    'Piscina.run': { effects: [{ kind: 'process', target: 'new:0.filename', payload: '0' }] },
    'Piscina.destroy|close': { cleanup: true },
  },
});
