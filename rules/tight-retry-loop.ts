import {
  attemptedWork, defineRule, givenBack, isByDefault, libraryRetries, locate, mayWaitWithin, nameSpan, ownLayer, ownRetries, retryChains, saidByCallers, waitsByItself,
  type EntryPoint, type GivenBack, type OwnRetry, type Program, type RetryLayer, type RuleFinding,
} from '@dist-lint/graph';
import type { Severity } from '@dist-lint/model';

/**
 * ## What it finds
 *
 * Work that is attempted again as soon as it has failed, by loops, by functions that call themselves, and by libraries whose
 * options say so. The analyzer runs the code's own retries by hand: it lets every attempt fail, follows the counters, and adds
 * up the waits, also those of the team's own `sleep` and `backoff` helpers, by what they do. What counts is the worst way
 * through: one arm that goes round without waiting is enough. So are listeners for `close` or `error` that connect anew, loops
 * that put failed work back into the state they ask for, and messages handed back to their queue.
 *
 * - no wait and no end: error
 * - no wait, and more than three attempts: warning; up to three: info
 * - a constant wait of less than 100 ms and no end: warning
 * - a wait but no end: warning where somebody waits for the answer (a request handler), else info
 * - an info where what has to end first had stood: only an attempt that succeeded can lead back
 * - a warning at most where what is attempted cannot be seen; an info where a condition that cannot be told decides whether it waits
 *
 * ## Why it is bad
 *
 * What has failed a millisecond ago fails again now. A database that restarts is met by every worker at full speed, the log
 * fills the disk, the processor burns, the rate limit is used up in a second; and the retries that were meant to bridge an
 * outage of ten seconds are over before it has begun.
 *
 * ## What to do
 *
 * Wait before each further attempt, longer each time, with some chance in it so that not all come back at once. End the
 * attempts by a count or a deadline, and let the last failure out.
 *
 * ## What it misses
 *
 * - A state that is set back to `pending` and picked up in another function than the one that sets it back.
 * - An attempt after another input, on another way or by another engine is no retry of the same: fewer items, a smaller page.
 * - A rate limit that is waited for may last as long as the server says so.
 * - Up to three attempts through a client that waits for its connection by itself.
 * - Retries through functions of several files that call one another.
 * - An interval that tries until it has worked has said its wait: it is told only when that is less than 100 ms.
 * - Limits and waits that come from configuration it cannot read count as given.
 * - A test it cannot tell is taken to try again, so a retry that ends by a condition of its own may be called endless.
 */
export const tightRetryLoop = defineRule({
  name: 'tight-retry-loop',
  summary: 'What has failed is attempted again at once, or without end.',
  pillar: 'feedback',
  source: 'Tight Retry Loop',
  severity: 'error',
  precision: 'high',
  scope: 'program',
  exempt: ['scripts', 'migrations'],
  options: {},

  *find(program, _, modules) {
    for (const module of modules) {
      for (const [fn] of module.facts.functions.entries()) {
        const told = new Set<string>();
        for (const retry of ownRetries(program, module, fn)) {
          const found = judgeOwn(program, retry, answersRequests(program, module.functionBase + fn));
          if (!found) continue;
          // That it begins anew both when it cannot connect and when what it made ends is said once.
          const way = retry.form === 'loop' ? '' : `${found.severity} ${String(found.data?.['attempts'])} ${String(found.data?.['delay'])}`;
          if (way !== '' && told.has(way)) continue;
          told.add(way);
          yield found;
        }
        for (const back of givenBack(program, module, fn)) yield judgeBack(back);
      }
      for (const layer of libraryRetries(program, module)) {
        const found = judgeLibrary(layer);
        if (found) yield found;
      }
    }
  },

  *explain(program, module, line) {
    for (const [fn] of module.facts.functions.entries()) {
      for (const retry of ownRetries(program, module, fn)) {
        if (locate(module, retry.span).line !== line) continue;
        const layer = ownLayer(program, retry, { module, function: fn });
        yield `${layer.name}: ${attemptsText(layer)}, ${delayText(layer)}, ${layer.said}`;
      }
    }
  },
});

/** Attempts up to this number are over before they do harm. */
const FEW = 3;
/** A shorter constant wait is none for what has to recover. */
const SHORT_MS = 100;

