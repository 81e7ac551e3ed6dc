import type { Language, ModuleFacts } from '@dist-lint/model';

/** The outcome for one file: its facts, or why there are none. */
export type LoweredText = { facts: ModuleFacts } | { failure: LowerFailure };

export interface LowerFailure {
  kind: string;
  message: string;
}

/** The one function of the frontend that is needed here. */
export type Lower = (typeof import('@dist-lint/frontend'))['lower'];

/**
 * The frontend, loaded on demand: it brings TypeScript's parser, which takes a third of a second
 * that a run with a warm cache need not spend.
 */
export async function loadFrontend(): Promise<Lower> {
  const { lower } = await import('@dist-lint/frontend');
  return lower;
}

/** Lowers one text. That the frontend throws is our bug; it costs one file, not the run. */
export function lowerText(lower: Lower, text: string, language: Language): LoweredText {
  try {
    const result = lower(text, language);
    return 'facts' in result ? result : { failure: result.gap };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { failure: { kind: 'internal-error', message: `dist-lint failed on this file: ${message}` } };
  }
}
