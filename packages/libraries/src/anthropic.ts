import { defineLibrary } from './library.ts';

/** Two more attempts, within half a second, then a second, less up to a quarter. */
const retries = {
  of: 'calls',
  attempts: 3,
  says: [{ at: '1.maxRetries|2.maxRetries', counts: 'retries' }, { at: 'withOptions:0.maxRetries', counts: 'retries' }, { at: 'new:0.maxRetries', counts: 'retries' }],
  delay: { first: 500, factor: 2, max: 8000, jitter: true },
  errors: 'transient',
  source: 'https://github.com/anthropics/anthropic-sdk-typescript/blob/bfa9197f/src/client.ts#L644',
} as const;

const generate = { effects: [{ kind: 'network', target: '0.model', method: '=POST', payload: '0', stake: 'llm' }] } as const;

/** Waits 10 minutes and tries three times unless told otherwise. */
export const anthropic = defineLibrary({
  name: 'anthropic',
  packages: ['@anthropic-ai/sdk', '@anthropic-ai/bedrock-sdk', '@anthropic-ai/vertex-sdk'],
  docs: 'https://github.com/anthropics/anthropic-sdk-typescript/blob/main/api.md',
  aliases: { default: 'Anthropic', AnthropicBedrock: 'Anthropic', AnthropicVertex: 'Anthropic' },
  symbols: {
    Anthropic: { fails: 'throws', retries },
    // The same client with some options changed.
    'Anthropic.withOptions': { returns: 'Anthropic', fails: 'never' },
    'Anthropic.messages.create|parse': generate,
    'Anthropic.beta.messages.create|parse|toolRunner': generate,
    'Anthropic.completions.create': generate,
    'Anthropic.messages.countTokens': { effects: [{ kind: 'network', target: '0.model', method: '=POST', payload: '0' }] },
    'Anthropic.beta.messages.countTokens': { effects: [{ kind: 'network', target: '0.model', method: '=POST', payload: '0' }] },
    // Returns at once; failure shows when the stream is read, or as an `error` event.
    'Anthropic.messages.stream': { ...generate, returns: 'MessageStream', fails: 'never' },
    'Anthropic.beta.messages.stream': { ...generate, returns: 'MessageStream', fails: 'never' },
    'MessageStream.finalMessage|finalText|done': { effects: [{ kind: 'network', method: '=POST', stake: 'llm' }] },
    'MessageStream.on|once': {
      returns: 'this',
      callbacks: [{ at: '1', runs: 'later', onThrow: 'crash', errorEvents: { at: '0', names: ['error', 'abort'] } }],
    },
    'MessageStream.abort': { cleanup: true, fails: 'never' },
    'Anthropic.messages.batches.create|cancel': { effects: [{ kind: 'network', method: '=POST', payload: '0', stake: 'llm' }] },
    'Anthropic.messages.batches.retrieve|list|results': { effects: [{ kind: 'network', method: '=GET' }] },
    'Anthropic.models.retrieve|list': { effects: [{ kind: 'network', method: '=GET' }] },
    'Anthropic.beta.models|files.retrieve|list|retrieveMetadata|download': { effects: [{ kind: 'network', method: '=GET' }] },
    'Anthropic.beta.files.upload': { effects: [{ kind: 'network', method: '=POST' }] },
    'Anthropic.beta.files.delete': { effects: [{ kind: 'network', method: '=DELETE' }] },
  },
});