function judgeOwn(program: Program, retry: OwnRetry, isAnswering: boolean): RuleFinding | undefined {
  const { module } = retry;
  const layer = layerTold(program, retry);
  if (!layer || layer.attempts === 1 || layer.attempts === 0) return undefined;
  // One more attempt that somebody wrote out by hand is meant as it is, and over before it does harm.
  if (retry.form === 'again') return undefined;
  // Who is told to wait and waits has what it asks for; the server ends it.
  if (layer.errors === 'throttled' && layer.delay.kind !== 'none') return undefined;
  // Work that goes on for ever rests between its turns; only a failure that leaves the rest out is tight, or one that keeps it at the same page.
  if (retry.goesOn && (!(retry.goesOn.waits || retry.goesOn.carries) || layer.delay.kind !== 'none')) return undefined;
  // Whoever sets an interval has said how long to wait; it is tight when it is none to speak of.
  if (retry.isInterval && (layer.delay.first ?? SHORT_MS) >= SHORT_MS) return undefined;
  // Between two attempts that each try again with waits of their own, there is a wait.
  const isWaiting = layer.delay.kind === 'none' && waitsWithin(program, retry, WHATEVER_FAILS);
  // Which failures those wait for cannot be told: some of them, or all.
  const isSometimes = layer.delay.kind === 'none' && !isWaiting && (waitsWithin(program, retry, CHOSEN_FAILURES) || mayWaitWithin(program, retry));
  const verdict = retry.isOfStanding && layer.delay.kind === 'none' ? AFTER_STANDING : judge(isWaiting ? { ...layer, delay: { ...layer.delay, kind: 'some' } } : isSometimes ? { ...layer, mayWait: true } : layer, isAnswering);
  // What the program itself throws, or two writers that met, is another matter in the next turn; so is another attempt.
  if (!verdict || layer.errors === 'own' || layer.isOther) return undefined;
  if (verdict.severity === 'info' && layer.delay.kind === 'none' && !isWaiting && layer.attempts !== 'unbounded' && (isSometimes || waitsWithin(program, retry))) return undefined;
  const work = attemptedWork(program, retry);
  // How many, and which failures: both are said elsewhere.
  if (layer.attempts === 'unknown' && layer.delay.kind === 'none' && layer.bound === 'count' && (layer.errors === 'some' || layer.errors === 'chosen')) return undefined;
  // A lost connection is waited for by the client itself.
  if (verdict.severity === 'info' && layer.delay.kind === 'none' && work.symbols.some((symbol) => waitsByItself(program, symbol))) return undefined;
  const name = module.facts.functions[retry.function]?.name ?? '';
  return {
    module, span: retry.span, severity: verdict.severity === 'error' && !work.isSeen ? 'warning' : verdict.severity, precision: verdict.precision ?? (work.isSeen && !layer.presumed ? 'high' : 'medium'),
    message: `${capital(work.what)} ${verdict.says}.`,
    path: [
      { module, span: retry.span, message: retry.form === 'loop' ? `the loop attempts it again, ${layer.said}` : `'${name}' ${retry.form === 'event' ? 'begins anew' : 'calls itself'} when it has failed, ${layer.said}` },
      ...(layer.saidAt ? [{ module: layer.saidAt.module, span: { at: layer.saidAt.at, end: layer.saidAt.end }, message: 'the number of attempts' }] : []),
      ...work.path,
    ],
    anchor: retry.form,
    data: { form: retry.form, attempts: layer.attempts, delay: layer.delay.kind },
  };
}

/** What a retry does by default; where each caller of a helper says otherwise, what they make of it, if that is more than a few attempts. */
function layerTold(program: Program, retry: OwnRetry): RetryLayer | undefined {
  const layer = ownLayer(program, retry, { module: retry.module, function: retry.function });
  const said = layer.delay.kind === 'none' ? saidByCallers(program, retry, layer.attempts) : undefined;
  if (!said) return layer;
  return Number(said.most?.layer.attempts) > FEW ? said.most?.layer : undefined;
}

function judgeLibrary(layer: RetryLayer): RuleFinding | undefined {
  if (layer.transparent || layer.form === 'connection' || layer.attempts === 1 || layer.attempts === 'unknown') return undefined;
  // Nobody here has asked for what a client does by itself.
  if (isByDefault(layer) && layer.form === 'client') return undefined;
  const verdict = judge(layer, false);
  if (!verdict || layer.delay.kind !== 'none') return undefined;
  const { module, span } = layer;
  return {
    module, span, severity: verdict.severity,
    message: `What fails here ${verdict.says}: ${layer.name} is told no delay.`,
    path: [{ module, span, message: `${layer.name}: ${attemptsText(layer)} (${layer.said}), no delay` }],
    anchor: `configuration ${layer.name}`,
    data: { form: 'configuration', attempts: layer.attempts, delay: layer.delay.kind },
  };
}

