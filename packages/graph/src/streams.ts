/** What comes of streams: `from(orders.findOne(id))`, `forkJoin([order$, stock$])`, and what the operators of a pipe make of it. */
import type { SymbolFacts } from '@dist-lint/libraries';
import type { CallStep, Expr } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import type { LinkedModule } from './program.ts';
import { returnedBy } from './type-arguments.ts';
import { join, NOTHING, type CallSite, type ExternalValue, type Value } from './values.ts';

/** What comes of the stream that a call makes, by its row. */
export function emittedBy(link: Link, emits: SymbolFacts['emits'], { receiver }: ExternalValue, { module, function: fn, call }: CallSite): readonly Value[] {
  const evaluated = (expr: Expr | undefined): readonly Value[] => (expr ? link.evaluate(module, fn, expr) : NOTHING);
  const [first] = call.args;
  switch (emits) {
    case 'element':
      // A promise of a list is not told from its list, and comes as a whole: only a list that is written out has elements.
      return first?.k === 'array' ? join(first.items.map(evaluated)) : inner(link, evaluated(first));
    case 'argument':
      return evaluated(first);
    case 'all':
      return allOf(link, first?.k === 'array' ? first.items : call.args, evaluated);
    case 'pipe':
      return through(link, module, fn, call.args, emitted(receiver));
    default:
      return NOTHING;
  }
}

/** What comes down the pipe to the operator that a call makes: `switchMap((order) => …)`. */
export function pipedInto(link: Link, { module, function: fn, call }: CallSite): readonly Value[] {
  for (const outer of module.index.calls[fn] ?? []) {
    const index = outer?.args.findIndex((arg) => arg.k === 'result' && arg.id === call.id) ?? -1;
    if (!outer || index < 0) continue;
    return join(link.callee(module, fn, outer).map((callee) =>
      (callee.is === 'external' && factsOf(link, callee)?.emits === 'pipe' ? through(link, module, fn, outer.args.slice(0, index), emitted(callee.receiver)) : NOTHING)));
  }
  return NOTHING;
}

function through(link: Link, module: LinkedModule, fn: number, operators: readonly Expr[], from: readonly Value[]): readonly Value[] {
  return operators.reduce<readonly Value[]>((values, operator) => {
    const call = operator.k === 'result' ? module.index.calls[fn]?.[operator.id] : undefined;
    return call ? after(link, module, fn, call, values) : NOTHING;
  }, from);
}

/** What comes out of an operator; nothing where it is not known. */
function after(link: Link, module: LinkedModule, fn: number, call: CallStep, values: readonly Value[]): readonly Value[] {
  const [callee] = link.callee(module, fn, call);
  const pipes = callee?.is === 'external' ? factsOf(link, callee)?.pipes : undefined;
  if (pipes === undefined || pipes === 'same') return pipes ? values : NOTHING;
  const [callback] = call.args;
  const returned = callback ? join(link.evaluate(module, fn, callback).map((each) => returnedBy(link, each))) : NOTHING;
  return pipes === 'inner' ? inner(link, returned) : returned;
}

function allOf(link: Link, streams: readonly Expr[], evaluated: (expr: Expr) => readonly Value[]): readonly Value[] {
  if (streams.length === 0 || streams.some(({ k }) => k === 'spread')) return NOTHING;
  const at = (index: number): readonly Value[] => (streams[index] ? inner(link, evaluated(streams[index])) : NOTHING);
  return [{ is: 'array', element: () => join(streams.map((_, index) => at(index))), at }];
}

/** What comes of a stream, or of a promise, which is not told from what it is of. */
function inner(link: Link, values: readonly Value[]): readonly Value[] {
  return join(values.map((value) => (isStream(link, value) ? emitted(value) : [value])));
}

function emitted(stream: Value | undefined): readonly Value[] {
  return stream?.is === 'external' ? (stream.args?.[0] ?? NOTHING) : NOTHING;
}

function isStream(link: Link, value: Value): boolean {
  return value.is === 'external' && link.libraries.symbol(value.package, `${value.path}.pipe`)?.facts.emits === 'pipe';
}

function factsOf(link: Link, { package: name, path }: ExternalValue): SymbolFacts | undefined {
  return link.libraries.symbol(name, path)?.facts;
}
