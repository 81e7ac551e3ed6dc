import { defineLibrary } from './library.ts';

const done = { at: '1', runs: 'later', params: ['error'], errorParam: 0, onThrow: 'crash' } as const;

export const nodemailer = defineLibrary({
  name: 'nodemailer',
  packages: ['nodemailer'],
  docs: 'https://nodemailer.com/usage/',
  resource: { kind: 'host', name: 'smtp' },
  aliases: { Mail: 'Transporter' },
  symbols: {
    createTransport: { returns: 'Transporter', fails: 'throws' },
    // Without a callback it returns a promise. A connection may take two minutes to give up, a silent one ten.
    'Transporter.sendMail': { effects: [{ kind: 'network', target: '0.to', method: '=POST', payload: '0', stake: 'mail' }], callbacks: [done] },
    'Transporter.verify': { effects: [{ kind: 'network', method: '=GET' }] },
    'Transporter.use': { returns: 'this', fails: 'never' },
    'Transporter.on|once': {
      returns: 'this',
      callbacks: [{ at: '1', runs: 'later', onThrow: 'crash', errorEvents: { at: '0', names: ['error'] } }],
    },
    'Transporter.close': { cleanup: true, fails: 'never' },
    createTestAccount: { effects: [{ kind: 'network', method: '=POST' }] },
  },
});
