/**
 * What a handler tells: whether anybody or anything but a log learns of the failure.
 *
 * What cannot be seen is presumed to tell: a call nobody could resolve, a function that was handed in.
 */
import type { Effect } from '@dist-lint/libraries';
import type { CallStep, Step, Target } from '@dist-lint/model';
import { exits, type Exit } from './control-flow.ts';
import { derivedFrom, mentions, saysFailure } from './failed-values.ts';
import type { ErrorHandler } from './handlers.ts';
import type { Program } from './link.ts';
import { logLevel } from './log-level.ts';
import { isAct, mayAct } from './may-act.ts';
import type { LinkedModule } from './program.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import { slotExpr } from './slots.ts';
import { mayThrow, observeChain, type ReachedEffect } from './summaries.ts';
import { forEachStep } from './walk.ts';

/** Marks on a path through a handler. */
const TELLS = 1;
const LOGS = 2;
/** Presumed to tell. */
const MAY_TELL = 4;
/** The log is at error. */
const LOGS_ERROR = 16;
/** Answers the request as if all were well. */
const ANSWERS_WELL = 8;

export interface HandlerReading {
  exits: readonly Exit[];
  /** Some way through it tells, or ends in a throw, or returns something that tells. */
  tells: boolean;
  /** Some way through it is presumed to tell. */
  mayTell: boolean;
  /** Some way through it logs at warn or error. */
  logs: boolean;
  /** The log is at error (or of unknown level). */
  logsAsError: boolean;
  answersWell: boolean;
}

export function readHandler(program: Program, handler: ErrorHandler): HandlerReading {
  if (handler.library) {
    const levels = handler.library.flatMap(({ kind, level }) => (kind === 'log' && level !== 'debug' ? [level] : []));
    return {
      exits: [{ how: 'end', marks: 0 }], tells: handler.library.some(({ kind }) => kind !== 'log'), mayTell: false, answersWell: false,
      logs: levels.length > 0, logsAsError: levels.some((level) => level === undefined || level === 'error'),
    };
  }
  const { bodyModule: module, bodyFunction: fn, body, errors } = handler;
  const own = declaredIn(module, body);
  const ways = exits(body, (step) => marksOf(program, module, fn, step, errors, own));
  const some = (mark: number): boolean => ways.some((exit) => (exit.marks & mark) !== 0);
  return {
    exits: ways,
    tells: some(TELLS) || ways.some((exit) => exit.how === 'throw' || (exit.how === 'return' && tellsByValue(program, module, fn, exit, errors))),
    mayTell: some(MAY_TELL),
    logs: some(LOGS),
    logsAsError: some(LOGS_ERROR),
    answersWell: some(ANSWERS_WELL),
  };
}

function marksOf(program: Program, module: LinkedModule, fn: number, step: Step, errors: readonly number[], own: ReadonlySet<number>): number {
  switch (step.s) {
    case 'call':
      return callMarks(program, module, fn, step, errors);
    case 'assign':
      return assignMarks(step.to, own);
    case 'yield':
      return TELLS;
    case 'delete':
      return 0;
    default:
      return 0;
  }
}

/** Writing to what outlives the handler may be the record of the failure. */
function assignMarks(to: Target, own: ReadonlySet<number>): number {
  if (to.k === 'var') return own.has(to.v) ? 0 : MAY_TELL;
  return to.k === 'member' || to.k === 'index' ? MAY_TELL : 0;
}

function declaredIn(module: LinkedModule, body: readonly Step[]): ReadonlySet<number> {
  const found = new Set<number>();
  forEachStep(body, (step) => {
    if (step.s === 'assign' && step.declares && step.to.k === 'var') found.add(step.to.v);
  });
  return found;
}

function callMarks(program: Program, module: LinkedModule, fn: number, call: CallStep, errors: readonly number[]): number {
  const resolved = program.call(module, fn, call.id);
  if (!resolved) return 0;
  if (resolved.parameter || isParameter(module, call)) return TELLS; // reject(e), next(e), onError(e)
  const givesError = call.args.some((arg) => mentions(arg, errors));
  const level = logLevel(program, module, resolved);
  if (level !== undefined) return level === 'error' || level === 'fatal' ? LOGS | LOGS_ERROR : level === 'warn' || (level !== 'debug' && level !== 'trace' && givesError) ? LOGS : 0;
  const { effects } = observeChain(program, module, fn, [call]);
  let marks = 0;
  for (const reached of effects) marks |= effectMarks(program, module, fn, reached, givesError);
  for (const { number } of resolved.functions) {
    const summary = program.summary(number);
    if (summary.alwaysThrows) marks |= TELLS;
    if (summary.invokes.length > 0 || program.modules.function(number).fact.bodiless || mayAct(program, number)) marks |= MAY_TELL;
  }
  for (const external of resolved.externals) {
    const row = program.link.libraries.symbol(external.package, external.path);
    if (COLLECTS.test(external.path)) marks |= TELLS; // a list of failures that somebody reads later
    else if (!row && isAct(external, call, givesError)) marks |= MAY_TELL;
  }
  if (resolved.functions.length === 0 && resolved.externals.length === 0) marks |= MAY_TELL;
  return marks | laterMarks(program, resolved);
}

