import { defineLibrary } from './library.ts';

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
    'ChatModel.invoke|stream|batch|streamEvents|call|predict|generate': call,
    'ChatModel.bindTools|withStructuredOutput|withRetry|withFallbacks|withConfig|bind|pipe': { returns: 'ChatModel', fails: 'never' },
    'Embeddings.embedQuery|embedDocuments': call,
  },
});

export const langchainCore = defineLibrary({
  name: 'langchain-core',
  packages: ['@langchain/core/runnables', '@langchain/core/language_models/chat_models', '@langchain/core/tools', '@langchain/core/embeddings', 'langchain'],
  docs: 'https://js.langchain.com/docs/concepts/runnables/',
  aliases: { BaseChatModel: 'Runnable', RunnableSequence: 'Runnable', RunnableLambda: 'Runnable', RunnableMap: 'Runnable', RunnableParallel: 'Runnable' },
  symbols: {
    'Runnable.invoke|stream|batch|streamEvents': call,
    'Runnable.from': { callbacks: [{ at: '0', runs: 'later' }], returns: 'Runnable', fails: 'never' },
    'Runnable.pipe|bind|withRetry|withFallbacks|withConfig|assign|bindTools|withStructuredOutput': { returns: 'Runnable', fails: 'never' },
    // What a tool throws is given to the model, or thrown by the call that runs it.
    tool: { callbacks: [{ at: '0', runs: 'later', role: 'procedure', name: '1.name', onThrow: 'handled' }], fails: 'never' },
    DynamicTool: { callbacks: [{ at: '0.func', runs: 'later', role: 'procedure', name: '0.name', onThrow: 'handled' }] },
    DynamicStructuredTool: { callbacks: [{ at: '0.func', runs: 'later', role: 'procedure', name: '0.name', onThrow: 'handled' }] },
    'Embeddings.embedQuery|embedDocuments': call,
  },
});
