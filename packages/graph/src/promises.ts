/** What becomes of a call's promise: awaited, returned, handled by `.catch`, or left alone. */
import type { CallStep, Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import type { LinkedModule } from './program.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import { forEachExpr } from './walk.ts';
import { once } from './once.ts';

export interface PromiseFate {
  /** The last call of the chain `.then().catch()` or of `Promise.all([…])` around it. */
  final: CallStep;
  /** Arguments that receive the rejection on the way: of `.catch(f)` and `.then(_, f)`. */
  handlers: readonly { call: CallStep; expr: Expr }[];
  /** `Promise.allSettled` around it: it never rejects. */
  settled: boolean;
  /** Nobody waits for it: a statement of its own, or `void`. */
  floating: boolean;
  /** `return f()` without `await`: a `try` around it does not see its rejection. */
  returned: boolean;
}

type Consumers = ReadonlyMap<number, { call: CallStep; as: 'receiver' | 'argument' }>;

const NO_CALLS: readonly CallStep[] = [];

function consumers(module: LinkedModule, fn: number): Consumers {
  return consumersAmong(module.index.calls[fn] ?? NO_CALLS);
}

/** Which call uses the result of which. */
const consumersAmong = once((calls: readonly (CallStep | undefined)[]): Consumers => {
  const found = new Map<number, { call: CallStep; as: 'receiver' | 'argument' }>();
  for (const call of calls) {
    if (!call) continue;
    if (call.callee.k === 'member' && call.callee.of.k === 'result') found.set(call.callee.of.id, { call, as: 'receiver' });
    for (const arg of call.args) forEachExpr(arg, (expr) => {
      if (expr.k === 'result') found.set(expr.id, { call, as: 'argument' });
    });
  }
  return found;
});

/** The call that uses the result of another: what it is called on, or what it is handed. */
export function consumerOf(module: LinkedModule, fn: number, { id }: CallStep): { call: CallStep; as: 'receiver' | 'argument' } | undefined {
  return consumers(module, fn).get(id);
}

export function promiseFate(program: Program, module: LinkedModule, fn: number, call: CallStep): PromiseFate {
  const uses = consumers(module, fn);
  const handlers: { call: CallStep; expr: Expr }[] = [];
  let final = call;
  let settled = false;
  for (let hops = 0; hops < 50 && !final.awaited; hops += 1) {
    const use = uses.get(final.id);
    if (!use) break;
    const name = use.call.callee.k === 'member' ? use.call.callee.name : '';
    if (use.as === 'receiver') {
      if (name !== 'then' && name !== 'catch' && name !== 'finally') break;
      const handler = name === 'catch' ? use.call.args[0] : name === 'then' ? use.call.args[1] : undefined;
      if (handler) handlers.push({ call: use.call, expr: handler });
    } else {
      const combinator = promiseCombinator(program, module, fn, use.call);
      if (!combinator) break;
      if (combinator === 'allSettled') settled = true;
    }
    final = use.call;
  }
  return {
    final, handlers, settled,
    floating: !final.awaited && (final.fate === 'dropped' || final.fate === 'void'),
    returned: !final.awaited && final.fate === 'returned',
  };
}

function promiseCombinator(program: Program, module: LinkedModule, fn: number, call: CallStep): string | undefined {
  const value = program.link.callee(module, fn, call).find((each) => each.is === 'external' && each.package === 'global');
  return value?.is === 'external' && value.path.startsWith('Promise.') ? value.path.slice('Promise.'.length) : undefined;
}

/** Whether a call gives a promise: by its target's declaration, or by a row whose failure is a rejection. */
export function isAsync(program: Program, resolved: ResolvedCall): boolean {
  if (resolved.call.awaited) return true;
  for (const { number } of resolved.functions) {
    const { fact } = program.modules.function(number);
    if (fact.async || (fact.returns?.t === 'ref' && (fact.returns.name === 'Promise' || fact.returns.name === 'PromiseLike'))) return true;
  }
  return resolved.externals.some(({ package: from, path }) => {
    const row = program.link.libraries.symbol(from, path)?.facts;
    return Boolean(row?.effects?.length) && row?.fails !== 'throws' && row?.fails !== 'never' && row?.fails !== 'callback';
  });
}