/** `queueMicrotask(() => { throw error; })`, `process.nextTick(() => done(error))`: told a moment later. */
function laterMarks(program: Program, { handed }: ResolvedCall): number {
  let marks = 0;
  for (const { row, functions, parameter } of handed) {
    if (row?.runs !== 'later') continue;
    if (parameter) marks |= TELLS; // setImmediate(done, error)
    for (const { number } of functions) {
      const { module, id, fact } = program.modules.function(number);
      const { effects, invokes } = program.summary(number);
      for (const reached of effects) marks |= effectMarks(program, module, id, reached, false);
      if (row.onThrow === 'crash' && mayThrow(program, module, id, fact.body)) marks |= TELLS;
      if (invokes.some(({ place }) => place.function !== number)) marks |= TELLS;
      else if (mayAct(program, number)) marks |= MAY_TELL;
    }
  }
  return marks;
}

function isParameter(module: LinkedModule, { callee }: CallStep): boolean {
  return callee.k === 'var' && module.facts.variables[callee.v]?.kind === 'param';
}

/** Keeping something for later. */
const COLLECTS = /^(Array\.(push|unshift)|push|Map\.set|Set\.add)$/;

function effectMarks(program: Program, module: LinkedModule, fn: number, reached: ReachedEffect, givesError: boolean): number {
  switch (reached.kind) {
    case 'report':
    case 'metric':
    case 'nack':
    case 'dead-letter':
    case 'enqueue':
    case 'emit':
    case 'exit':
    case 'db-write':
      return TELLS;
    case 'network':
      return isRead(reached) ? 0 : TELLS;
    case 'log':
      if (reached.effect?.level === 'debug') return 0;
      if (reached.effect?.level === 'info') return givesError ? LOGS : 0;
      return reached.effect?.level === 'warn' ? LOGS : LOGS | LOGS_ERROR;
    case 'respond':
      return respondMarks(program, module, fn, reached);
    case 'unseen':
    case 'file-write':
    case 'cache-write':
    case 'process':
      return MAY_TELL;
    default:
      return 0;
  }
}

function isRead({ method }: ReachedEffect): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

/** An answer with a status below 400 says that all is well; one from another function is not followed. */
function respondMarks(program: Program, module: LinkedModule, fn: number, reached: ReachedEffect): number {
  if (reached.via !== undefined) return MAY_TELL;
  const status = statusOf(program, module, fn, reached.call, reached.effect);
  if (status === undefined) return MAY_TELL;
  return status >= 400 ? TELLS : ANSWERS_WELL;
}

/** The literal status an effect answers with; undefined when it names none or cannot be told. */
export function statusOf(program: Program, module: LinkedModule, fn: number, call: CallStep, effect: Effect | undefined): number | undefined {
  if (effect?.status === undefined) return undefined;
  if (effect.status.startsWith('=')) return Number(effect.status.slice(1));
  const external = program.call(module, fn, call.id)?.externals[0];
  const placed = external && slotExpr(program.link, { module, function: fn, call }, external, effect.status);
  if (!placed && external && effect.kind === 'respond' && !call.args.some((arg) => arg.k === 'spread')) return 200; // no status said
  const values = placed ? program.link.evaluate(placed.module, placed.function, placed.expr) : [];
  const [value] = values;
  return values.length === 1 && value?.is === 'literal' && typeof value.value === 'number' ? value.value : undefined;
}

/** A returned value that says of itself that it is a failure. */
function tellsByValue(program: Program, module: LinkedModule, fn: number, exit: Exit, errors: readonly number[]): boolean {
  const value = exit.step?.s === 'return' ? exit.step.value : undefined;
  if (!value) return false;
  if (value.k === 'result') {
    const call = module.index.calls[fn]?.[value.id];
    // `(e) => log.error(e)`, `return Response.json({ received: true })`
    if (call && (callMarks(program, module, fn, call, errors) & (LOGS | ANSWERS_WELL)) !== 0) return false;
  }
  if (mentions(value, errors) || derivedFrom(module, fn, value, errors)) return true;
  if (value.k === 'result') {
    const call = module.index.calls[fn]?.[value.id];
    const resolved = call && program.call(module, fn, call.id);
    return !resolved || resolved.externals.length > 0 || resolved.functions.length === 0 || resolved.functions.some((each) => program.summary(each.number).opaque);
  }
  return value.k === 'object' && saysFailure(value);
}
