/** Writes to what a process holds in memory beyond a call: assignments, deletions, and calls that change a container. */
import type { CallStep, Expr, Span, Step } from '@dist-lint/model';
import { nameSpan } from '../call-spans.ts';
import { owningClass } from '../index-module.ts';
import type { Program } from '../link.ts';
import { lineAndColumn, type LinkedModule, type Placed } from '../program.ts';
import { someExpr } from '../walk.ts';
import { containerChange } from './containers.ts';
import { propertyType, statesOfType } from './declared-states.ts';
import { environmentMemory } from './environment.ts';
import { literalsOf } from './literals.ts';
import { calledAtLoadOnly, outermost } from './load-time.ts';
import { isLocked, leaves, lookedAt, type Passed } from './memory-guards.ts';
import type { Memory } from './memory.ts';
import { memoryHeld, memoryTarget } from './memory-places.ts';
import { innerTargets } from './memory-targets.ts';
import type { Guard, StateAccess, StateCell } from './state-model.ts';

/** Those of a module outside of construction. O(steps). */
export function memoryWrites(program: Program, module: LinkedModule): readonly StateAccess[] {
  const found: StateAccess[] = [];
  module.facts.functions.forEach((fact, fn) => walk({ program, module, fn, found }, fact.body, undefined));
  return found;
}

interface Walk {
  program: Program;
  module: LinkedModule;
  fn: number;
  found: StateAccess[];
}

function walk(at: Walk, steps: readonly Step[], before: Passed | undefined): void {
  let passed = before;
  for (const step of steps) {
    switch (step.s) {
      case 'assign':
        if (!step.declares) assignment(at, step, passed);
        break;
      case 'delete': {
        const memory = memoryTarget(at.program, at.module, at.fn, step.target);
        if (memory) write(at, { memory, span: step, operation: memory.inside ? 'mutate' : 'set', via: 'delete' }, passed);
        break;
      }
      case 'call':
        change(at, step, passed);
        break;
      case 'if':
        walk(at, step.then, { test: step.test, holds: step.kind !== 'or', before: passed });
        walk(at, step.else, { test: step.test, holds: step.kind === 'or', before: passed });
        if (step.kind !== 'if') break;
        if (leaves(step.then)) passed = { test: step.test, holds: false, before: passed };
        else if (leaves(step.else)) passed = { test: step.test, holds: true, before: passed };
        break;
      case 'switch':
        for (const { test, body } of step.cases) walk(at, body, test ? { test: step.on, holds: true, equals: test, before: passed } : passed);
        break;
      case 'loop': {
        const inside = step.test && step.kind !== 'do' ? { test: step.test, holds: true, before: passed } : passed;
        for (const [body, on] of [[step.init, passed], [step.head, passed], [step.body, inside], [step.update, inside]] as const) if (body) walk(at, body, on);
        break;
      }
      case 'try':
        for (const body of [step.body, step.handler?.body, step.finally]) if (body) walk(at, body, passed);
        break;
      case 'block':
        walk(at, step.body, passed);
        break;
      default:
    }
  }
}

function assignment(at: Walk, step: Extract<Step, { s: 'assign' }>, passed: Passed | undefined): void {
  const targets = step.to.k === 'var' || step.to.k === 'member' || step.to.k === 'index' || step.to.k === 'global' ? [step.to] : innerTargets(step.to);
  for (const target of targets) {
    const memory = memoryTarget(at.program, at.module, at.fn, target);
    if (!memory) continue;
    const isWhole = target === step.to && PLAIN.has(step.op);
    write(at, {
      memory, span: step, operation: memory.inside ? 'mutate' : 'set', via: 'assignment',
      ...(isWhole ? { value: { module: at.module, function: at.fn, expr: step.value } } : {}),
      ...(PLAIN.has(step.op) || waits(at, step.value) ? {} : { atomic: true }),
    }, CONDITIONAL.has(step.op) ? { test: target, holds: step.op === '&&=', before: passed } : passed);
  }
}

/** Operators that write the operand itself. */
const PLAIN = new Set(['=', '??=', '||=', '&&=']);
/** Operators that look first. */
const CONDITIONAL = new Set(['??=', '||=', '&&=']);

/** `total += await size()` reads the old value before the wait. */
function waits({ module, fn }: Walk, expr: Expr): boolean {
  return someExpr(expr, (each) => each.k === 'awaited' || (each.k === 'result' && module.index.calls[fn]?.[each.id]?.awaited === true));
}

