import { defineLibrary } from './library.ts';

/** The span's function stands last; errors it throws are recorded on the span and thrown on. */
const inSpan = { callbacks: [{ at: '1', runs: 'now', params: ['Span'] }], returns: 'result1' } as const;
const inScope = { callbacks: [{ at: 'last', runs: 'now', params: ['Scope'] }], returns: 'result0' } as const;

export const sentry = defineLibrary({
  name: 'sentry',
  packages: [
    '@sentry/node', '@sentry/core', '@sentry/browser', '@sentry/nestjs', '@sentry/nextjs', '@sentry/remix', '@sentry/sveltekit',
    '@sentry/nuxt', '@sentry/astro', '@sentry/bun', '@sentry/deno', '@sentry/cloudflare', '@sentry/aws-serverless',
    '@sentry/google-cloud-serverless', '@sentry/serverless', '@sentry/vercel-edge', '@sentry/react', '@sentry/react-router',
    '@sentry/solidstart', '@sentry/tanstackstart-react', '@sentry/electron', '@sentry/minimal',
  ],
  docs: 'https://docs.sentry.io/platforms/javascript/guides/node/apis/',
  aliases: { Hub: 'Scope' },
  symbols: {
    captureException: { effects: [{ kind: 'report', error: '0' }], fails: 'never' },
    // A message is always sent, with or without an error beside it.
    'captureMessage|captureEvent|captureFeedback|captureUserFeedback': { effects: [{ kind: 'report', payload: '0' }], fails: 'never' },
    'Scope.captureException': { effects: [{ kind: 'report', error: '0' }], fails: 'never' },
    'Scope.captureMessage|captureEvent': { effects: [{ kind: 'report', payload: '0' }], fails: 'never' },
    captureCheckIn: { effects: [{ kind: 'metric', target: '0.monitorSlug' }], fails: 'never' },
    addBreadcrumb: { effects: [{ kind: 'log', level: 'info', payload: '0' }], fails: 'never' },
    'logger.trace|debug': { effects: [{ kind: 'log', level: 'debug', error: '1' }], fails: 'never' },
    'logger.info': { effects: [{ kind: 'log', level: 'info', error: '1' }], fails: 'never' },
    'logger.warn': { effects: [{ kind: 'log', level: 'warn', error: '1' }], fails: 'never' },
    'logger.error|fatal': { effects: [{ kind: 'log', level: 'error', error: '1' }], fails: 'never' },
    'metrics.count|gauge|distribution|increment|set': { effects: [{ kind: 'metric', target: '0' }], fails: 'never' },
    'startSpan|startSpanManual': inSpan,
    startInactiveSpan: { returns: 'Span', fails: 'never' },
    'withActiveSpan|continueTrace': inSpan,
    withMonitor: { callbacks: [{ at: '1', runs: 'now' }], returns: 'result1' },
    'withScope|withIsolationScope|configureScope': inScope,
    'startNewTrace|suppressTracing': { callbacks: [{ at: '0', runs: 'now' }], returns: 'result0' },
    'getCurrentScope|getIsolationScope|getGlobalScope|getCurrentHub': { returns: 'Scope', fails: 'never' },
    'Scope.setTag|setTags|setExtra|setExtras|setContext|setUser|setLevel': { returns: 'this', fails: 'never' },
    'Span.end': { cleanup: true, fails: 'never' },
    'Span.setStatus|setAttribute|setAttributes|updateName': { returns: 'this', fails: 'never' },
    'flush|close': { cleanup: true },
  },
});
