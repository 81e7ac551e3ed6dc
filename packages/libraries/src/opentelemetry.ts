import { defineLibrary } from './library.ts';

export const opentelemetry = defineLibrary({
  name: 'opentelemetry',
  packages: ['@opentelemetry/api'],
  docs: 'https://opentelemetry.io/docs/languages/js/instrumentation/',
  symbols: {
    'trace.getTracer': { returns: 'Tracer', fails: 'never' },
    'trace.getActiveSpan|getSpan': { returns: 'Span', fails: 'never' },
    'Tracer.startSpan': { returns: 'Span', fails: 'never' },
    // The function stands last, after options and context; most calls have neither. It has to end the span itself.
    'Tracer.startActiveSpan': { callbacks: [{ at: 'last', runs: 'now', params: ['Span'] }], returns: 'result1' },
    'context.with': { callbacks: [{ at: '1', runs: 'now' }], returns: 'result1' },
    'context.bind': { returns: 'arg1' },
    'Span.recordException': { effects: [{ kind: 'report', error: '0' }], fails: 'never' },
    // Nearly all callers set `SpanStatusCode.ERROR`: a span that ends well needs no status.
    'Span.setStatus': { effects: [{ kind: 'report' }], returns: 'this', fails: 'never' },
    'Span.addEvent|setAttribute|setAttributes|addLink|updateName': { returns: 'this', fails: 'never' },
    'Span.end': { cleanup: true, fails: 'never' },
    'metrics.getMeter': { returns: 'Meter', fails: 'never' },
    'Meter.createCounter': { returns: 'Counter', fails: 'never' },
    'Meter.createUpDownCounter': { returns: 'UpDownCounter', fails: 'never' },
    'Meter.createHistogram': { returns: 'Histogram', fails: 'never' },
    'Meter.createGauge': { returns: 'Gauge', fails: 'never' },
    'Meter.createObservableGauge|createObservableCounter|createObservableUpDownCounter': { returns: 'Observable', fails: 'never' },
    'Counter|UpDownCounter.add': { effects: [{ kind: 'metric', target: 'new:0' }], fails: 'never' },
    'Histogram|Gauge.record': { effects: [{ kind: 'metric', target: 'new:0' }], fails: 'never' },
    'Observable|ObservableGauge|ObservableCounter|ObservableUpDownCounter.addCallback': { callbacks: [{ at: '0', runs: 'later', onThrow: 'handled' }], fails: 'never' },
    'diag.error': { effects: [{ kind: 'log', level: 'error', error: '1' }], fails: 'never' },
    'diag.warn': { effects: [{ kind: 'log', level: 'warn', error: '1' }], fails: 'never' },
    'diag.info': { effects: [{ kind: 'log', level: 'info', error: '1' }], fails: 'never' },
    'diag.debug|verbose': { effects: [{ kind: 'log', level: 'debug', error: '1' }], fails: 'never' },
  },
});
