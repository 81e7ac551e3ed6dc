import { defineLibrary } from './library.ts';

export const promClient = defineLibrary({
  name: 'prom-client',
  packages: ['prom-client'],
  docs: 'https://github.com/siimon/prom-client#usage',
  symbols: {
    'Counter|Gauge|Histogram|Summary.labels': { returns: 'this', fails: 'throws' },
    'Counter|Gauge.inc': { effects: [{ kind: 'metric', target: 'new:0.name' }], fails: 'throws' },
    'Gauge.dec|set|setToCurrentTime': { effects: [{ kind: 'metric', target: 'new:0.name' }], fails: 'throws' },
    'Histogram|Summary.observe': { effects: [{ kind: 'metric', target: 'new:0.name' }], fails: 'throws' },
    'Gauge|Histogram|Summary.startTimer': { returns: 'Timer', fails: 'never' },
    Timer: { effects: [{ kind: 'metric' }], fails: 'throws' },
    'Counter|Gauge|Histogram|Summary.reset|remove|zero': { fails: 'throws' },
    'Pushgateway.push|pushAdd': { effects: [{ kind: 'metric', target: 'new:0' }] },
  },
});
