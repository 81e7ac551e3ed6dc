import { defineLibrary } from './library.ts';

/** Never rejects for what the service answers: the failure is in `error`. */
const result = { fails: 'result', errorIn: 'error' } as const;
const mail = { effects: [{ kind: 'network', target: '0.to', method: '=POST', payload: '0', stake: 'mail' }], ...result } as const;

export const resend = defineLibrary({
  name: 'resend',
  packages: ['resend'],
  docs: 'https://resend.com/docs/send-with-nodejs',
  symbols: {
    'Resend.emails|batch.send|create': mail,
    'Resend.broadcasts.send': { effects: [{ kind: 'network', target: '0', method: '=POST', stake: 'mail' }], ...result },
    'Resend.emails.update|cancel': { effects: [{ kind: 'network', target: '0', method: '=PATCH', stake: 'mail' }], ...result },
    'Resend.*.get|list': { effects: [{ kind: 'network', target: '*1', method: '=GET' }], ...result },
    'Resend.contacts|audiences|domains|apiKeys|broadcasts.create|update|verify': { effects: [{ kind: 'network', method: '=POST', payload: '0' }], ...result },
    'Resend.*.remove': { effects: [{ kind: 'network', target: '*1', method: '=DELETE' }], ...result },
    // Throws when the signature is wrong: an answer.
    'Resend.webhooks.verify': { fails: 'throws', probe: true },
  },
});
