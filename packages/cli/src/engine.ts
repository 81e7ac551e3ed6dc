import type { CheckOptions, CheckResult, PlaceExplanation, Rule } from '@dist-lint/engine';

/** What commands need of the engine. Tests hand in their own. */
export interface Engine {
  check(options: CheckOptions): Promise<CheckResult>;
  explainAt(options: { cwd: string; file: string; line: number; column?: number; threads?: number; cache?: boolean }): Promise<PlaceExplanation>;
  rules: readonly Rule[];
}

/** The engine, loaded when a command needs it: `--help` and `--version` answer without the compiler. */
export async function loadEngine(): Promise<Engine> {
  const engine: unknown = await import('@dist-lint/engine');
  return engine as Engine;
}
