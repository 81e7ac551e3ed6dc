import { defineLibrary } from './library.ts';

const generate = { effects: [{ kind: 'network', target: '0.model', method: '=POST', payload: '0', stake: 'llm' }] } as const;

export const googleGenai = defineLibrary({
  name: 'google-genai',
  packages: ['@google/genai'],
  docs: 'https://googleapis.github.io/js-genai/',
  symbols: {
    GoogleGenAI: {
      fails: 'throws',
      retries: {
        of: 'calls',
        attempts: 1,
        says: [
          { at: '0.config.httpOptions.retryOptions.attempts', counts: 'attempts' },
          { at: 'new:0.httpOptions.retryOptions.attempts', counts: 'attempts' },
        ],
        delay: {
          first: 1000,
          factor: 2,
          max: 60_000,
          jitter: true,
          says: { first: 'new:0.httpOptions.retryOptions.initialDelay', factor: 'new:0.httpOptions.retryOptions.expBase', max: 'new:0.httpOptions.retryOptions.maxDelay', unit: 's' },
        },
        errors: 'transient',
        source: 'https://github.com/googleapis/js-genai/blob/main/src/_api_client.ts',
      },
    },
    'GoogleGenAI.models.generateContent|generateContentStream|embedContent|generateImages|editImage|upscaleImage|generateVideos|computeTokens': generate,
    'GoogleGenAI.models.countTokens': { effects: [{ kind: 'network', target: '0.model', method: '=POST' }] },
    'GoogleGenAI.models.get|list': { effects: [{ kind: 'network', method: '=GET' }] },
    'GoogleGenAI.chats.create': { returns: 'Chat', fails: 'never' },
    'Chat.sendMessage|sendMessageStream': { effects: [{ kind: 'network', method: '=POST', payload: '0', stake: 'llm' }] },
    'GoogleGenAI.files|caches|batches|operations.get|list|download|getVideosOperation': { effects: [{ kind: 'network', method: '=GET' }] },
    'GoogleGenAI.files|caches|batches.upload|create|update|cancel': { effects: [{ kind: 'network', method: '=POST' }] },
    'GoogleGenAI.files|caches|batches.delete': { effects: [{ kind: 'network', method: '=DELETE' }] },
  },
});

/** The package before it, still in wide use. */
export const googleGenerativeAi = defineLibrary({
  name: 'google-generative-ai',
  packages: ['@google/generative-ai'],
  docs: 'https://github.com/google-gemini/deprecated-generative-ai-js',
  resource: { kind: 'host', name: 'google genai' },
  symbols: {
    'GoogleGenerativeAI.getGenerativeModel': { returns: 'GenerativeModel', fails: 'throws' },
    'GenerativeModel.generateContent|generateContentStream|embedContent|batchEmbedContents': {
      effects: [{ kind: 'network', target: 'new:0.model', method: '=POST', payload: '0', stake: 'llm' }],
    },
    'GenerativeModel.startChat': { returns: 'ChatSession', fails: 'never' },
    'ChatSession.sendMessage|sendMessageStream': { effects: [{ kind: 'network', method: '=POST', payload: '0', stake: 'llm' }] },
  },
});
