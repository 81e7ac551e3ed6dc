import { defineLibrary } from './library.ts';

export const statsd = defineLibrary({
  name: 'statsd',
  packages: ['hot-shots', 'node-statsd', 'statsd-client'],
  docs: 'https://github.com/brightcove/hot-shots#readme',
  aliases: { default: 'StatsD', Client: 'StatsD' },
  symbols: {
    StatsD: { effects: [{ kind: 'connect', target: '0.host' }], returns: 'StatsD', fails: 'never' },
    'StatsD.childClient|getChildClient': { returns: 'StatsD', fails: 'never' },
    // Sent over UDP: a failure is seen only by the client's `errorHandler`.
    'StatsD.increment|decrement|counter|gauge|gaugeDelta|histogram|distribution|timing|set|unique|check|event': {
      effects: [{ kind: 'metric', target: '0' }],
      fails: 'never',
    },
    // They wrap a function; calling what they return runs it.
    'StatsD.timer|asyncTimer|asyncDistTimer': { returns: 'arg0', fails: 'never' },
    'StatsD.close': { cleanup: true, fails: 'never' },
  },
});
