import { defineLibrary } from './library.ts';

const done = { at: 'last', runs: 'later', params: ['error'], errorParam: 0, onThrow: 'crash' } as const;
const listener = { at: '1', runs: 'later', name: '0', onThrow: 'crash', errorEvents: { at: '0', names: ['error'] } } as const;

export const nodeStreams = defineLibrary({
  name: 'node-streams',
  packages: ['stream', 'readable-stream'],
  docs: 'https://nodejs.org/api/stream.html',
  aliases: { default: 'Stream', ReadStream: 'Readable', WriteStream: 'Writable' },
  symbols: {
    // Errors of every stream go to the callback; between `pipe`s they go nowhere.
    pipeline: { callbacks: [done], fails: 'callback' },
    finished: { callbacks: [done], fails: 'callback' },
    'promises.pipeline|finished': { fails: 'rejects' },
    'Readable|Writable|Duplex|Transform|PassThrough|Stream.on|once|addListener|prependListener': { callbacks: [listener], returns: 'this' },
    'Readable|Duplex|Transform|PassThrough|Stream.pipe': { returns: 'arg0', fails: 'never' },
    'Readable.from|fromWeb': { returns: 'Readable', fails: 'throws' },
    'Readable|Writable|Duplex|Transform|PassThrough.destroy|unpipe|pause|resume|setEncoding|cork|uncork': { returns: 'this', cleanup: true, fails: 'never' },
    'Writable|Duplex|Transform|PassThrough.write|end': { fails: 'callback', callbacks: [done] },
    'Readable|Duplex|Transform|PassThrough.map|filter|flatMap': { callbacks: [{ at: '0', runs: 'each' }], returns: 'this' },
    'Readable|Duplex|Transform|PassThrough.forEach|some|every|find|reduce': { callbacks: [{ at: '0', runs: 'each' }], fails: 'rejects' },
    'Readable|Duplex|Transform|PassThrough.toArray': { fails: 'rejects' },
    // An implementation given as options; its callback takes the error.
    'Readable|Writable|Duplex|Transform|PassThrough': {
      callbacks: [
        { at: '0.read', runs: 'later', onThrow: 'crash' },
        { at: '0.write', runs: 'later', onThrow: 'crash' },
        { at: '0.transform', runs: 'later', onThrow: 'crash' },
        { at: '0.flush', runs: 'later', onThrow: 'crash' },
        { at: '0.final', runs: 'later', onThrow: 'crash' },
      ],
    },
  },
});

export const nodeStreamsPromises = defineLibrary({
  name: 'node-streams-promises',
  packages: ['stream/promises'],
  docs: 'https://nodejs.org/api/stream.html#streams-promises-api',
  symbols: { 'pipeline|finished': { fails: 'rejects' } },
});
