/**
 * What happens at once when a body runs: which names it reads and which calls it makes before its
 * first `await`, and whether that is certain or hangs on a branch. One walk over the body: O(steps).
 */
import type { CallStep, ClassFact, DecoratorFact, Expr, ModuleFacts, Span, Step } from '@dist-lint/model';
import { innerBodies, operands, subExpressions } from './walk.ts';

export interface LoadSteps {
  reads: NameRead[];
  calls: CallMade[];
}

export interface NameRead {
  variable: number;
  /** Only this member of it is read. */
  member?: string;
  /** The step in which it stands. */
  span: Span;
  /** It is read whatever the branches. */
  certain: boolean;
}

export interface CallMade {
  /** The function in whose body it stands: an immediately invoked one may be inside the one asked about. */
  function: number;
  call: CallStep;
  certain: boolean;
}

/** @param fn FunctionId; for the module body, static initialisers and decorators count too. */
export function loadSteps(facts: ModuleFacts, fn: number): LoadSteps {
  const found: LoadSteps = { reads: [], calls: [] };
  if (!facts.functions[fn]?.generator) runBody(facts, fn, true, found);
  return found;
}

/** Whether the body runs to its end at once: there was no `await`, `return` or `throw` on the way. */
type Continues = boolean;

function runBody(facts: ModuleFacts, fn: number, certain: boolean, found: LoadSteps): void {
  run(facts, fn, facts.functions[fn]?.body ?? [], certain, found);
}

function run(facts: ModuleFacts, fn: number, steps: readonly Step[], startsCertain: boolean, found: LoadSteps): Continues {
  let certain = startsCertain;
  for (const step of steps) {
    for (const operand of operands(step)) read(operand, step, certain, found);
    switch (step.s) {
      case 'call':
        found.calls.push({ function: fn, call: step, certain });
        if (step.callee.k === 'function' && !facts.functions[step.callee.function]?.generator) runBody(facts, step.callee.function, certain, found);
        if (step.awaited && fn !== 0) return false;
        break;
      case 'await':
        if (fn !== 0) return false;
        break;
      case 'class':
        evaluateClass(facts, facts.classes[step.class], step, certain, found);
        break;
      case 'try':
        if (!run(facts, fn, step.body, certain && !step.handler, found)) certain = false;
        if (step.handler) run(facts, fn, step.handler.body, false, found);
        if (step.finally && !run(facts, fn, step.finally, certain, found)) return false;
        break;
      case 'block':
        if (!run(facts, fn, step.body, certain, found)) certain = false;
        break;
      case 'loop':
        for (const before of [step.init ?? [], step.head ?? []]) run(facts, fn, before, certain, found);
        for (const later of [step.body, step.update ?? []]) run(facts, fn, later, false, found);
        if (mayJump(step)) certain = false;
        break;
      case 'if':
      case 'switch':
        for (const inner of innerBodies(step)) run(facts, fn, inner, false, found);
        if (mayJump(step)) certain = false;
        break;
      case 'return':
      case 'throw':
      case 'break':
      case 'continue':
        return false;
      default:
    }
  }
  return true;
}

/** What is evaluated with a class: its base, its decorators, its static part. */
function evaluateClass(facts: ModuleFacts, fact: ClassFact | undefined, span: Span, certain: boolean, found: LoadSteps): void {
  if (!fact || fact.ambient) return;
  if (fact.extends) read(fact.extends, span, certain, found);
  for (const decorator of decoratorsOf(facts, fact)) {
    for (const expr of [decorator.callee, ...(decorator.args ?? [])]) read(expr, decorator, certain, found);
  }
  if (fact.staticInit !== undefined) runBody(facts, fact.staticInit, certain, found);
}

/** All decorators of a class, its members and their parameters. */
export function decoratorsOf(facts: ModuleFacts, fact: ClassFact): DecoratorFact[] {
  const methods = fact.methods.flatMap((id) => facts.functions[id] ?? []);
  return [
    ...(fact.decorators ?? []),
    ...fact.fields.flatMap((field) => field.decorators ?? []),
    ...methods.flatMap((method) => [...(method.decorators ?? []), ...method.params.flatMap((param) => param.decorators ?? [])]),
  ];
}

function read(expr: Expr, span: Span, certain: boolean, found: LoadSteps): void {
  if (expr.k === 'var') {
    found.reads.push({ variable: expr.v, span: { at: span.at, end: span.end }, certain });
  } else if (expr.k === 'member' && expr.of.k === 'var') {
    found.reads.push({ variable: expr.of.v, member: expr.name, span: { at: span.at, end: span.end }, certain });
  } else if (expr.k === 'op' && BRANCHING.has(expr.op)) {
    expr.args.forEach((arg, index) => read(arg, span, certain && index === 0, found));
  } else if (expr.k === 'op' && expr.op === 'typeof') {
    for (const arg of expr.args) read(arg, span, false, found);
  } else {
    for (const inner of subExpressions(expr)) read(inner, span, certain, found);
  }
}

const BRANCHING = new Set(['?:', '&&', '||', '??']);

function mayJump(step: Step): boolean {
  return innerBodies(step).some((body) => body.some((inner) => JUMPS.has(inner.s) || mayJump(inner)));
}

const JUMPS = new Set<Step['s']>(['return', 'throw', 'break', 'continue']);
