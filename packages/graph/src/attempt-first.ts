/** Waits that an attempt begins with: `retry(async (tries) => { if (tries > 0) await sleep(100 * tries); return load(); })`. */
import type { CallStep, Step } from '@dist-lint/model';
import { isAttempted } from './attempted-calls.ts';
import { resolvedOf, scopeNow, type AttemptState } from './attempt-state.ts';
import { plainFunction, plainRunAt, plainValue, type Scope } from './plain-values.ts';
import { isTrue } from './plain-scope.ts';
import type { Program } from './link.ts';
import { bothWaits, waitOf, type Wait } from './waits.ts';

/** How long a function that is attempted waits before it does its work, in this run; nothing where it does not, or may not. */
export function waitAhead(now: AttemptState, call: CallStep): Wait | undefined {
  const [target, ...more] = resolvedOf(now, call)?.functions ?? [];
  const scope = scopeNow(now);
  if (call.kind || more.length > 0) return undefined;
  const place = target && now.program.modules.function(target.number);
  // What another object's method does is asked of that object.
  if (place && (target.self || call.callee.k === 'member')) return undefined;
  const run: Scope | undefined = place ? { module: place.module, function: place.id } : plainFunction(now.program.link, scope, call.callee);
  const body = run?.module.facts.functions[run.function]?.body;
  if (!run || !body) return undefined;
  const before: Before = { program: now.program, run: { ...run, given: { args: call.args, scope } }, waited: undefined };
  isOver(before, body);
  return before.waited;
}

interface Before {
  program: Program;
  run: Scope;
  waited: Wait | undefined;
}

/** Whether the steps come to work, or to what cannot be told. */
function isOver(before: Before, steps: readonly Step[]): boolean {
  const { program, run } = before;
  for (const step of steps) {
    switch (step.s) {
      case 'if': {
        const known = plainValue(program.link, plainRunAt(program.link, run, step.at), step.test);
        if (known === undefined || known.guess || known.env !== undefined) {
          if (endsHere(step.then) || endsHere(step.else)) return true;
          break; // It may wait there: the least is taken.
        }
        if (isOver(before, isTrue(known) ? step.then : step.else)) return true;
        break;
      }
      case 'call':
        if (isWorkOrWait(before, step)) return true;
        break;
      case 'block':
      case 'try':
        return isOver(before, step.body);
      case 'loop':
      case 'switch':
      case 'return':
      case 'throw':
        return true;
      default:
    }
  }
  return false;
}

function endsHere(steps: readonly Step[]): boolean {
  return steps.some(({ s }) => s === 'return' || s === 'throw');
}

/** What works may wait on the way, and that is its own: it is over there. */
function isWorkOrWait(before: Before, call: CallStep): boolean {
  const { program, run } = before;
  if (isAttempted(program, run.module, run.function, call)) return true;
  const wait = call.awaited ? waitOf(program, plainRunAt(program.link, run, call.at), { k: 'result', id: call.id }) : undefined;
  if (wait) before.waited = before.waited ? bothWaits(before.waited, wait) : wait;
  return false;
}
