import type { CheckOptions, CheckResult, PlaceExplanation, Rule } from '@dist-lint/engine';
import { askThread } from './thread.ts';

/** What commands need of the engine. Tests hand in their own. */
export interface Engine {
  check(options: CheckOptions): Promise<CheckResult>;
  explainAt(options: PlaceOptions): Promise<PlaceExplanation>;
  rules(): Promise<readonly Rule[]>;
  /** By the rule's name. */
  pages(): Promise<Readonly<Record<string, RulePage>>>;
}

/** What a rule's page says, in Markdown. */
export interface RulePage {
  finds: string;
  why: string;
  todo: string;
  misses: string;
}

export interface PlaceOptions {
  cwd: string;
  file: string;
  line: number;
  column?: number;
  threads?: number;
  cache?: boolean;
}

/**
 * The engine, loaded when a command needs it: `--help` and `--version` answer without the compiler.
 *
 * It works in a thread of its own. When that runs out of memory, it is the thread that dies and we
 * can say so and end with the right exit code; the process itself would be aborted.
 */
export const threadedEngine: Engine = {
  check: ({ onProgress, ...options }) => askThread('check', options, onProgress),
  explainAt: (options) => askThread('explainAt', options),
  rules: async () => (await import('@dist-lint/rules')).rules,
  async pages() {
    const catalogue: unknown = await import('@dist-lint/rules');
    return (catalogue as { rulePages?: Readonly<Record<string, RulePage>> }).rulePages ?? {};
  },
};
