import { defineLibrary } from './library.ts';

/** What the provider sends is not tried again below this. */
const retries = {
  of: 'call',
  attempts: 3,
  says: [{ at: '0.maxRetries', counts: 'retries' }, { at: 'new:0.maxRetries', counts: 'retries' }],
  delay: { first: 2000, factor: 2 },
  errors: 'transient',
  source: 'https://github.com/vercel/ai/blob/ed857f50/packages/ai/src/util/retry-with-exponential-backoff.ts#L65-L67',
} as const;
const generate = { effects: [{ kind: 'network', target: '0.model', method: '=POST', payload: '0', stake: 'llm' }], retries } as const;
/** Return at once. Failure is given to `onError` and, by default, only logged; reading the text just ends. */
const stream = {
  ...generate,
  callbacks: [
    { at: '0.onError', runs: 'later', params: ['error'], errorParam: 0, onThrow: 'lost' },
    { at: '0.onFinish', runs: 'later', onThrow: 'lost' },
    { at: '0.onStepFinish', runs: 'later', onThrow: 'lost' },
    { at: '0.onChunk', runs: 'later', onThrow: 'lost' },
  ],
  fails: 'never',
} as const;

/** Tries three times unless told otherwise. */
export const aiSdk = defineLibrary({
  name: 'ai-sdk',
  packages: ['ai'],
  docs: 'https://ai-sdk.dev/docs/reference/ai-sdk-core',
  symbols: {
    'generateText|generateObject|generateImage|experimental_generateImage|experimental_generateVideo|embed|embedMany|rerank': generate,
    'generateSpeech|experimental_generateSpeech|transcribe|experimental_transcribe': generate,
    'streamText|streamObject': stream,
    // A tool that throws gives the model an error to read.
    'tool|dynamicTool': { callbacks: [{ at: '0.execute', runs: 'later', role: 'procedure', onThrow: 'handled' }], returns: 'arg0', fails: 'never' },
    createUIMessageStream: {
      callbacks: [
        { at: '0.execute', runs: 'later', onThrow: 'handled' },
        { at: '0.onError', runs: 'later', params: ['error'], errorParam: 0 },
      ],
      fails: 'never',
    },
    'ToolLoopAgent|Agent|Experimental_Agent.generate|stream': { effects: [{ kind: 'network', method: '=POST', payload: '0', stake: 'llm' }], retries },
  },
});
