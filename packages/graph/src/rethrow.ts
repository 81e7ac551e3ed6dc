/** How a catch clause throws its error again, in the text. */
import type { Step, Suggestion } from '@dist-lint/model';
import type { ErrorHandler } from './handlers.ts';
import { lineAndColumn, type LinkedModule } from './program.ts';
import { forEachExpr, forEachStep, innerBodies, operands } from './walk.ts';

/**
 * The change that ends a catch clause with `throw error;`. Nothing where control never gets to its end, or the error has no name of its
 * own, or the clause would hold nothing else: it is the `try` then that has to go, and ESLint's `no-useless-catch` says so.
 */
export function rethrow({ module, attempted, cleaningUp }: ErrorHandler): Suggestion | undefined {
  const handler = attempted?.handler;
  if (!handler || cleaningUp || handler.body.length === 0) return undefined;
  const name = handler.param === undefined ? freeName(module) : handler.param.k === 'var' ? unchanged(module, handler.param.v) : undefined;
  if (name === undefined || leavesSomewhere(handler.body)) return undefined;

  const brace = handler.end - 1;
  const [line, column] = lineAndColumn(module.facts.lineStarts, brace);
  const [, tryColumn] = lineAndColumn(module.facts.lineStarts, attempted.at);
  const [lastLine] = lineAndColumn(module.facts.lineStarts, (handler.body.at(-1) as Step).end);
  // A statement before it on its line may lack its semicolon: a new line ends it.
  const text = lastLine < line ? `  throw ${name};\n${' '.repeat(column - 1)}` : `\n${' '.repeat(tryColumn + 1)}throw ${name};\n${' '.repeat(tryColumn - 1)}`;
  const afterCatch = handler.at + 'catch'.length;
  return {
    message: 'Throw the error again at the end of the handler',
    edits: [...(handler.param === undefined ? [{ at: afterCatch, end: afterCatch, text: ` (${name})` }] : []), { at: brace, end: brace, text }],
  };
}

/** Some way through them does not come to their end. */
function leavesSomewhere(steps: readonly Step[]): boolean {
  return steps.some((step) => LEAVING.has(step.s) || innerBodies(step).some(leavesSomewhere));
}

const LEAVING: ReadonlySet<Step['s']> = new Set(['return', 'throw', 'break', 'continue']);

/** The variable's name, unless something else may have been put in it. */
function unchanged(module: LinkedModule, variable: number): string | undefined {
  const fact = module.facts.variables[variable];
  return fact && (fact.writes ?? 0) === 0 ? fact.name : undefined;
}

/** A name that nothing in the file bears or asks for. */
function freeName({ facts }: LinkedModule): string {
  const taken = new Set(facts.variables.map(({ name }) => name));
  for (const { body } of facts.functions) {
    forEachStep(body, (step) => {
      for (const operand of operands(step)) forEachExpr(operand, (expr) => {
        if (expr.k === 'global') taken.add(expr.name);
      });
    });
  }
  const [free] = ['error', 'failure', 'reason'].filter((name) => !taken.has(name));
  if (free !== undefined) return free;
  let number = 2;
  while (taken.has(`error${number}`)) number += 1;
  return `error${number}`;
}
