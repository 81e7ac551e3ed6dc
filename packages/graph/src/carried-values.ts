/**
 * What is handed on when a function begins anew by way of others: parameters that count, parameters that become something
 * else, and what counters outside hold before the first attempt.
 */
import { soleOf, type AssignStep, type CallStep, type Expr } from '@dist-lint/model';
import { owningClass } from './index-module.ts';
import type { Program } from './link.ts';
import { plainValue, type PlainValue } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import { boundNames, forEachStep, someExpr, triesAround } from './walk.ts';

/** The functions of a way that leads back to where it begins. */
export interface Round {
  module: LinkedModule;
  function: number;
  leadsBack: ReadonlySet<number>;
}

/** `made`: it is something new, and no number. */
type Handing = 'same' | 'counted' | 'made' | 'other';

/** Parameters, and what is taken from them, that are other numbers each time: `send(order, tries + 1)`. */
export function steppingOnTheWay(program: Program, round: Round): ReadonlySet<number> {
  const found = spread(program, round, ['counted', 'other']);
  // `const { retry = 0 } = job`.
  for (const id of [round.function, ...round.leadsBack]) {
    forEachStep(round.module.facts.functions[id]?.body ?? [], (step) => {
      if (step.s === 'assign' && step.declares && step.value.k === 'var' && found.has(step.value.v)) for (const { variable } of boundNames(step.to)) found.add(variable);
    });
  }
  return found;
}

/** Parameters that become something else, and no number: the rest of a list, a child, the next page. */
export function movedOnTheWay(program: Program, round: Round): ReadonlySet<number> {
  return spread(program, round, ['made', 'other']);
}

/** Parameters that are handed on in one of some ways, directly or from one that is. */
function spread(program: Program, { module, function: fn, leadsBack }: Round, wanted: readonly Handing[]): Set<number> {
  const found = new Set<number>();
  const around = [fn, ...leadsBack];
  const note = (id: number, call: CallStep, target: number): void => module.facts.functions[target]?.params.forEach(({ target: bound, optional, default: usual, rest }, index) => {
    const arg = call.args[index];
    // `this.log = write.bind(this, 'info')`: what it lacks is handed on by somebody else.
    if (!arg && !optional && !usual && !rest && wanted.includes('other') && call.args.length > 0) for (const { variable } of boundNames(bound)) found.add(variable);
    if (!arg) return;
    for (const { variable, path } of boundNames(bound)) if (wanted.includes(handing(module, id, arg, variable, path, found))) found.add(variable);
  });
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const id of around) {
      for (const { call, functions } of program.calls(module, id)) {
        for (const { number, within = [] } of functions) {
          const target = number - module.functionBase;
          if (!around.includes(target)) continue;
          note(id, call, target);
          // What makes the function that begins anew is handed something, too.
          for (const { site, callee } of within) if (site.module === module && site.function === id) note(id, site.call, callee - module.functionBase);
        }
      }
    }
  }
  return found;
}

function handing(module: LinkedModule, fn: number, arg: Expr, variable: number, path: readonly string[], spreading: ReadonlySet<number>, depth = 0): Handing {
  if (arg.k === 'literal' || arg.k === 'this') return 'same';
  if (arg.k === 'op') return arg.args.some((each) => each.k === 'var' || each.k === 'member') ? 'counted' : 'same';
  if (arg.k === 'object' || isMerged(module, fn, arg)) return 'counted';
  if (arg.k === 'result' && path.length === 0 && module.index.calls[fn]?.[arg.id]?.kind === 'new') return 'made';
  if (arg.k !== 'var') return 'other';
  if (arg.v === variable && path.length === 0) return 'same';
  if (spreading.has(arg.v)) return depth > 0 ? 'counted' : 'other';
  const fact = module.facts.variables[arg.v];
  if (fact?.kind === 'param') return path.length === 0 ? 'same' : 'other';
  // What is known from outside stays what it is.
  const all = module.index.assignments[arg.v] ?? [];
  const isOutside = fact?.function === 0;
  if (all.length === 0 || (isOutside && all.length > 1) || depth > 3 || all.some(({ item }) => item)) return isOutside ? 'same' : 'other';
  if (isOutside && !all.some(({ value }) => someExpr(value, (each) => each.k === 'result'))) return 'same';
  const found = all.map((each) => handing(module, each.function, each.value, variable, [...each.path, ...path], spreading, depth + 1));
  return (['other', 'counted', 'made'] as const).find((each) => found.includes(each)) ?? 'same';
}

/** `Object.assign({ session }, auth)` is what it was, with something added. */
function isMerged({ index }: LinkedModule, fn: number, expr: Expr): boolean {
  const { callee } = (expr.k === 'result' && index.calls[fn]?.[expr.id]) || { callee: undefined };
  return callee?.k === 'member' && callee.name === 'assign' && callee.of.k === 'global' && callee.of.name === 'Object';
}

