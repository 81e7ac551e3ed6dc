import { defineLibrary } from './library.ts';

/**
 * Chat models build the client of their vendor with `maxRetries: 0`: what they call is theirs to try again, and the vendor's rows
 * are not seen behind them. So seven attempts, and not seven times three.
 */
const retries = {
  of: 'calls',
  attempts: 7,
  says: [{ at: 'new:0.maxRetries', counts: 'retries' }],
  delay: { first: 1000, factor: 2, jitter: true },
  errors: 'transient',
  source: 'https://github.com/langchain-ai/langchainjs/blob/62fc484b/libs/langchain-core/src/utils/async_caller.ts#L370',
} as const;
/** Around what the model tries itself. */
const withRetry = {
  of: 'calls',
  attempts: 3,
  says: [{ at: 'withRetry:0.stopAfterAttempt', counts: 'attempts' }],
  delay: { first: 1000, factor: 2, jitter: true },
  errors: 'any',
  source: 'https://github.com/langchain-ai/langchainjs/blob/62fc484b/libs/langchain-core/src/runnables/base.ts',
} as const;

const call = { effects: [{ kind: 'network', method: '=POST', payload: '0', stake: 'llm' }] } as const;

/** Chat models try seven times unless told otherwise, and switch off the retries of the client below them. */
export const langchain = defineLibrary({
  name: 'langchain',
  packages: ['@langchain/openai', '@langchain/anthropic', '@langchain/google-genai', '@langchain/google-vertexai', '@langchain/groq', '@langchain/mistralai', '@langchain/ollama', '@langchain/aws', '@langchain/cohere'],
  docs: 'https://js.langchain.com/docs/concepts/chat_models/',
  aliases: {
    AzureChatOpenAI: 'ChatModel', ChatOpenAI: 'ChatModel', ChatAnthropic: 'ChatModel', ChatGoogleGenerativeAI: 'ChatModel', ChatVertexAI: 'ChatModel',
    ChatGroq: 'ChatModel', ChatMistralAI: 'ChatModel', ChatOllama: 'ChatModel', ChatBedrockConverse: 'ChatModel', ChatCohere: 'ChatModel',
    OpenAIEmbeddings: 'Embeddings', AzureOpenAIEmbeddings: 'Embeddings', GoogleGenerativeAIEmbeddings: 'Embeddings', MistralAIEmbeddings: 'Embeddings',
    OllamaEmbeddings: 'Embeddings', BedrockEmbeddings: 'Embeddings', CohereEmbeddings: 'Embeddings',
  },
  symbols: {
    'ChatModel|Embeddings': { fails: 'throws', retries },
    'ChatModel.invoke|stream|batch|streamEvents|call|predict|generate': call,
    'ChatModel.bindTools|withStructuredOutput|withFallbacks|withConfig|bind|pipe': { returns: 'ChatModel', fails: 'never' },
    'ChatModel.withRetry': { returns: 'ChatModel', fails: 'never', retries: withRetry },
    'Embeddings.embedQuery|embedDocuments': call,
  },
});

export const langchainCore = defineLibrary({
  name: 'langchain-core',
  packages: ['@langchain/core/runnables', '@langchain/core/language_models/chat_models', '@langchain/core/tools', '@langchain/core/embeddings', 'langchain'],
  docs: 'https://js.langchain.com/docs/concepts/runnables/',
  resource: { kind: 'host', name: 'langchain' },
  aliases: { BaseChatModel: 'Runnable', RunnableSequence: 'Runnable', RunnableLambda: 'Runnable', RunnableMap: 'Runnable', RunnableParallel: 'Runnable' },
  symbols: {
    'Runnable.invoke|stream|batch|streamEvents': call,
    'Runnable.from': { callbacks: [{ at: '0', runs: 'later' }], returns: 'Runnable', fails: 'never' },
    'Runnable.pipe|bind|withFallbacks|withConfig|assign|bindTools|withStructuredOutput': { returns: 'Runnable', fails: 'never' },
    'Runnable.withRetry': { returns: 'Runnable', fails: 'never', retries: withRetry },
    // What a tool throws is given to the model, or thrown by the call that runs it.
    tool: { callbacks: [{ at: '0', runs: 'later', role: 'procedure', name: '1.name', onThrow: 'handled' }], fails: 'never' },
    DynamicTool: { callbacks: [{ at: '0.func', runs: 'later', role: 'procedure', name: '0.name', onThrow: 'handled' }] },
    DynamicStructuredTool: { callbacks: [{ at: '0.func', runs: 'later', role: 'procedure', name: '0.name', onThrow: 'handled' }] },
    'Embeddings.embedQuery|embedDocuments': call,
  },
});
