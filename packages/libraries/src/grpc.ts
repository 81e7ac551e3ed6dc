import { defineLibrary } from './library.ts';

/** Generated clients extend `Client`; their methods end in one of the `make…Request`s. No deadline unless set. */
export const grpc = defineLibrary({
  name: 'gRPC',
  packages: ['@grpc/grpc-js'],
  docs: 'https://grpc.github.io/grpc/node/grpc.Client.html',
  resource: { kind: 'host', addressed: true, base: ['0'] },
  symbols: {
    // One repeat of what the server never saw; more only where a service config asks for it, which is not read.
    Client: {
      effects: [{ kind: 'connect', target: '0' }],
      fails: 'never',
      retries: {
        of: 'calls',
        attempts: 2,
        delay: { first: 0, factor: 1 },
        errors: 'connection',
        transparent: true,
        source: 'https://github.com/grpc/grpc-node/blob/2670b37a/packages/grpc-js/src/retrying-call.ts#L182',
      },
    },
    'Client.makeUnaryRequest': {
      effects: [{ kind: 'network', target: '0', method: '=POST', payload: '3' }],
      callbacks: [{ at: 'last', runs: 'later', params: ['error', null], errorParam: 0 }],
      returns: 'ClientUnaryCall',
      fails: 'callback',
    },
    'Client.makeClientStreamRequest': {
      effects: [{ kind: 'network', target: '0', method: '=POST' }],
      callbacks: [{ at: 'last', runs: 'later', params: ['error', null], errorParam: 0 }],
      returns: 'ClientWritableStream',
      fails: 'callback',
    },
    'Client.makeServerStreamRequest': {
      effects: [{ kind: 'network', target: '0', method: '=POST', payload: '3' }],
      returns: 'ClientReadableStream',
      fails: 'never',
    },
    'Client.makeBidiStreamRequest': { effects: [{ kind: 'network', target: '0', method: '=POST' }], returns: 'ClientDuplexStream', fails: 'never' },
    'ClientUnaryCall|ClientReadableStream|ClientWritableStream|ClientDuplexStream.on|once': {
      callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } }],
      returns: 'this',
    },
    'ClientWritableStream|ClientDuplexStream.write': { effects: [{ kind: 'network', method: '=POST', payload: '0' }], fails: 'never' },
    'ClientUnaryCall|ClientReadableStream|ClientWritableStream|ClientDuplexStream.cancel': { cleanup: true },
    'Client.waitForReady': {
      effects: [{ kind: 'connect' }],
      callbacks: [{ at: '1', runs: 'later', params: ['error'], errorParam: 0 }],
      fails: 'callback',
    },
    'Client.close': { cleanup: true },
    closeClient: { cleanup: true },
    'Server.bindAsync': {
      effects: [{ kind: 'listen', target: '0' }],
      callbacks: [{ at: '2', runs: 'later', params: ['error', null], errorParam: 0 }],
      fails: 'callback',
    },
    'Server.register': { callbacks: [{ at: '1', runs: 'later', role: 'procedure', name: '0', onThrow: 'handled' }] },
    'Server.tryShutdown': { callbacks: [{ at: '0', runs: 'later', params: ['error'], errorParam: 0 }], cleanup: true },
    'Server.forceShutdown': { cleanup: true },
  },
});
