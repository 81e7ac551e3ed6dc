import { defineLibrary } from './library.ts';

export const sendgrid = defineLibrary({
  name: 'sendgrid',
  packages: ['@sendgrid/mail'],
  docs: 'https://github.com/sendgrid/sendgrid-nodejs/tree/main/packages/mail',
  aliases: { default: 'MailService' },
  symbols: {
    'MailService.send|sendMultiple': { effects: [{ kind: 'network', target: '0.to', method: '=POST', payload: '0', stake: 'mail' }] },
    'send|sendMultiple': { effects: [{ kind: 'network', target: '0.to', method: '=POST', payload: '0', stake: 'mail' }] },
    'MailService.setApiKey|setClient|setTimeout|setSubstitutionWrappers': { fails: 'never' },
    'setApiKey|setClient|setTimeout|setSubstitutionWrappers': { fails: 'never' },
  },
});
