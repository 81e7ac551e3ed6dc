import { defineLibrary } from './library.ts';

const done = { at: 'last', runs: 'later', params: ['error'], errorParam: 0, onThrow: 'crash' } as const;

export const jsonwebtoken = defineLibrary({
  name: 'jsonwebtoken',
  packages: ['jsonwebtoken'],
  docs: 'https://github.com/auth0/node-jsonwebtoken#readme',
  resource: false,
  symbols: {
    // A bad token is an answer. Without a callback it throws; with one the error goes there.
    verify: { callbacks: [done], fails: 'throws', probe: true },
    decode: { fails: 'never' },
    sign: { callbacks: [done], fails: 'throws' },
  },
});

export const jose = defineLibrary({
  name: 'jose',
  packages: ['jose'],
  docs: 'https://github.com/panva/jose#readme',
  resource: false,
  symbols: {
    'jwtVerify|jwtDecrypt|compactVerify|flattenedVerify|generalVerify': { fails: 'rejects', probe: true },
    'decodeJwt|decodeProtectedHeader': { fails: 'throws', probe: true },
    // The keys are fetched when the first token is verified.
    createRemoteJWKSet: { effects: [{ kind: 'network', target: '0', method: '=GET', stake: 'auth', lazy: true }], fails: 'never' },
    'importSPKI|importPKCS8|importX509|importJWK': { fails: 'rejects' },
  },
});
