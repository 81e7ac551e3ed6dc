import { defineLibrary } from './library.ts';

const create = { effects: [{ kind: 'network', target: '*1', method: '=POST', payload: '0' }] } as const;

export const twilio = defineLibrary({
  name: 'twilio',
  packages: ['twilio'],
  docs: 'https://www.twilio.com/docs/libraries/reference/twilio-node/',
  aliases: { default: 'Twilio', twilio: 'Twilio' },
  symbols: {
    Twilio: {
      returns: 'Twilio',
      fails: 'throws',
      retries: {
        of: 'calls',
        attempts: 1,
        says: [
          { at: 'new:2.maxRetries', counts: 'retries' },
          { at: 'new:2.autoRetry', counts: 'retries', means: [{ is: true, attempts: 4 }, { is: false, attempts: 1 }] },
        ],
        delay: { first: 200, factor: 2, max: 3000, jitter: true, says: { max: 'new:2.maxRetryDelay' } },
        errors: 'throttled',
        source: 'https://github.com/twilio/twilio-node/blob/6.2.0/src/base/RequestClient.ts',
      },
    },
    'Twilio.messages.create': { effects: [{ kind: 'network', target: '=messages', method: '=POST', payload: '0', stake: 'mail' }] },
    'Twilio.calls.create': { effects: [{ kind: 'network', target: '=calls', method: '=POST', payload: '0' }] },
    'Twilio.*.create': create,
    'Twilio.*.list|page': { effects: [{ kind: 'network', target: '*1', method: '=GET' }] },
    // `client.messages(sid)`, `client.verify.v2.services(sid)`: called, a list gives one of it.
    'Twilio.messages|calls|conferences|queues|recordings': { returns: 'Instance', fails: 'never' },
    'Twilio.verify.v2.services': { returns: 'VerifyService', fails: 'never' },
    'Twilio.verify.services': { returns: 'VerifyService', fails: 'never' },
    'VerifyService.verifications.create': { effects: [{ kind: 'network', target: '=verifications', method: '=POST', payload: '0', stake: 'auth' }] },
    'VerifyService.verificationChecks.create': { effects: [{ kind: 'network', target: '=verificationChecks', method: '=POST', payload: '0', stake: 'auth' }] },
    'Instance.fetch': { effects: [{ kind: 'network', method: '=GET' }] },
    'Instance.update': { effects: [{ kind: 'network', method: '=POST', payload: '0' }] },
    'Instance.remove': { effects: [{ kind: 'network', method: '=DELETE' }] },
    // Say whether a webhook is Twilio's by what they return.
    'validateRequest|validateRequestWithBody|validateExpressRequest': { fails: 'never' },
  },
});