/** What calls it anew catches its failure, and has it begin anew once more: how often cannot be told from here alone. */
export function isCaughtOnTheWay(program: Program, module: LinkedModule, fn: number, leadsBack: ReadonlySet<number>): boolean {
  const leads = (id: number, to: (target: number) => boolean, at: (call: { at: number }) => boolean): boolean =>
    program.calls(module, id).some(({ call, functions }) => at(call) && functions.some(({ number }) => to(number - module.functionBase)));
  return [...leadsBack].some((id) => id !== fn && program.calls(module, id).some(({ call, functions }) => {
    if (!functions.some(({ number }) => number === module.functionBase + fn)) return false;
    const around = triesAround(module.facts.functions[id]?.body ?? [], call.at).flatMap(({ handler }) => handler ?? []);
    return around.some((handler) => leads(id, (target) => leadsBack.has(target) || target === fn, ({ at }) => at >= handler.at && at < handler.end));
  }));
}

/** What the counters of an object or of the functions around hold before anything has failed. */
export interface Beginning {
  fields: Map<string, PlainValue | null>;
  variables: Map<number, PlainValue | null>;
}

/** Only those count that begin with a number, and that nothing beside the way sets to another. */
export function beginning(program: Program, round: Round): Beginning {
  const found: Beginning = { fields: new Map(), variables: new Map() };
  const { module, function: fn } = round;
  const around = new Set([fn, ...round.leadsBack]);
  for (const id of [...around]) for (const helper of helpersOf(program, module, id, around)) around.add(helper);
  const touched = [...around].flatMap((id) => writesIn(module, id));
  const owner = owningClass(module.facts, fn);
  const names = new Set(touched.flatMap(({ step: { to } }) => (to.k === 'member' && to.of.k === 'this' ? [to.name] : [])));
  for (const name of owner === undefined ? [] : names) {
    const writes = (module.index.fieldAssignments[owner as number]?.get(name) ?? []).map(({ function: id }) => id);
    const first = startOf(program, module, around, [...new Set(writes)].flatMap((id) => writesIn(module, id)).filter(({ step: { to } }) => to.k === 'member' && to.of.k === 'this' && to.name === name), isMaking);
    if (first) found.fields.set(name, first);
  }
  const outside = new Set(touched.flatMap(({ step: { to } }) => (to.k === 'var' && !around.has(module.facts.variables[to.v]?.function ?? fn) ? [to.v] : [])));
  for (const variable of outside) {
    const writes = (module.index.assignments[variable] ?? []).map(({ function: id }) => id);
    const first = startOf(program, module, around, [...new Set(writes)].flatMap((id) => writesIn(module, id)).filter(({ step: { to } }) => to.k === 'var' && to.v === variable), ({ step }) => step.declares === true);
    if (first) found.variables.set(variable, first);
  }
  return found;

  function isMaking({ function: id }: Write): boolean {
    const kind = module.facts.functions[id]?.kind;
    return kind === 'constructor' || kind === 'field-init';
  }
}

/** Functions of the module that only the functions of a way call: what they count, they count on it. */
function helpersOf(program: Program, module: LinkedModule, fn: number, around: ReadonlySet<number>): number[] {
  return program.calls(module, fn).flatMap(({ functions: [target, ...more] }) => {
    const id = (target?.number ?? -1) - module.functionBase;
    if (!target || more.length > 0 || id <= 0 || id >= module.facts.functions.length || around.has(id)) return [];
    return program.callers(target.number).every((caller) => caller.module === module && around.has(caller.function)) ? [id] : [];
  });
}

interface Write {
  step: AssignStep;
  function: number;
}

function writesIn(module: LinkedModule, id: number): Write[] {
  const found: Write[] = [];
  forEachStep(module.facts.functions[id]?.body ?? [], (step) => {
    if (step.s === 'assign') found.push({ step, function: id });
  });
  return found;
}

function startOf(program: Program, module: LinkedModule, around: ReadonlySet<number>, writes: readonly Write[], isFirst: (write: Write) => boolean): PlainValue | undefined {
  const first = soleOf(writes.filter(isFirst));
  if (!first) return undefined;
  const value = plainValue(program.link, { module, function: first.function, isHidden: true }, first.step.value);
  if (typeof value?.value !== 'number') return undefined;
  const isSame = ({ step, function: id }: Write): boolean => step.op === '=' && plainValue(program.link, { module, function: id, isHidden: true }, step.value)?.value === value.value;
  return writes.every((each) => each === first || around.has(each.function) || isSame(each)) ? { value: value.value } : undefined;
}
