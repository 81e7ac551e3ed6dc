/** How a function comes back to itself: through those that call it, callbacks that it hands over, timers and listeners. */
import type { CallStep } from '@dist-lint/model';
import { stronglyConnectedComponents } from './components.ts';
import { isRemoval, toldOfFailure } from './failure-listeners.ts';
import type { Program } from './link.ts';
import { isOfOtherObject } from './other-object.ts';
import type { LinkedModule } from './program.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import { once } from './once.ts';

/**
 * The functions of a module through which a function comes back to itself: what it calls, hands over or is told by, and
 * what leads from there to it again. Undefined when there is no way back.
 */
export function functionsBack(program: Program, module: LinkedModule, fn: number): ReadonlySet<number> | undefined {
  if (!leading(program, module).comingBack.has(fn) || isOfItems(program, module, fn)) return undefined;
  /** What each of them leads to, on the way to the function. */
  const leads = new Map<number, Set<number>>();
  const queue = [{ id: fn, depth: 0 }];
  for (const { id, depth } of queue) {
    if (depth > FURTHEST) break;
    for (const from of leading(program, module).to.get(id) ?? NOBODY) {
      const known = leads.get(from);
      if (known) known.add(id);
      else {
        leads.set(from, new Set([id]));
        if (from !== fn) queue.push({ id: from, depth: depth + 1 });
      }
    }
  }
  if (!leads.has(fn)) return undefined;
  const found = new Set<number>();
  const ahead = [fn];
  for (const id of ahead) {
    for (const next of leads.get(id) ?? []) {
      if (next === fn || found.has(next)) continue;
      found.add(next);
      ahead.push(next);
    }
  }
  return found;
}

const FURTHEST = 5;

/** It is handed over in place to what runs it for each item, or to nobody knows what: what comes round is another item. */
function isOfItems(program: Program, module: LinkedModule, fn: number): boolean {
  const passed = module.index.passedTo[fn];
  const resolved = passed && program.call(module, passed.function, passed.call.id);
  const handed = resolved?.handed.find(({ functions }) => functions.some(({ number }) => number === module.functionBase + fn));
  return passed !== undefined && handed?.row?.runs !== 'later' && handed?.row?.runs !== 'now' && !isPromiseStep(passed.call) && !(resolved && isGivenBack(program, resolved, passed.call, fn));
}

/** `useCallback(async () => { … })` gives what it is handed, and runs nothing. */
function isGivenBack({ link }: Program, { externals }: ResolvedCall, { args }: CallStep, fn: number): boolean {
  const index = args.findIndex((arg) => arg.k === 'function' && arg.function === fn);
  return index >= 0 && externals.length > 0 && externals.every(({ package: from, path }) => link.libraries.symbol(from, path)?.facts.returns === `arg${index}`);
}

/** `.then(…)`, whatever the promise is. */
function isPromiseStep({ callee }: CallStep): boolean {
  return callee.k === 'member' && (callee.name === 'then' || callee.name === 'catch' || callee.name === 'finally');
}

interface Leading {
  /** By function of a module, those of it that call it, hand it over, or begin what it listens to. */
  to: ReadonlyMap<number, readonly number[]>;
  /** Functions that lead back to themselves, however far. */
  comingBack: ReadonlySet<number>;
}

function leading(program: Program, module: LinkedModule): Leading {
  const memo = memoOf(program);
  return memo.get(module, '') ?? memo.fill(module, '', { to: new Map(), comingBack: new Set() }, () => {
    const to = read(program, module);
    const components = stronglyConnectedComponents(module.facts.functions.length, (id) => to.get(id) ?? NOBODY);
    return { to, comingBack: new Set(components.flatMap((each) => (each.length > 1 || each.some((id) => to.get(id)?.includes(id)) ? each : []))) };
  });
}

const NOBODY: readonly number[] = [];

const memoOf = once((program: Program) => program.tracker.memo<'', Leading>());

function read(program: Program, module: LinkedModule): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  const note = (from: number, number: number): void => {
    const id = number - module.functionBase;
    if (from <= 0 || id < 0 || id >= module.facts.functions.length) return; // a module's own steps run once
    const known = found.get(id);
    if (!known) found.set(id, [from]);
    else if (!known.includes(from)) known.push(from);
  };
  const isElsewhere = (number: number): boolean => number < module.functionBase || number >= module.functionBase + module.facts.functions.length;
  module.facts.functions.forEach((_, from) => {
    const passed = module.index.passedTo[from];
    // What is handed over in place is run by the function around it, or later.
    if (passed) note(passed.function, module.functionBase + from);
    for (const resolved of program.calls(module, from)) {
      for (const { number } of resolved.functions) if (!isElsewhere(number) && !isOfOtherObject(program, module, from, resolved.call, number)) note(from, number);
      if (!isRemoval(resolved)) for (const { functions } of resolved.handed) for (const { number } of functions) note(from, number);
      for (const number of toldOfFailure(program, module, from, resolved.call)) note(from, number);
    }
  });
  return found;
}
