/**
 * Receivers of which nothing is known but what is called on them: `const { Orders } = context.collections; Orders.updateOne(…)`.
 *
 * A member that one library alone has tells what its receiver is, and what else is called on one of that name, or on another
 * name below the same (`collections`), is called on the same kind of thing. Its name is that of the table or collection.
 */
import type { Library } from '@dist-lint/libraries';
import { soleOf, type CallStep, type Expr } from '@dist-lint/model';
import type { Program } from '../link.ts';
import { once } from '../once.ts';
import { namedParameterOf } from '../parameter-of.ts';
import type { LinkedModule } from '../program.ts';
import type { Table } from '../tracking.ts';
import type { ExternalValue } from '../values.ts';

export interface ToldReceiver {
  external: ExternalValue;
  library: Library;
  /** '' where it is reached by a name that says nothing. */
  name: string;
}

/** Names below one other that have to be told before all are taken for the same. */
const ENOUGH = 2;

export function toldReceiver(program: Program, module: LinkedModule, fn: number, { callee }: CallStep): ToldReceiver | undefined {
  const { telling } = program.link.libraries;
  if (callee.k !== 'member') return undefined;
  const { of, name: member } = callee;
  const library = telling.find(({ tells }) => tells.members.includes(member)) ?? telling.find((each) => rowOf(program, each, member) && isTold(program, each, module, of));
  if (!library || !rowOf(program, library, member) || !isImported(program, library) || program.link.evaluate(module, fn, of).length > 0) return undefined;
  const name = placeOf(module, of)?.name ?? '';
  return { library, name, external: { is: 'external', package: library.packages[0] ?? '', path: `${library.tells.symbol}.${member}`, args: [[{ is: 'literal', value: name }]] } };
}

function rowOf(program: Program, { packages: [name = ''], tells }: Library, member: string): boolean {
  return program.link.libraries.symbol(name, `${tells?.symbol ?? ''}.${member}`)?.facts.effects?.some(({ kind }) => kind === 'db-read' || kind === 'db-write') ?? false;
}

function isTold(program: Program, library: Library, module: LinkedModule, receiver: Expr): boolean {
  const place = placeOf(module, receiver);
  if (!place) return false;
  const names = tableOf(program).get(`${library.name} ${place.below}`);
  return names.includes(place.name) || new Set(names).size >= ENOUGH;
}

function isImported(program: Program, { name }: Library): boolean {
  return tableOf(program).has(`${name} is imported`);
}

/** By library and the name below which they are reached: the names of told receivers. */
const tableOf = once((program: Program): Table<string, string> => program.tracker.table(() => program.modules.all, (module) => (program.link.isExempt(module.path) ? [] : [...namesIn(program, module)])));

function* namesIn(program: Program, module: LinkedModule): Iterable<[string, string]> {
  const { telling } = program.link.libraries;
  for (const { specifier } of module.facts.imports) {
    const library = telling.find(({ packages }) => packages.includes(specifier));
    if (library) yield [`${library.name} is imported`, specifier];
  }
  const told = new Set<string>();
  for (const [fn, calls] of module.index.calls.entries()) {
    for (const call of calls) {
      if (call?.callee.k !== 'member') continue;
      const { name: member, of } = call.callee;
      const library = telling.find(({ tells }) => tells.members.includes(member));
      const place = library && placeOf(module, of);
      // Said once a module, however often it is called.
      if (!place || told.has(`${library.name} ${place.below} ${place.name}`) || program.link.evaluate(module, fn, of).length > 0) continue;
      told.add(`${library.name} ${place.below} ${place.name}`);
      yield [`${library.name} ${place.below}`, place.name];
    }
  }
}

interface Place {
  name: string;
  below: string;
}

/** `Orders` below `collections`, in `context.collections.Orders` and in what is taken from it. A field of `this` may be whatever its class makes it. */
function placeOf(module: LinkedModule, expr: Expr): Place | undefined {
  const names = pathOf(module, expr, 0);
  const [below, name] = names.slice(-2);
  return below === undefined || name === undefined ? undefined : { name, below };
}

const DEEPEST = 6;

function pathOf(module: LinkedModule, expr: Expr, depth: number): readonly string[] {
  if (depth > DEEPEST) return [];
  if (expr.k === 'awaited') return pathOf(module, expr.of, depth + 1);
  if (expr.k === 'member') return expr.of.k === 'this' ? [] : [...pathOf(module, expr.of, depth + 1), expr.name];
  if (expr.k !== 'var') return [];
  const parameter = namedParameterOf(module, expr.v);
  if (parameter) return parameter.path.length > 0 ? ['', ...parameter.path] : [module.facts.variables[expr.v]?.name ?? ''];
  const only = soleOf(module.index.assignments[expr.v]);
  if (!only || only.item || only.path.some((each) => each === '*' || each === '...')) return [];
  return [...pathOf(module, only.value, depth + 1), ...only.path];
}
