import type { Language, ModuleFacts } from '@dist-lint/model';

/** The outcome for one file: its facts as JSON, or why there are none. */
export type LoweredText = { json: string } | { failure: { kind: 'too-deep' | 'internal-error'; message: string } };

/** The one function of the frontend that is needed here. */
export type Lower = (text: string, language: Language) => ModuleFacts;

/**
 * The frontend, loaded on demand: it brings TypeScript's parser, which takes a third of a second
 * that a run with a warm cache need not spend.
 */
export async function loadFrontend(): Promise<Lower> {
  const { lower } = (await import('@dist-lint/frontend')) as unknown as { lower: Lower };
  return lower;
}

/** Lowers one text. A text that is nested too deeply for the parser's stack is no crash. */
export function lowerToJson(lower: Lower, text: string, language: Language): LoweredText {
  try {
    return { json: JSON.stringify(lower(text, language)) };
  } catch (error) {
    if (error instanceof RangeError) return { failure: { kind: 'too-deep', message: 'It is nested too deeply to be read.' } };
    const message = error instanceof Error ? error.message : String(error);
    return { failure: { kind: 'internal-error', message: `dist-lint failed on this file: ${message}` } };
  }
}
