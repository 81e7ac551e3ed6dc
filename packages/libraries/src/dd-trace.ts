import { defineLibrary } from './library.ts';

export const ddTrace = defineLibrary({
  name: 'dd-trace',
  packages: ['dd-trace'],
  docs: 'https://datadoghq.dev/dd-trace-js/interfaces/export_.Tracer.html',
  aliases: { default: 'Tracer', tracer: 'Tracer' },
  symbols: {
    'Tracer.init|use': { returns: 'this', fails: 'never' },
    // What the function throws is set on the span.
    'Tracer.trace': { callbacks: [{ at: 'last', runs: 'now', params: ['Span'] }], returns: 'result1' },
    'Tracer.wrap': { returns: 'arg1', fails: 'never' },
    'Tracer.startSpan': { returns: 'Span', fails: 'never' },
    'Tracer.scope': { returns: 'Scope', fails: 'never' },
    'Scope.active': { returns: 'Span', fails: 'never' },
    'Scope.activate': { callbacks: [{ at: '1', runs: 'now' }], returns: 'result1' },
    // An error is told by the tag `error`; in an error handler few set another.
    'Span.setTag': { effects: [{ kind: 'report', error: '1' }], returns: 'this', fails: 'never' },
    'Span.addTags': { effects: [{ kind: 'report', error: '0.error' }], returns: 'this', fails: 'never' },
    'Span.finish': { cleanup: true, fails: 'never' },
    'Tracer.dogstatsd.increment|decrement|gauge|histogram|distribution': { effects: [{ kind: 'metric', target: '0' }], fails: 'never' },
  },
});
