/** At which level a call of a logger without a row logs. */
import type { Program } from './link.ts';
import type { LinkedModule } from './program.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import { spellExpr } from './summaries.ts';

const LEVELS = new Set(['error', 'fatal', 'warn', 'info', 'log', 'debug', 'trace', 'verbose']);

/**
 * The level at which a call logs, where the callee is the team's own logger or one nobody has a row for:
 * a function that reaches a log, or something called log or logger, under the name of a level.
 */
export function logLevel(program: Program, module: LinkedModule, { call, functions, externals }: ResolvedCall): string | undefined {
  const { callee } = call;
  if (callee.k !== 'member' || !LEVELS.has(callee.name)) return undefined;
  const known = externals.some((each) => program.link.libraries.symbol(each.package, each.path) !== undefined);
  if (known) return undefined;
  const reaches = functions.some(({ number }) => program.summary(number).effects.some(({ kind }) => kind === 'log'));
  const reports = functions.some(({ number }) => program.summary(number).effects.some(({ kind }) => kind === 'report' || kind === 'metric'));
  if (reports) return undefined;
  return reaches || /(^|\.|#)_?(log|logger|logging)$/i.test(spellExpr(module, callee.of)) ? callee.name : undefined;
}
