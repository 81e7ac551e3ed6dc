import { defineLibrary } from './library.ts';

/** Tries once, gives up after 10 s, and fails at once while the circuit is open. */
export const opossum = defineLibrary({
  name: 'opossum',
  packages: ['opossum'],
  docs: 'https://nodeshift.dev/opossum/',
  aliases: { default: 'CircuitBreaker' },
  symbols: {
    // The action is given here and run by `fire`.
    CircuitBreaker: { callbacks: [{ at: '0', runs: 'later', onThrow: 'handled' }] },
    'CircuitBreaker.fire|call': { runsHeld: 'new:0', fails: 'rejects' },
    'CircuitBreaker.fallback': { fallsBack: true, callbacks: [{ at: '0', runs: 'later' }], returns: 'this', fails: 'throws' },
    'CircuitBreaker.healthCheck': { callbacks: [{ at: '0', runs: 'later', role: 'timer', onThrow: 'handled' }], fails: 'throws' },
    'CircuitBreaker.on|once': {
      returns: 'this',
      callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0', onThrow: 'crash', errorEvents: { at: '0', names: ['failure', 'timeout', 'reject', 'healthCheckFailed'] } }],
    },
    'CircuitBreaker.shutdown|disable|clearCache': { cleanup: true, fails: 'never' },
    'CircuitBreaker.open|close|enable': { fails: 'never' },
  },
});
