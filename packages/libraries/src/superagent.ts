import { defineLibrary } from './library.ts';

const sent = { returns: 'Request' } as const;

/** Sent when awaited or by `end`; what is sent stands in `send`, after the call that names the URL. */
export const superagent = defineLibrary({
  name: 'superagent',
  packages: ['superagent'],
  docs: 'https://ladjs.github.io/superagent/',
  resource: { kind: 'host', addressed: true },
  aliases: { default: 'SuperAgentStatic', SuperAgentRequest: 'Request' },
  symbols: {
    SuperAgentStatic: { effects: [{ kind: 'network', target: '1', method: '0', lazy: true }], ...sent },
    'SuperAgentStatic.agent': { returns: 'Agent' },
    'SuperAgentStatic|Agent.get': { effects: [{ kind: 'network', target: '0', method: '=GET', lazy: true }], ...sent },
    'SuperAgentStatic|Agent.head': { effects: [{ kind: 'network', target: '0', method: '=HEAD', lazy: true }], ...sent },
    'SuperAgentStatic|Agent.post': { effects: [{ kind: 'network', target: '0', method: '=POST', payload: '1', lazy: true }], ...sent },
    'SuperAgentStatic|Agent.put': { effects: [{ kind: 'network', target: '0', method: '=PUT', payload: '1', lazy: true }], ...sent },
    'SuperAgentStatic|Agent.patch': { effects: [{ kind: 'network', target: '0', method: '=PATCH', payload: '1', lazy: true }], ...sent },
    'SuperAgentStatic|Agent.del|delete': { effects: [{ kind: 'network', target: '0', method: '=DELETE', lazy: true }], ...sent },
    'Request.set|send|query|type|accept|auth|attach|field|timeout|redirects|buffer|parse|ok|use|responseType|withCredentials': {
      returns: 'this',
    },
    // `retry()` is once more, at once. A network failure is tried again whatever the method, as are 408, 413, 429 and 5xx.
    'Request.retry': {
      returns: 'this',
      retries: {
        of: 'chained',
        attempts: 2,
        says: [{ at: '0', counts: 'retries' }],
        delay: { first: 0, factor: 1 },
        errors: 'transient',
        source: 'https://ladjs.github.io/superagent/#retrying-requests',
      },
    },
    'Request.end': { callbacks: [{ at: '0', runs: 'later', params: ['error', null], errorParam: 0 }] },
    'Request.on|once': { callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } }], returns: 'this' },
    'Request.abort': { cleanup: true },
  },
});
