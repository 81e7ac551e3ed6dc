/** How a function comes back to itself: through those that call it, callbacks that it hands over, and listeners. */
import type { Program } from './link.ts';
import type { LinkedModule } from './program.ts';
import type { ResolvedCall } from './resolved-calls.ts';

/** They end listening. */
const REMOVERS = new Set(['off', 'removeListener', 'removeEventListener', 'removeAllListeners', 'unsubscribe', 'clearTimeout', 'clearInterval']);

const FAILURES = new Set(['close', 'error', 'disconnect', 'end', 'exit', 'disconnected', 'connect_error', 'timeout', 'finish']);

/** `.on('close', …)`, `addEventListener('error', …)`, by the event's name. */
export function isFailureListener(resolved: ResolvedCall | undefined): boolean {
  const [event] = resolved?.call.args ?? [];
  if (!resolved || isRemoval(resolved)) return false;
  return event?.k === 'literal' && typeof event.value === 'string' && FAILURES.has(event.value) && resolved.handed.some(({ at }) => at === '1');
}

function isRemoval({ call: { callee } }: ResolvedCall): boolean {
  return REMOVERS.has(callee.k === 'member' || callee.k === 'global' ? callee.name : '');
}

/**
 * The functions of a module through which a function comes back to itself: those that call it, those that call these, and
 * those around what is handed over. Undefined when there is no way back.
 */
export function functionsBack(program: Program, module: LinkedModule, fn: number): ReadonlySet<number> | undefined {
  const found = new Set<number>();
  let isBack = false;
  const queue = [{ id: fn, depth: 0 }];
  for (const { id, depth } of queue) {
    if (depth > FURTHEST) break;
    const callers = program.callers(module.functionBase + id).filter((caller) => caller.module === module).map((caller) => caller.function);
    const fact = module.facts.functions[id];
    // What is handed over in place is run by the function around it, or later.
    const around = fact && (module.index.passedTo[id] || handsOver(program, module, fact.parent, module.functionBase + id)) ? [fact.parent] : [];
    for (const each of [...callers, ...(id === fn ? handersOf(program, module, fn) : around)]) {
      if (each === fn) isBack = true;
      else if (each > 0 && !found.has(each)) {
        found.add(each);
        queue.push({ id: each, depth: depth + 1 });
      }
    }
  }
  return isBack ? found : undefined;
}

const FURTHEST = 4;

/** Functions inside a function that hand it over: `setTimeout(connect, 1000)`. */
function handersOf(program: Program, module: LinkedModule, fn: number): number[] {
  const number = module.functionBase + fn;
  const inside = [fn, ...descendants(module, fn)];
  return inside.filter((id) => handsOver(program, module, id, number));
}

function handsOver(program: Program, module: LinkedModule, id: number, number: number): boolean {
  return id >= 0 && program.calls(module, id).some((resolved) => !isRemoval(resolved) && resolved.handed.some(({ functions }) => functions.some((target) => target.number === number)));
}

export function descendants(module: LinkedModule, fn: number): number[] {
  return (module.index.children[fn] ?? []).flatMap((child) => [child, ...descendants(module, child)]);
}
