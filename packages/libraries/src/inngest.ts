import { defineLibrary } from './library.ts';

/** A function or step that throws comes again: five attempts unless told otherwise. */
const handler = { runs: 'later', role: 'consumer', params: ['Context'], onReturn: 'ack', onThrow: 'retry' } as const;

export const inngest = defineLibrary({
  name: 'inngest',
  packages: ['inngest'],
  docs: 'https://www.inngest.com/docs/reference/typescript/intro',
  resource: { kind: 'queue', name: 'inngest' },
  symbols: {
    'Inngest.send': { effects: [{ kind: 'enqueue', target: '0.name', payload: '0.data' }] },
    // Versions 1 to 3: (options, trigger, handler). Version 4: (options with triggers, handler).
    'Inngest.createFunction': {
      callbacks: [{ ...handler, at: 'last', name: '1.event' }],
      fails: 'never',
      // Each step is tried that often, and what stands between steps: the two do not multiply.
      retries: {
        of: 'handed',
        attempts: 5,
        says: [{ at: '0.retries', counts: 'retries' }],
        // 15 s, 30 s, 1, 2, 5 and 10 minutes and so on, each with up to half a minute more.
        delay: { first: 15_000, factor: 2, max: 7_200_000, jitter: true },
        errors: 'any',
        durable: true,
        source: 'https://www.inngest.com/docs/features/inngest-functions/error-retries/retries',
      },
    },
    'Context.step': { is: 'Step' },
    'Context.logger': { is: 'Logger' },
    // A step that has succeeded is not run again; its result is kept.
    'Step.run': { callbacks: [{ at: '1', runs: 'again', name: '0' }], returns: 'result1' },
    'Step.sendEvent': { effects: [{ kind: 'enqueue', target: '1.name', payload: '1.data' }] },
    'Step.invoke': { effects: [{ kind: 'enqueue', target: '1.function', payload: '1.data' }] },
    'Step.sleep': { effects: [{ kind: 'timer', delay: '1' }] },
    'Step.sleepUntil': { effects: [{ kind: 'timer' }] },
    'Step.waitForEvent': { effects: [{ kind: 'timer' }] },
    'Step.fetch': { effects: [{ kind: 'network', target: '0', method: '1.method', payload: '1.body' }], returns: 'global#Response', fails: 'result', errorIn: 'ok' },
    'Step.ai.infer': { effects: [{ kind: 'network', method: '=POST', payload: '1.body', stake: 'llm' }] },
    'Step.ai.wrap': { callbacks: [{ at: '1', runs: 'again' }], returns: 'result1' },
    'Logger.debug': { effects: [{ kind: 'log', level: 'debug', error: '0+' }], fails: 'never' },
    'Logger.info': { effects: [{ kind: 'log', level: 'info', error: '0+' }], fails: 'never' },
    'Logger.warn': { effects: [{ kind: 'log', level: 'warn', error: '0+' }], fails: 'never' },
    'Logger.error': { effects: [{ kind: 'log', level: 'error', error: '0+' }], fails: 'never' },
  },
});
