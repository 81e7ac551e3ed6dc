import { defineLibrary } from './library.ts';

/** Listens to notifications of Postgres, and reconnects when the connection is lost: without end of its own, until a time is over. */
export const pgListen = defineLibrary({
  name: 'pg-listen',
  packages: ['pg-listen'],
  docs: 'https://github.com/andywer/pg-listen#readme',
  resource: { kind: 'database', name: 'postgres' },
  aliases: { default: 'createSubscriber' },
  symbols: {
    createSubscriber: {
      returns: 'Subscriber',
      fails: 'never',
      retries: {
        of: 'connection',
        attempts: 'unbounded',
        says: [{ at: '1.retryLimit', counts: 'attempts', means: [{ is: 'Infinity', attempts: 'unbounded' }] }],
        within: { ms: 3000, says: '1.retryTimeout' },
        delay: { first: 500, factor: 1, constant: '1.retryInterval', given: '1.retryInterval', asked: { count: '0', from: 0 } },
        errors: 'connection',
        source: 'https://github.com/andywer/pg-listen/blob/master/src/index.ts',
      },
    },
    'Subscriber.connect': { effects: [{ kind: 'connect' }] },
    'Subscriber.close': { cleanup: true },
    'Subscriber.listenTo|unlisten|unlistenAll': { effects: [{ kind: 'consume', target: '0' }] },
    'Subscriber.notify': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }] },
  },
});
