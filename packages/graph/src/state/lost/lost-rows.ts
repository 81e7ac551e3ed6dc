/**
 * Rows that are read, changed in memory, and written back: whoever writes in between is undone.
 *
 * Seen from the function that holds both: where the write's data or key is handed over, the question is asked again of
 * those who call, through at most {@link MOST_HOPS} functions.
 */
import type { CallStep } from '@dist-lint/model';
import { once } from '../../once.ts';
import type { Program } from '../../link.ts';
import type { LinkedModule } from '../../program.ts';
import type { Memo } from '../../tracking.ts';
import { rowCalls } from '../row-calls.ts';
import type { Write } from './changes.ts';
import { numberOf, rootOf, type Frame } from './frames.ts';
import { judgeWrite } from './judged-writes.ts';
import type { RowFindings } from './lost-row.ts';
import { oncePerWrite } from './once-per-write.ts';

const MOST_HOPS = 4;
const MOST_CALLERS = 400;
/** Ways from one write to those who decide it. */
const MOST_WAYS = 2_000;

/** Those whose outermost call stands in any module: asked once for each module that stores. */
export function lostRows(program: Program, module: LinkedModule): RowFindings {
  const found: RowFindings = { lost: [], unclear: [] };
  if (program.link.isExempt(module.path)) return found;
  module.facts.functions.forEach((_, fn) => {
    for (const [index, row] of rowCalls(program, module, fn).entries()) {
      const { effect } = row;
      if (effect.kind !== 'db-write' || effect.atomic && !row.payload || effect.operation === 'create' || effect.operation === 'delete') continue;
      follow(program, { write: { frame: { module, function: fn }, row }, name: `${module.number} ${fn} ${index}` }, 0, found, { left: MOST_WAYS });
    }
  });
  return { lost: oncePerWrite(found.lost), unclear: found.unclear };
}

/** A write, seen from one of those who lead to it. */
interface Way {
  write: Write;
  /** Names the write and the calls that lead to it. */
  name: string;
  /** The same write, seen from one function less far away. */
  nearer?: Way;
}

function follow(program: Program, way: Way, hops: number, found: RowFindings, ways: { left: number }): void {
  const { write, name } = way;
  if ((ways.left -= 1) < 0) return;
  const { isHanded, lost, unclear } = verdictOn(program, way);
  found.lost.push(...lost);
  found.unclear.push(...unclear);
  if (!isHanded || hops === MOST_HOPS) return;
  const callers = program.callers(numberOf(rootOf(write.frame))).filter(({ module }) => !program.link.isExempt(module.path));
  if (callers.length > MOST_CALLERS) return;
  for (const { module, function: fn, resolved: { call } } of callers) {
    const frame = under(write.frame, { module, function: fn }, call);
    follow(program, { write: { ...write, frame }, name: `${name} < ${module.number} ${fn} ${call.id}`, nearer: way }, hops + 1, found, ways);
  }
}

interface Verdict extends RowFindings {
  /** Some of it is decided by those who call. */
  isHanded: boolean;
  /** Reads that need not be judged again for those who call. */
  settled: ReadonlySet<string>;
}

const UNDECIDED: Verdict = { isHanded: false, settled: new Set(), lost: [], unclear: [] };
const memoOf = once((program: Program): Memo<string, Verdict> => program.tracker.memo());

/** Kept for each way: one that changes leaves the hundreds of others to a repository's method as they are. */
function verdictOn(program: Program, way: Way): Verdict {
  const { module } = rootOf(way.write.frame);
  const memo = memoOf(program);
  return memo.get(module, way.name) ?? memo.fill(module, way.name, UNDECIDED, () => {
    restOn(program, way.write.frame);
    const settled = new Set(way.nearer && verdictOn(program, way.nearer).settled);
    const found: RowFindings = { lost: [], unclear: [] };
    const isHanded = judgeWrite(program, way.write, found, settled);
    return { ...found, isHanded, settled };
  });
}

/** What the calls of a way hand over is known without looking into their modules again. */
function restOn(program: Program, frame: Frame): void {
  rowCalls(program, frame.module, frame.function);
  for (let each: Frame | undefined = frame; each; each = each.entered?.from) each.module.facts.functions.at(each.function);
}

/** The same chain of frames, entered from another function. */
function under(frame: Frame, from: Frame, call: CallStep): Frame {
  return frame.entered ? { ...frame, entered: { from: under(frame.entered.from, from, call), call: frame.entered.call } } : { ...frame, entered: { from, call } };
}
