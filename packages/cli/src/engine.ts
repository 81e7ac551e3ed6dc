import type { BlastOptions, CheckOptions, CheckResult, GraphOptions, PlaceExplanation, RetriesOptions, Rule, StateOptions } from '@dist-lint/engine';
import type { BlastReport, RetryInventory, StateInventory } from '@dist-lint/model';
import type { RulePage } from '@dist-lint/rules';
import { askThread } from './thread.ts';

/** What commands need of the engine. Tests hand in their own. */
export interface Engine {
  check(options: CheckOptions): Promise<CheckResult>;
  retries(options: RetriesOptions): Promise<RetryInventory>;
  state(options: StateOptions): Promise<StateInventory>;
  blastRadius(options: BlastOptions): Promise<BlastReport>;
  graph(options: GraphOptions): Promise<BlastReport>;
  explainAt(options: PlaceOptions): Promise<PlaceExplanation>;
  rules(): Promise<readonly Rule[]>;
  /** By the rule's name; in Markdown. */
  pages(): Promise<Readonly<Record<string, RulePage>>>;
}

export interface PlaceOptions {
  cwd: string;
  file: string;
  line: number;
  column?: number;
  threads?: number;
  cache?: boolean;
  config?: string;
  safe?: boolean;
}

/**
 * The engine, loaded when a command needs it: `--help` and `--version` answer without the compiler.
 *
 * It works in a thread of its own. When that runs out of memory, it is the thread that dies and we
 * can say so and end with the right exit code; the process itself would be aborted.
 */
export const threadedEngine: Engine = {
  check: ({ onProgress, ...options }) => askThread('check', options, onProgress),
  retries: ({ onProgress, ...options }) => askThread('retries', options, onProgress),
  state: ({ onProgress, ...options }) => askThread('state', options, onProgress),
  blastRadius: ({ onProgress, ...options }) => askThread('blastRadius', options, onProgress),
  graph: ({ onProgress, ...options }) => askThread('graph', options, onProgress),
  explainAt: (options) => askThread('explainAt', options),
  rules: async () => (await import('@dist-lint/rules')).rules,
  pages: async () => (await import('@dist-lint/rules')).rulePages,
};
