/** Several ways of which nobody can tell which is taken, in a run of attempts. */
import type { Step } from '@dist-lint/model';
import { leadsOn, repairs } from './attempt-calls.ts';
import { waitOn } from './attempt-due.ts';
import { END, type AttemptState, type Outcome } from './attempt-state.ts';
import { changedIn, changedMembers, goesRound, leaves } from './attempt-steps.ts';
import { setMember } from './attempt-variables.ts';

/** Whatever way leaves the least wait, with what differs between the ways forgotten. */
export function oneOf(now: AttemptState, ways: readonly (readonly Step[])[], label?: string, wanted: 'least' | 'most' = 'least'): Outcome {
  const going = ways.filter((way) => !leaves(way) || leadsOn(now, way));
  // A way that clears something out of the way before it goes round is not gone each time.
  const plain = going.filter((way) => !goesRound(way) || !repairs(now, way));
  const open = plain.length > 0 ? plain : going;
  const before = progress(now);
  let best: (Progress & { outcome: Outcome }) | undefined;
  for (const way of open.length > 0 ? open : ways.slice(0, 1)) {
    Object.assign(now, before, { locals: new Map(before.locals) });
    const outcome = now.run(way);
    const more = best ? waitOn(now) - waitOn(best) : 0;
    if (best && more !== 0 && !Number.isNaN(more)) now.presumed ||= wanted === 'least';
    // What leaves nothing to a timer, or ends the interval, leads nowhere.
    const isFirst = !best || (now.due !== before.due && best.due === before.due) || (best.isCleared && !now.isCleared);
    if (isFirst || (wanted === 'least' ? more < 0 : more > 0)) best = { ...progress(now), outcome };
    if (now.attempts > before.attempts) break; // one way is enough where attempts are made
  }
  if (!best) return END;
  const { outcome: last, ...reached } = best;
  Object.assign(now, reached);
  // What goes on after either way knows less; a way that goes round at once is taken as it is.
  if (ways.length > 1 && wanted === 'least' && last.how === 'end') {
    for (const variable of changedIn(ways.flat())) now.locals.set(variable, null);
    for (const key of changedMembers(ways.flat())) {
      const [variable = '', name = ''] = key.split(' ');
      setMember(now, Number(variable), name);
    }
  }
  // A `break` in a switch leaves the switch.
  const isOwn = last.how === 'break' && label !== undefined && (last.label === undefined || last.label === label);
  return isOwn ? END : last;
}

/** What differs between ways. */
type Progress = Pick<AttemptState, 'locals' | 'waited' | 'attempts' | 'due' | 'isCleared'>;

function progress({ locals, waited, attempts, due, isCleared }: AttemptState): Progress {
  return { locals, waited, attempts, due, isCleared };
}
