import { defineLibrary } from './library.ts';

const listener = { at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } } as const;

/** No timeout unless set; a timeout only tells, by the event `timeout`, and ends nothing. */
export const nodeHttp = defineLibrary({
  name: 'http',
  packages: ['http', 'https'],
  docs: 'https://nodejs.org/api/http.html',
  resource: { kind: 'host', addressed: true },
  symbols: {
    request: {
      effects: [{ kind: 'network', target: '0', method: '0.method', timeout: { at: '0.timeout', unit: 'ms' } }],
      callbacks: [{ at: 'last', runs: 'later', params: ['IncomingMessage'] }],
      returns: 'ClientRequest',
      fails: 'never',
    },
    get: {
      effects: [{ kind: 'network', target: '0', method: '=GET', timeout: { at: '1.timeout', unit: 'ms' } }],
      callbacks: [{ at: 'last', runs: 'later', params: ['IncomingMessage'] }],
      returns: 'ClientRequest',
      fails: 'never',
    },
    'ClientRequest.on|once': {
      callbacks: [{ ...listener, params: [null], errorEvents: { at: '0', names: ['error', 'timeout', 'abort'] } }],
      returns: 'this',
    },
    'ClientRequest.setTimeout': { callbacks: [{ at: '1', runs: 'later' }], returns: 'this' },
    'ClientRequest.destroy|abort': { cleanup: true },
    'IncomingMessage.on|once': {
      callbacks: [{ ...listener, errorEvents: { at: '0', names: ['error', 'aborted'] } }],
      returns: 'this',
    },
    'IncomingMessage.destroy': { cleanup: true },

    'createServer|Server': {
      callbacks: [{ at: 'last', runs: 'later', role: 'route', params: ['IncomingMessage', 'ServerResponse'], onThrow: 'crash' }],
      returns: 'Server',
    },
    'Server.listen': {
      effects: [{ kind: 'listen', target: '0' }],
      callbacks: [{ at: 'last', runs: 'later' }],
      returns: 'this',
      fails: 'never',
    },
    'Server.on|once': {
      callbacks: [{ ...listener, errorEvents: { at: '0', names: ['error', 'clientError', 'tlsClientError'] } }],
      returns: 'this',
    },
    'Server.close|closeAllConnections|closeIdleConnections': { cleanup: true },
    'Server.setTimeout|ref|unref': { returns: 'this' },
    'ServerResponse.writeHead': { effects: [{ kind: 'respond', status: '0' }], returns: 'this', fails: 'throws' },
    'ServerResponse.write|end': { effects: [{ kind: 'respond', payload: '0' }], fails: 'never' },
    'ServerResponse.on|once': { callbacks: [listener], returns: 'this' },
    'ServerResponse.destroy': { cleanup: true },
    'Agent.destroy': { cleanup: true },
  },
});

export const nodeNet = defineLibrary({
  name: 'net',
  packages: ['net', 'tls'],
  docs: 'https://nodejs.org/api/net.html',
  resource: { kind: 'host', addressed: true },
  aliases: { TLSSocket: 'Socket' },
  symbols: {
    'connect|createConnection': {
      effects: [{ kind: 'connect', target: '0' }],
      callbacks: [{ at: 'last', runs: 'later' }],
      returns: 'Socket',
      fails: 'never',
    },
    'Socket.connect': {
      effects: [{ kind: 'connect', target: '0' }],
      callbacks: [{ at: 'last', runs: 'later' }],
      returns: 'this',
      fails: 'never',
    },
    // What is sent is the protocol's business: bytes have no method.
    'Socket.write': { effects: [{ kind: 'network', payload: '0' }], fails: 'never' },
    'Socket.on|once': {
      callbacks: [{ ...listener, errorEvents: { at: '0', names: ['error', 'timeout'] } }],
      returns: 'this',
    },
    'Socket.setTimeout': { callbacks: [{ at: '1', runs: 'later' }], returns: 'this' },
    'Socket.setKeepAlive|setNoDelay|setEncoding|ref|unref|pause|resume': { returns: 'this' },
    'Socket.end|destroy|destroySoon|resetAndDestroy': { cleanup: true },
    'createServer|Server': { callbacks: [{ at: 'last', runs: 'later', role: 'event', params: ['Socket'], onThrow: 'crash' }], returns: 'Server' },
    'Server.listen': {
      effects: [{ kind: 'listen', target: '0' }],
      callbacks: [{ at: 'last', runs: 'later' }],
      returns: 'this',
      fails: 'never',
    },
    'Server.on|once': { callbacks: [listener], returns: 'this' },
    'Server.close': { cleanup: true },
  },
});

export const nodeDns = defineLibrary({
  name: 'dns',
  packages: ['dns'],
  docs: 'https://nodejs.org/api/dns.html',
  resource: false,
  symbols: {
    'lookup|resolve|resolve4|resolve6|resolveAny|resolveCname|resolveMx|resolveNs|resolveSrv|resolveTxt|reverse|lookupService': {
      effects: [{ kind: 'network', target: '0', method: '=GET' }],
      callbacks: [{ at: 'last', runs: 'later', params: ['error', null], errorParam: 0 }],
      fails: 'callback',
    },
    'promises.lookup|resolve|resolve4|resolve6|resolveAny|resolveCname|resolveMx|resolveNs|resolveSrv|resolveTxt|reverse|lookupService': {
      effects: [{ kind: 'network', target: '0', method: '=GET' }],
    },
  },
});

export const nodeDnsPromises = defineLibrary({
  name: 'dns/promises',
  packages: ['dns/promises'],
  docs: 'https://nodejs.org/api/dns.html#dns-promises-api',
  resource: false,
  symbols: {
    'lookup|resolve|resolve4|resolve6|resolveAny|resolveCname|resolveMx|resolveNs|resolveSrv|resolveTxt|reverse|lookupService': {
      effects: [{ kind: 'network', target: '0', method: '=GET' }],
    },
  },
});
