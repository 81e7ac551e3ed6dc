/** Walking bodies: every step in evaluation order, and every operand of a step. */
import type { Expr, Step, Target, TryStep } from '@dist-lint/model';

/** Calls `visit` for each step, outer before inner; stops descending into a step when it returns `false`. */
export function forEachStep(steps: readonly Step[], visit: (step: Step) => boolean | void): void {
  for (const step of steps) {
    if (visit(step) === false) continue;
    for (const inner of innerBodies(step)) forEachStep(inner, visit);
  }
}

/** Some step, outer or inner, passes the test. */
export function someStep(steps: readonly Step[], test: (step: Step) => boolean): boolean {
  return steps.some((step) => test(step) || innerBodies(step).some((inner) => someStep(inner, test)));
}

/** The bodies inside a step, in evaluation order. */
export function innerBodies(step: Step): (readonly Step[])[] {
  switch (step.s) {
    case 'if':
      return [step.then, step.else];
    case 'loop':
      return [step.init ?? [], step.head ?? [], step.body, step.update ?? []];
    case 'switch':
      return step.cases.map((each) => each.body);
    case 'try':
      return [step.body, step.handler?.body ?? [], step.finally ?? []];
    case 'block':
      return [step.body];
    default:
      return [];
  }
}

/** The `try` statements in whose attempted steps a place lies, the outer before the inner. */
export function triesAround(steps: readonly Step[], at: number): TryStep[] {
  const step = steps.find((each) => at >= each.at && at < each.end);
  if (!step) return [];
  const inside = innerBodies(step).find((body) => body.some((each) => at >= each.at && at < each.end));
  return [...(step.s === 'try' && inside === step.body ? [step] : []), ...(inside ? triesAround(inside, at) : [])];
}

/** The expressions a step itself evaluates, not those of inner steps. Targets of writes are left out. */
export function operands(step: Step): Expr[] {
  switch (step.s) {
    case 'call':
      return [step.callee, ...step.args];
    case 'await':
    case 'use':
      return [step.of];
    case 'assign':
      return [step.value];
    case 'delete':
      return [step.target];
    case 'if':
      return [step.test];
    case 'loop':
      return [...(step.test ? [step.test] : []), ...(step.over ? [step.over] : [])];
    case 'switch':
      return [step.on, ...step.cases.flatMap((each) => (each.test ? [each.test] : []))];
    case 'return':
    case 'yield':
      return step.value ? [step.value] : [];
    case 'throw':
      return [step.value];
    default:
      return [];
  }
}

/** What a step waits for. */
export function awaitedBy(step: Step): Expr | undefined {
  return step.s === 'await' ? step.of : step.s === 'call' && step.awaited ? { k: 'result', id: step.id } : undefined;
}

/** The direct sub-expressions of an expression. */
export function subExpressions(expr: Expr): readonly Expr[] {
  switch (expr.k) {
    case 'member':
    case 'spread':
    case 'awaited':
      return [expr.of];
    case 'index':
      return [expr.of, expr.index];
    case 'template':
      return expr.values;
    case 'object':
      return expr.props.flatMap((prop) => (prop.computed ? [prop.computed, prop.value] : [prop.value]));
    case 'array':
      return expr.items;
    case 'op':
      return expr.args;
    default:
      return [];
  }
}

/** Calls `visit` for the expression and everything in it; stops descending when it returns `false`. */
export function forEachExpr(expr: Expr, visit: (expr: Expr) => boolean | void): void {
  if (visit(expr) === false) return;
  for (const inner of subExpressions(expr)) forEachExpr(inner, visit);
}

/** Whether the predicate holds for the expression or anything in it. */
export function someExpr(expr: Expr, holds: (expr: Expr) => boolean): boolean {
  return holds(expr) || subExpressions(expr).some((inner) => someExpr(inner, holds));
}

/** The variables in an expression. */
export function variablesIn(expr: Expr): Set<number> {
  const found = new Set<number>();
  forEachExpr(expr, (each) => {
    if (each.k === 'var') found.add(each.v);
  });
  return found;
}

/** A name bound by a target, with the way to its part of the value. */
export interface BoundName {
  variable: number;
  /** Property names from the whole value to the part; `*` an element or a computed key, `...` a rest. */
  path: string[];
  default?: Expr;
}

/** The variables a target binds. Members bind none. */
export function boundNames(target: Target, path: string[] = [], fallback?: Expr): BoundName[] {
  switch (target.k) {
    case 'var':
      return [{ variable: target.v, path, ...(fallback ? { default: fallback } : {}) }];
    case 'object-pattern':
      return [
        ...target.props.flatMap((prop) => boundNames(prop.to, [...path, prop.key ?? '*'], prop.default)),
        ...(target.rest ? boundNames(target.rest, [...path, '...']) : []),
      ];
    case 'array-pattern':
      return [
        ...target.items.flatMap((item, index) => (item ? boundNames(item.to, [...path, String(index)], item.default) : [])),
        ...(target.rest ? boundNames(target.rest, [...path, '...']) : []),
      ];
    default:
      return [];
  }
}
