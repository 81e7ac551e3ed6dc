import { defineLibrary } from './library.ts';

/** Channels over a socket, which connects again without end, sooner at first: a table of waits, or a function that says each. */
export const phoenix = defineLibrary({
  name: 'phoenix',
  packages: ['phoenix', '@supabase/phoenix'],
  docs: 'https://hexdocs.pm/phoenix/js/',
  resource: { kind: 'host', addressed: true, base: ['0'] },
  symbols: {
    Socket: {
      fails: 'never',
      retries: {
        of: 'connection',
        attempts: 'unbounded',
        delay: { first: 10, factor: 2, max: 5000, given: '1.reconnectAfterMs', asked: { count: '0' } },
        errors: 'connection',
        source: 'https://github.com/phoenixframework/phoenix/blob/main/assets/js/phoenix/socket.js',
      },
    },
    'Socket.connect': { effects: [{ kind: 'connect' }], fails: 'never' },
    'Socket.channel': { returns: 'Channel', fails: 'never' },
    'Channel.join|push|leave': { effects: [{ kind: 'network', method: '=POST', payload: '1' }], returns: 'Push', fails: 'never' },
    'Push.receive': { callbacks: [{ at: '1', runs: 'later' }], returns: 'this', fails: 'never' },
    'Channel.on|onClose|onError': { callbacks: [{ at: 'last', runs: 'later' }], fails: 'never' },
    'Socket.disconnect': { cleanup: true },
  },
});
