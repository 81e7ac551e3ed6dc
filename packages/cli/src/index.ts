/**
 * What `dist-lint` offers to configurations, to rules of one's own, and to scripts. Importing it loads neither the engine nor the
 * parser nor what is known of libraries: those come with the first call of {@link check}, {@link retries} or {@link state}.
 */
import type { CheckOptions, DistLintConfig, RetriesOptions, StateOptions } from '@dist-lint/engine';
import type { Library } from '@dist-lint/libraries';
import type { Report, RetryInventory, StateInventory } from '@dist-lint/model';

export type { CheckOptions, DistLintConfig, OverrideConfig, Preset, Progress, RetriesOptions, RuleConfig, StateOptions } from '@dist-lint/engine';
export type { Callback, Decorator, Effect, EffectKind, EntryRole, FileConvention, Library, Slot, SymbolFacts } from '@dist-lint/libraries';
export { UserError } from '@dist-lint/model';
// A rule of one's own is written like ours: whatever they may ask the program, it may ask.
export * from '@dist-lint/graph';
export type * from '@dist-lint/model';
// Both have a summary: that of a function, and that of a report.
export type { Summary } from '@dist-lint/graph';
export type { Summary as ReportSummary } from '@dist-lint/model';

/** Gives a configuration its type; changes nothing. */
export const defineConfig = <T extends DistLintConfig | (() => DistLintConfig | Promise<DistLintConfig>)>(config: T): T => config;

// The package of libraries has its own; with that one, all of them would be loaded.
/** Checks the shape of what is said of a library; changes nothing. */
export const defineLibrary = <const L extends Library>(library: L): Library => library;

/**
 * Analyses and reports as the command line does, in the process that calls: the root around the first path, or around the
 * current folder.
 *
 * @throws UserError for a path, rule or option that does not exist.
 */
export async function check(options: Partial<CheckOptions> = {}): Promise<Report> {
  const engine = await import('@dist-lint/engine');
  const { report } = await engine.check({ paths: [], cwd: process.cwd(), ...options });
  return report;
}

/**
 * The retry layers around the current folder, or of a target, and their products, as `dist-lint retries --format json` tells them.
 *
 * @throws UserError for a target that does not exist.
 */
export async function retries(options: Partial<RetriesOptions> = {}): Promise<RetryInventory> {
  const engine = await import('@dist-lint/engine');
  return engine.retries({ cwd: process.cwd(), ...options });
}

/**
 * Where the state around the current folder lives, or that of a target, as `dist-lint state --format json` tells it.
 *
 * @throws UserError for a target that does not exist, or that is several things.
 */
export async function state(options: Partial<StateOptions> = {}): Promise<StateInventory> {
  const engine = await import('@dist-lint/engine');
  return engine.state({ cwd: process.cwd(), ...options });
}