function change(at: Walk, call: CallStep, passed: Passed | undefined): void {
  const { program, module, fn } = at;
  const found = containerChange(program, module, fn, call);
  const place = found && memoryHeld(program, module, fn, found.of);
  if (!found || !place) return;
  const span = nameSpan(call);
  const via = found.by;
  const into = found.puts?.expr;
  // `Object.assign(state, { ready: true })` is `state.ready = true`.
  if (into?.k === 'object' && found.of !== (call.callee as Extract<Expr, { k: 'member' }>).of && (place.is === 'environment' || place.is === 'memory')) {
    for (const { key, value } of into.props) {
      const memory = key === undefined ? undefined : memoryTarget(program, module, fn, { k: 'member', of: found.of, name: key });
      if (memory) write(at, { memory, span, operation: memory.inside ? 'mutate' : 'set', via, call: call.id, value: { module, function: fn, expr: value } }, passed);
    }
    return;
  }
  const memory = place.is === 'environment' ? environmentMemory('*') : place.is === 'memory' ? place : undefined;
  if (memory) write(at, { memory, span, operation: 'mutate', via, call: call.id, ...(found.puts ? { value: found.puts } : {}) }, passed);
}

interface Written {
  memory: Memory;
  span: Span;
  operation: 'set' | 'mutate';
  via: string;
  call?: number;
  value?: Placed;
  atomic?: true;
}

function write({ program, module, fn, found }: Walk, { memory, span, operation, via, call, value, atomic }: Written, passed: Passed | undefined): void {
  if (isConstruction(program, module, fn, memory)) return;
  const literals = value && operation === 'set' ? literalsOf(program, value) : undefined;
  const looked = lookedAt(program, module, fn, memory, passed);
  const guard: Guard = {
    ...(atomic ? { atomic } : {}),
    ...(isLocked(program, module, fn, span.at) ? { lock: 'mutex' } : {}),
    ...(looked ? { looked } : {}),
  };
  found.push({
    cell: cellOf(program, memory), how: 'write', operation, module, function: fn, span: { at: span.at, end: span.end }, guard, via,
    ...(call === undefined ? {} : { call }), ...(value ? { value } : {}), ...(literals ? { literals } : {}),
  });
}

/** Whether it only gives the memory its first value: while its module loads, its factory runs, its instance is made. */
function isConstruction(program: Program, module: LinkedModule, fn: number, { declared }: Memory): boolean {
  if (!declared) return false;
  const from = outermost(program, module, fn);
  const { scope } = declared;
  if ('function' in scope) {
    if (declared.module !== module) return false;
    return from === scope.function || (scope.function === 0 && !isExported(module, from) && calledAtLoadOnly(program, module, from, false));
  }
  const owner = owningClass(module.facts, from);
  if (owner === undefined) return false;
  const number = module.classBase + owner;
  // `super(name); this.required = config.required`: a subclass is still making it.
  if (number !== scope.class && !program.link.hierarchy.subclasses(scope.class).includes(number)) return false;
  const kind = module.facts.functions[from]?.kind;
  return kind === 'constructor' || kind === 'field-init' || calledByConstructorOnly(program, module, from, owner);
}

function isExported(module: LinkedModule, fn: number): boolean {
  return module.facts.exports.some(({ variable }) => variable !== undefined && module.facts.variables[variable]?.def === fn && module.facts.variables[variable].kind === 'function');
}

/** `constructor() { this.load(); }`, and nobody else is seen to call it. */
function calledByConstructorOnly(program: Program, module: LinkedModule, fn: number, owner: number): boolean {
  const callers = program.callers(module.functionBase + fn);
  return callers.length > 0 && callers.every((caller) => {
    const from = outermost(program, caller.module, caller.function);
    return caller.module === module && module.facts.functions[from]?.kind === 'constructor' && owningClass(module.facts, from) === owner;
  });
}

function cellOf(program: Program, { id, kind, name, of, field, declared }: Memory): StateCell {
  const states = declared?.type && statesOf(program, declared);
  return {
    id, kind, name, of, field, store: '',
    ...(declared ? { declared: { path: declared.module.path, line: lineAndColumn(declared.module.facts.lineStarts, declared.at)[0], module: declared.module, span: { at: declared.at, end: declared.end } } } : {}),
    ...(states ? { states } : {}),
  };
}

function statesOf(program: Program, { module, type, property }: NonNullable<Memory['declared']>): readonly string[] | undefined {
  if (!type) return undefined;
  if (property === undefined) return statesOfType(program, module, type);
  const own = propertyType(program, module, type, property);
  return own && statesOfType(program, own.module, own.type);
}
