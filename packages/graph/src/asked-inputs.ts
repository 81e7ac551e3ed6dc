/** Turns in which somebody is asked for what is attempted: a code, a password. Each attempts another answer. */
import type { CallStep, Expr, LoopStep, TypeFact } from '@dist-lint/model';
import type { Program } from './link.ts';
import { callBehind } from './made-of.ts';
import type { LinkedModule } from './program.ts';
import { boundNames, forEachStep, someExpr, someStep, triesAround } from './walk.ts';

/**
 * Calls of callbacks that were handed in and give a text, and the calls that are handed the answer, where a failure is said to
 * another such callback, or not each failure asks again. Work that was handed in is asked for nothing: what it gives is told
 * to whoever handed it in, or kept.
 */
export function askedInputs(program: Program, module: LinkedModule, fn: number, loop: LoopStep, attempted: readonly CallStep[]): ReadonlySet<CallStep> {
  const found = new Set<CallStep>();
  const isHandedIn = (call: CallStep): boolean => program.call(module, fn, call.id)?.parameter !== undefined;
  const asking: CallStep[] = [];
  forEachStep(loop.body, (step) => {
    if (step.s === 'call' && step.awaited && (givesText(program, module, fn, step) || givesItself(program, module, fn, step))) asking.push(step);
  });
  for (const ask of asking) {
    const answers = new Set<number>();
    forEachStep(loop.body, (step) => {
      if (step.s === 'assign' && step.value.k === 'result' && step.value.id === ask.id) for (const { variable } of boundNames(step.to)) answers.add(variable);
    });
    const isAnswer = (each: Expr): boolean => (each.k === 'result' && each.id === ask.id) || (each.k === 'var' && answers.has(each.v));
    for (const call of attempted) {
      if (call === ask || isHandedIn(call) || !call.args.some((arg) => isHanded(module, fn, arg, isAnswer, 3))) continue;
      const handler = triesAround(loop.body, call.at).findLast((each) => each.handler !== undefined)?.handler?.body ?? [];
      // Somebody is told that the answer was none, or it goes on for wrong answers alone.
      if (!someStep(handler, (step) => step.s === 'throw' || (step.s === 'call' && step !== ask && isHandedIn(step)))) continue;
      found.add(ask).add(call);
    }
  }
  return found;
}

/** Part of what a call is given, but for the headers, which say who asks and not for what. */
function isHanded(module: LinkedModule, fn: number, expr: Expr, isAnswer: (expr: Expr) => boolean, depth: number): boolean {
  if (isAnswer(expr)) return true;
  if (expr.k === 'object') return expr.props.some(({ key, value }) => !/^(headers|authorization)$/i.test(key ?? '') && isHanded(module, fn, value, isAnswer, depth));
  const made = depth > 0 ? callBehind(module, fn, expr) : undefined;
  return made?.kind === 'new' && made.args.some((arg) => isHanded(module, fn, arg, isAnswer, depth - 1));
}

/** A callback that was handed in, of which it is said that it gives a text. */
function givesText(program: Program, module: LinkedModule, fn: number, call: CallStep): boolean {
  if (program.call(module, fn, call.id)?.parameter === undefined) return false;
  return program.link.evaluate(module, fn, call.callee).some((each) => each.is === 'signature' && isText(each.type.returns));
}

function isText(type: TypeFact | undefined): boolean {
  if (type?.t === 'union') return type.of.some(isText);
  if (type?.t === 'ref') return type.args?.length === 1 && type.args.some(isText);
  return type?.t === 'keyword' && type.name === 'string';
}

/** `resolve(input)`: what was handed in as it is, or what it gives when it is a function. */
function givesItself(program: Program, module: LinkedModule, fn: number, { id, args }: CallStep): boolean {
  const { functions = [], externals = [] } = program.call(module, fn, id) ?? {};
  const [target, ...more] = functions;
  const isOwnParameter = (each: Expr): boolean => each.k === 'member' ? isOwnParameter(each.of) : each.k === 'var' && module.facts.variables[each.v]?.kind === 'param';
  if (!target || more.length > 0 || externals.length > 0 || !args[0] || !isOwnParameter(args[0])) return false;
  const { module: home, id: number, fact } = program.modules.function(target.number);
  const param = fact.params[0]?.target;
  if (param?.k !== 'var') return false;
  const isIt = (each: Expr): boolean => each.k === 'var' && each.v === param.v;
  const returns = home.index.returns[number] ?? [];
  const isCalled = (each: Expr): boolean => isIt(callBehind(home, number, each)?.callee ?? { k: 'this' });
  const asItIs = (each: Expr): boolean => isIt(each) || (each.k === 'awaited' && asItIs(each.of)) || (each.k === 'op' && each.op === '?:' && each.args.slice(1).some(asItIs));
  return returns.some(asItIs) && returns.some((each) => someExpr(each, isCalled));
}
