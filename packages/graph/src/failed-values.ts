/** Values that tell of a failure: they are made of it, or say so of themselves. */
import type { Expr } from '@dist-lint/model';
import type { LinkedModule } from './program.ts';
import { operands, someExpr } from './walk.ts';

/** Whether an expression uses one of these variables. */
export function mentions(expr: Expr, variables: readonly number[]): boolean {
  return variables.length > 0 && someExpr(expr, (each) => each.k === 'var' && variables.includes(each.v));
}

const FAILURE_KEYS = /^(error|errors|err|reason|failure|failed|exception|cause|issues?)$/i;
const SUCCESS_KEYS = /^(ok|success|successful|succeeded|valid|isValid)$/i;
const STATUS_KEYS = /^(status|statusCode|code|state|type|kind|result)$/i;

/** A value that says of itself that it is a failure: `{ ok: false }`, `{ statusCode: 500 }`. */
export function saysFailure(object: Extract<Expr, { k: 'object' }>): boolean {
  return object.props.some(({ key, value }) => {
    if (key === undefined) return false;
    if (FAILURE_KEYS.test(key)) return !(value.k === 'literal' && (value.value === null || value.value === false || value.value === '')) && !(value.k === 'global' && value.name === 'undefined');
    if (SUCCESS_KEYS.test(key)) return value.k === 'literal' && value.value === false;
    if (STATUS_KEYS.test(key) && value.k === 'literal') {
      return typeof value.value === 'number' ? value.value >= 400 : typeof value.value === 'string' && /err|fail|invalid|unavailable|unknown|unhealthy|down|disconnect/i.test(value.value);
    }
    return STATUS_KEYS.test(key) && value.k === 'member' && /err|fail|invalid/i.test(value.name);
  });
}

/** One step through a local: `const message = e.message; return { message }`. */
export function derivedFrom(module: LinkedModule, fn: number, value: Expr, errors: readonly number[]): boolean {
  return someExpr(value, (each) => {
    if (each.k === 'result') {
      const call = module.index.calls[fn]?.[each.id];
      return call !== undefined && operands(call).some((operand) => mentions(operand, errors));
    }
    if (each.k !== 'var') return false;
    return (module.index.assignments[each.v] ?? []).some(
      (assignment) => assignment.function === fn && (mentions(assignment.value, errors) || someExpr(assignment.value, (inner) => {
        const call = inner.k === 'result' ? module.index.calls[fn]?.[inner.id] : undefined;
        return call !== undefined && operands(call).some((operand) => mentions(operand, errors));
      })),
    );
  });
}
