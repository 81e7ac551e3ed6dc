import { defineLibrary } from './library.ts';

/** Two more attempts, within half a second, then a second, less up to a quarter. */
const retries = {
  of: 'calls',
  attempts: 3,
  says: [{ at: '1.maxRetries|2.maxRetries', counts: 'retries' }, { at: 'withOptions:0.maxRetries', counts: 'retries' }, { at: 'new:0.maxRetries', counts: 'retries' }],
  delay: { first: 500, factor: 2, max: 8000, jitter: true },
  errors: 'transient',
  source: 'https://github.com/openai/openai-node/blob/7b7d6ca7/src/client.ts#L531',
} as const;

const generate = { effects: [{ kind: 'network', target: '0.model', method: '=POST', payload: '0', stake: 'llm' }] } as const;
/** Returns at once; failure shows when the stream is read, or as an `error` event. */
const stream = { ...generate, returns: 'Stream', fails: 'never' } as const;

/** Waits 10 minutes and tries three times unless told otherwise. */
export const openai = defineLibrary({
  name: 'openai',
  packages: ['openai'],
  docs: 'https://github.com/openai/openai-node/blob/master/api.md',
  aliases: { default: 'OpenAI', AzureOpenAI: 'OpenAI' },
  symbols: {
    OpenAI: { fails: 'throws', retries },
    // The same client with some options changed.
    'OpenAI.withOptions': { returns: 'OpenAI', fails: 'never' },
    'OpenAI.responses.create|parse|compact': generate,
    'OpenAI.chat.completions.create|parse': generate,
    'OpenAI.beta.chat.completions.create|parse': generate,
    'OpenAI.completions|embeddings|moderations.create': generate,
    'OpenAI.images.generate|edit|createVariation': generate,
    'OpenAI.audio.transcriptions|translations|speech.create': generate,
    'OpenAI.videos.create|remix|edit|extend': generate,
    'OpenAI.responses.stream': stream,
    'OpenAI.chat.completions.stream|runTools': stream,
    'OpenAI.beta.chat.completions.stream|runTools': stream,
    'OpenAI.beta.threads.runs.create|createAndPoll|submitToolOutputs': { effects: [{ kind: 'network', method: '=POST', stake: 'llm' }] },
    'Stream.finalMessage|finalContent|finalChatCompletion|finalResponse|done|totalUsage': { effects: [{ kind: 'network', method: '=POST', stake: 'llm' }] },
    'Stream.on|once': {
      returns: 'this',
      callbacks: [{ at: '1', runs: 'later', onThrow: 'crash', errorEvents: { at: '0', names: ['error', 'abort'] } }],
    },
    'Stream.abort': { cleanup: true, fails: 'never' },
    // Files, batches, vector stores, models, threads, and what comes next.
    'OpenAI.*.retrieve|list|content': { effects: [{ kind: 'network', target: '*1', method: '=GET' }] },
    'OpenAI.*.*.retrieve|list|content': { effects: [{ kind: 'network', target: '*1', method: '=GET' }] },
    'OpenAI.*.create|update|cancel|complete|search': { effects: [{ kind: 'network', target: '*1', method: '=POST' }] },
    'OpenAI.*.*.create|update|cancel|pause|resume|createAndPoll|upload|uploadAndPoll': { effects: [{ kind: 'network', target: '*1', method: '=POST' }] },
    'OpenAI.*.delete|del': { effects: [{ kind: 'network', target: '*1', method: '=DELETE' }] },
    'OpenAI.*.*.delete|del': { effects: [{ kind: 'network', target: '*1', method: '=DELETE' }] },
    'OpenAI.webhooks.unwrap|verifySignature': { fails: 'rejects', probe: true },
  },
});
