import { defineLibrary } from './library.ts';

const read = { effects: [{ kind: 'network', target: '*1', method: '=GET' }] } as const;
const write = { effects: [{ kind: 'network', target: '*1', method: '=POST', payload: '0' }] } as const;

/** Rejects when Slack answers `ok: false`; tries eleven times unless told otherwise. */
export const slack = defineLibrary({
  name: 'slack',
  packages: ['@slack/web-api'],
  docs: 'https://docs.slack.dev/tools/node-slack-sdk/web-api/',
  symbols: {
    WebClient: {
      fails: 'never',
      retries: {
        of: 'calls',
        attempts: 11,
        // A policy of the package may stand there: it is not read.
        says: [{ at: 'new:1.retryConfig.retries', counts: 'retries' }, { at: 'new:1.retryConfig', counts: 'retries' }],
        delay: { first: 1000, factor: 1.96821, jitter: true, says: { first: 'new:1.retryConfig.minTimeout', factor: 'new:1.retryConfig.factor', max: 'new:1.retryConfig.maxTimeout' } },
        errors: 'transient',
        source: 'https://github.com/slackapi/node-slack-sdk/blob/4322e14f/packages/web-api/src/WebClient.ts#L210',
      },
    },
    'WebClient.chat.postMessage|postEphemeral|update|delete|scheduleMessage|unfurl|meMessage': {
      effects: [{ kind: 'network', target: '0.channel', method: '=POST', payload: '0', stake: 'mail' }],
    },
    'WebClient.*.list|info|history|replies|members|get|lookupByEmail|getPermalink|conversations|test|identity': read,
    'WebClient.*.open|create|invite|join|leave|kick|archive|unarchive|rename|setTopic|setPurpose|add|remove|publish|push|upload|uploadV2|update|mark|close|set|revoke': write,
    'WebClient.oauth.v2.access|exchange': { effects: [{ kind: 'network', target: '=oauth', method: '=POST', payload: '0', stake: 'auth' }] },
    'WebClient.apiCall': { effects: [{ kind: 'network', target: '0', method: '=POST', payload: '1' }] },
    'WebClient.filesUploadV2': { effects: [{ kind: 'network', target: '=files', method: '=POST', payload: '0' }] },
  },
});

export const slackWebhook = defineLibrary({
  name: 'slack-webhook',
  packages: ['@slack/webhook'],
  docs: 'https://docs.slack.dev/tools/node-slack-sdk/webhook/',
  resource: { kind: 'host', name: 'slack' },
  symbols: {
    'IncomingWebhook.send': { effects: [{ kind: 'network', target: 'new:0', method: '=POST', payload: '0', stake: 'mail' }] },
  },
});

/** What a Bolt listener throws goes to the error handler, which logs. */
const listener = { at: 'last', runs: 'later', role: 'event', name: '0', params: ['Arguments'], onThrow: 'handled' } as const;

export const slackBolt = defineLibrary({
  name: 'slack-bolt',
  packages: ['@slack/bolt'],
  docs: 'https://docs.slack.dev/tools/bolt-js/',
  resource: { kind: 'host', name: 'slack' },
  symbols: {
    'App.event|message|action|command|shortcut|view|options|function|step': { callbacks: [listener], fails: 'never' },
    'App.use': { callbacks: [{ ...listener, role: 'middleware' }], fails: 'never' },
    'App.error': { callbacks: [{ at: '0', runs: 'later', role: 'error-middleware', params: ['error'], errorParam: 0 }], fails: 'never' },
    'App.start': { effects: [{ kind: 'listen', target: '0' }] },
    'App.stop': { cleanup: true },
    'App.client': { is: '@slack/web-api#WebClient' },
    'Arguments.client': { is: '@slack/web-api#WebClient' },
    // Slack asks again when it has no acknowledgement within three seconds.
    'Arguments.ack': { effects: [{ kind: 'ack', payload: '0' }] },
    'Arguments.say|respond': { effects: [{ kind: 'network', method: '=POST', payload: '0', stake: 'mail' }] },
  },
});