function judgeBack({ module, call, form, state, target, taken }: GivenBack): RuleFinding {
  const span = nameSpan(call);
  if (form === 'message') {
    return {
      module, span,
      message: 'A message that could not be handled is handed back to its queue at once and without end, and comes again.',
      path: [{ module, span, message: `${target}: the message is put back, without a wait and without a count` }],
      anchor: 'message', data: { form, attempts: 'unbounded', delay: 'none' },
    };
  }
  return {
    module, span, precision: 'medium',
    message: `What has failed is put back as '${state}' in '${target}', and the same loop takes it again at once.`,
    path: [
      ...(taken ? [{ module, span: nameSpan(taken), message: `the loop takes what is '${state}'` }] : []),
      { module, span, message: `its failure makes it '${state}' again, without a wait and without a count` },
    ],
    anchor: `state ${target}`, data: { form, attempts: 'unbounded', delay: 'none' },
  };
}

interface Verdict {
  severity: Severity;
  precision?: 'low';
  /** `is attempted again at once, without end`. */
  says: string;
}

/** What was lost had been there: each round has succeeded before, and one that fails may well be the last. */
const AFTER_STANDING: Verdict = { severity: 'info', says: 'is attempted again at once, without a wait, when what it gave has ended' };

function judge({ attempts, bound, delay, mayWait }: RetryLayer, isAnswering: boolean): Verdict | undefined {
  const isEndless = attempts === 'unbounded';
  if (delay.kind === 'none') {
    if (mayWait) {
      const times = isEndless ? 'again without end when it fails' : typeof attempts === 'number' ? `${attempts} times` : 'again when it fails';
      return { severity: 'info', says: `is attempted ${times}, and only sometimes after a wait` };
    }
    if (isEndless) return { severity: 'error', says: 'is attempted again at once when it fails, without a wait and without end' };
    if (bound === 'deadline' || bound === 'signal') return { severity: 'warning', says: `is attempted again at once when it fails, as fast as it can, until ${bound === 'deadline' ? 'a deadline' : 'it is aborted'}` };
    const isFew = attempts === 'unknown' || (typeof attempts === 'number' && attempts <= FEW);
    return { severity: isFew ? 'info' : 'warning', says: `is attempted ${attempts === 'unknown' ? 'again' : `${String(attempts)} times`} without a wait in between` };
  }
  if (!isEndless || bound === 'stop') return undefined;
  if (delay.kind === 'constant' && (delay.first ?? SHORT_MS) < SHORT_MS) return { severity: 'warning', says: `is attempted again every ${String(delay.first)} ms when it fails, without end` };
  // Polls and supervisors are meant to go on.
  return { severity: isAnswering ? 'warning' : 'info', ...(isAnswering ? {} : { precision: 'low' as const }), says: `is attempted again without end when it fails${isAnswering ? ', while somebody waits for the answer' : ''}` };
}

/** Layers that wait whatever fails, as far as waiting helps. */
const WHATEVER_FAILS: ReadonlySet<RetryLayer['errors']> = new Set(['any', 'transient']);

/** Layers that choose for which failures they wait. */
const CHOSEN_FAILURES: ReadonlySet<RetryLayer['errors']> = new Set(['some', 'chosen']);

/** What is attempted waits and tries again by itself before it fails. */
function waitsWithin(program: Program, { module, function: fn, span }: OwnRetry, failing?: ReadonlySet<RetryLayer['errors']>): boolean {
  return retryChains(program, module.functionBase + fn).some(({ layers }) => {
    const own = layers.findIndex((layer) => layer.module === module && layer.span.at === span.at);
    return own >= 0 && layers.slice(own + 1).some(({ delay, errors }) => delay.kind !== 'none' && (failing === undefined || failing.has(errors)));
  });
}

/** Whether a function answers a request itself. */
function answersRequests(program: Program, fn: number): boolean {
  return program.entryPointsOf(fn).some(({ role }) => ANSWERING.has(role));
}

const ANSWERING: ReadonlySet<EntryPoint['role']> = new Set(['route', 'middleware', 'procedure', 'resolver', 'page', 'serverless']);

function attemptsText({ attempts }: RetryLayer): string {
  return attempts === 'unbounded' ? 'without end' : attempts === 'unknown' ? 'an unknown number of attempts' : `${attempts} attempts`;
}

function delayText({ delay }: RetryLayer): string {
  return delay.kind === 'none' ? 'no wait' : `${delay.kind === 'some' ? 'some' : delay.kind} wait${delay.first === undefined ? '' : ` from ${delay.first} ms`}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
