/** Reads of memory that somebody writes. */
import type { Expr, Span, Step } from '@dist-lint/model';
import { nameSpan } from '../call-spans.ts';
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import { innerBodies, operands, subExpressions } from '../walk.ts';
import { memoryTarget } from './memory-places.ts';
import { innerTargets } from './memory-targets.ts';
import type { StateAccess, StateCell } from './state-model.ts';

/** What is known of all writes before anything is read. */
export interface WrittenCells {
  /** Whether a cell with this last name is written anywhere: asked of every name, so it must cost nothing. */
  hasName(name: string): boolean;
  cell(id: string): StateCell | undefined;
}

/** O(operands); only where a name is one that is written is it asked what it means. */
export function memoryReads(program: Program, module: LinkedModule, written: WrittenCells, writes: readonly StateAccess[]): readonly StateAccess[] {
  const found: StateAccess[] = [];
  const changes = new Set(writes.flatMap(({ call, function: fn }) => (call === undefined ? [] : [`${fn} ${call}`])));
  const names = module.facts.variables.map((fact, variable) => namesMemory(program, module, variable, written) && fact.kind !== 'param');
  module.facts.functions.forEach((fact, fn) => readSteps({ program, module, fn, written, changes, names, found }, fact.body));
  return found;
}

interface Reading {
  program: Program;
  module: LinkedModule;
  fn: number;
  written: WrittenCells;
  /** Calls that change a container: its name there is no read of it. */
  changes: ReadonlySet<string>;
  /** By VariableId: it may name what is written. */
  names: readonly boolean[];
  found: StateAccess[];
}

function namesMemory(program: Program, module: LinkedModule, variable: number, written: WrittenCells): boolean {
  const fact = module.facts.variables[variable];
  if (!fact) return false;
  if (fact.kind !== 'import') return (fact.function === 0 || fact.captured === true) && written.hasName(fact.name);
  const from = module.facts.imports[fact.def ?? -1];
  const binding = from?.bindings[fact.binding ?? 0];
  if (!from || !binding || from.typeOnly || binding.typeOnly || module.input.resolutions[from.specifier]?.to !== 'module') return false;
  // A namespace is asked for by its members; a default export may have any name.
  if (binding.imported === '*' || (binding.imported !== 'default' && !written.hasName(binding.imported))) return false;
  const found = program.exports.import(module, variable, 'value');
  return found?.is === 'variable' ? written.hasName(found.module.facts.variables[found.variable]?.name ?? '') : found?.is === 'expression' && written.hasName('default');
}

function readSteps(at: Reading, steps: readonly Step[]): void {
  for (const step of steps) {
    if (step.s === 'call') {
      const isChange = at.changes.size > 0 && at.changes.has(`${at.fn} ${step.id}`);
      if (isChange && step.callee.k === 'member') for (const part of subExpressions(step.callee.of)) read(at, part, step);
      else read(at, step.callee, step);
      for (const arg of step.args) read(at, arg, step);
      continue;
    }
    if (step.s === 'function') continue;
    for (const operand of operands(step)) read(at, operand, step);
    if (step.s === 'assign') readByAssignment(at, step);
    else for (const body of innerBodies(step)) readSteps(at, body);
  }
}

/** `total += 1` reads what it writes, and `const { ready } = state` reads by a pattern. */
function readByAssignment(at: Reading, step: Extract<Step, { s: 'assign' }>): void {
  if (step.op !== '=') for (const target of innerTargets(step.to)) read(at, target, step);
  else if (step.to.k === 'member') read(at, step.to.of, step);
  else if (step.to.k === 'index') for (const part of [step.to.of, step.to.index]) read(at, part, step);
  if (step.to.k !== 'object-pattern') return;
  for (const { key } of step.to.props) if (key !== undefined && at.written.hasName(key)) readName(at, { k: 'member', of: step.value, name: key }, step);
}

/** Says for itself what is in an expression, because it is asked of every one of a program. */
function read(at: Reading, expr: Expr, step: Step): void {
  switch (expr.k) {
    case 'var':
      if (at.names[expr.v]) readName(at, expr, step);
      return;
    case 'global':
      if (at.written.hasName(expr.name)) readName(at, expr, step);
      return;
    case 'member':
      if (at.written.hasName(expr.name)) readName(at, expr, step);
      read(at, expr.of, step);
      return;
    case 'index':
      if (expr.index.k === 'literal' && at.written.hasName(String(expr.index.value))) readName(at, expr, step);
      read(at, expr.of, step);
      read(at, expr.index, step);
      return;
    case 'spread':
    case 'awaited':
      read(at, expr.of, step);
      return;
    case 'op':
      if (!NOT_READ.has(expr.op)) for (const arg of expr.args) read(at, arg, step);
      return;
    case 'template':
      for (const value of expr.values) read(at, value, step);
      return;
    case 'array':
      for (const item of expr.items) read(at, item, step);
      return;
    case 'object':
      for (const { computed, value } of expr.props) {
        if (computed) read(at, computed, step);
        read(at, value, step);
      }
      return;
    default:
  }
}

/** The value of an assignment is no further read. */
const NOT_READ = new Set(['assign', '++', '--']);

function readName({ program, module, fn, written, found }: Reading, expr: Expr, step: Step): void {
  const memory = memoryTarget(program, module, fn, expr);
  const cell = memory && !memory.inside ? written.cell(memory.id) : undefined;
  if (!cell) return;
  found.push({
    cell, how: 'read', operation: 'read', module, function: fn, span: spanOf(step), guard: {}, via: 'read',
    ...(step.s === 'call' ? { call: step.id } : {}),
  });
}

/** A step with steps inside is pointed at by its head. */
function spanOf(step: Step): Span {
  if (step.s === 'call') return nameSpan(step);
  const inner = innerBodies(step).flatMap((body) => (body[0] && body[0].at > step.at ? [body[0].at] : []));
  return { at: step.at, end: Math.min(step.end, ...inner) };
}
