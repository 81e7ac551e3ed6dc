/** Whether a function may begin again before it has ended: requests, messages and events come when they come; start-up comes once. */
import type { Expr } from '@dist-lint/model';
import { handedRuns } from '../../handed-runs.ts';
import type { Program } from '../../link.ts';
import type { EntryPoint } from '../../entry-points.ts';
import type { FunctionNumber, LinkedModule } from '../../program.ts';
import { whoNames } from './unused.ts';

const MOST_FUNCTIONS = 200;
const ONCE: ReadonlySet<EntryPoint['role']> = new Set(['lifecycle', 'cli']);

/** A function that nobody in sight calls may, if others can reach it by its name. */
export function mayRunTwice(program: Program, fn: FunctionNumber): boolean {
  const seen = new Set<FunctionNumber>();
  const open = [fn];
  for (let number = open.pop(); number !== undefined && seen.size < MOST_FUNCTIONS; number = open.pop()) {
    if (seen.has(number)) continue;
    seen.add(number);
    const { module, id, fact } = program.modules.function(number);
    if (program.link.isExempt(module.path) || fact.kind === 'module' || fact.kind === 'static-init') continue;
    const roles = program.entryPointsOf(number);
    // What a database's library calls its life cycle is that of each row.
    if (roles.some(({ role, library }) => !ONCE.has(role) || program.link.libraries.isDatabase(library))) return true;
    const callers = program.callers(number).filter((each) => !program.link.isExempt(each.module.path));
    const runs = handedRuns(program, number).filter((each) => !program.link.isExempt(each.module.path));
    if (callers.length === 0 && isWrappedForExport(program, number)) return true;
    const passed = module.index.passedTo[id];
    for (const each of [...callers, ...runs]) open.push(each.module.functionBase + each.function);
    if (callers.length > 0 || runs.length > 0 || roles.length > 0) continue;
    if (passed) open.push(module.functionBase + passed.function);
    else if (isReachable(program, number) && whoNames(program, number) !== 'unused') return true;
  }
  return false;
}

/** Nobody in the program calls it: at most another one does, of which nothing is known. */
export function isOnlyOffered(program: Program, fn: FunctionNumber): boolean {
  return program.callers(fn).length === 0 && program.entryPointsOf(fn).length === 0 && whoNames(program, fn) === 'offered';
}

/** Exported, or a member of a class that is: a library's callers are elsewhere. */
function isReachable(program: Program, number: FunctionNumber): boolean {
  const { module, id, fact } = program.modules.function(number);
  const { facts } = module;
  const isExported = (variable: number | undefined): boolean => variable !== undefined && facts.exports.some((each) => each.variable === variable);
  if (fact.class !== undefined) return fact.kind === 'method' && fact.accessibility !== 'private' && (isExported(facts.classes[fact.class]?.variable) || isMadeForExport(module, facts.classes[fact.class]?.variable));
  const isIt = (value: Expr): boolean => value.k === 'function' && value.function === id;
  return facts.exports.some(({ value, variable = -1 }) => {
    const named = facts.variables[variable];
    return (value && isIt(value)) || (named?.kind === 'function' ? named.def === id : module.index.assignments[variable]?.some((each) => isIt(each.value)));
  });
}

/** `export default withSession(handler)`: what start-up makes of it is a function, which others run when they like. */
function isWrappedForExport(program: Program, number: FunctionNumber): boolean {
  const { module } = program.modules.function(number);
  return program.calls(module, 0).some(({ call, handed, functions }) => {
    if (!handed.some((each) => each.functions.some((one) => one.number === number)) || functions.length === 0) return false;
    const isResult = (value: Expr | undefined): boolean => value?.k === 'result' && value.id === call.id;
    const isExported = module.facts.exports.some(({ value, variable }) => isResult(value) || (variable !== undefined && module.index.assignments[variable]?.some((each) => each.path.length === 0 && isResult(each.value))));
    return isExported && functions.every((each) => {
      const { module: at, id } = program.modules.function(each.number);
      const returned = at.index.returns[id] ?? [];
      return returned.length > 0 && returned.every(({ k }) => k === 'function');
    });
  });
}

/** `export const rates = new Rates()` */
function isMadeForExport({ facts, index }: LinkedModule, of: number | undefined): boolean {
  return of !== undefined && facts.exports.some(({ variable }) => variable !== undefined && index.assignments[variable]?.some(({ value, function: fn }) => {
    const made = value.k === 'result' ? index.calls[fn]?.[value.id] : undefined;
    return made?.kind === 'new' && made.callee.k === 'var' && made.callee.v === of;
  }));
}
