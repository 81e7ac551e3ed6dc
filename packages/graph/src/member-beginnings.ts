/** What members of objects hold before a round begins that has not made these objects: `const state = { tries: 0 }`, `const tries = useRef(0)`. */
import { addTo, soleOf, type AssignStep, type Expr } from '@dist-lint/model';
import { memberKey } from './attempt-steps.ts';
import type { Round } from './carried-values.ts';
import type { Program } from './link.ts';
import { once } from './once.ts';
import { plainValue, type PlainValue } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import { slotExpr } from './slots.ts';
import { forEachStep } from './walk.ts';

interface MemberWrite {
  step: AssignStep;
  /** FunctionId. */
  function: number;
}

/** By variable and name, of members that a round changes: nothing is known of what something beside it sets to another value. */
export function memberBeginnings(program: Program, { module, function: fn, leadsBack }: Round, keys: ReadonlySet<string>): ReadonlyMap<number, ReadonlyMap<string, PlainValue | undefined>> {
  const found = new Map<number, Map<string, PlainValue | undefined>>();
  const around = new Set([fn, ...leadsBack]);
  for (const key of keys) {
    const [id, name = ''] = key.split(' ');
    const variable = Number(id);
    if (around.has(module.facts.variables[variable]?.function ?? fn)) continue;
    const first = firstOf(program, module, variable, name);
    if (!first || first.isObject || first.env !== undefined) continue;
    const isSame = ({ step, function: id }: MemberWrite): boolean => {
      const set = step.op === '=' ? plainValue(program.link, { module, function: id, isHidden: true }, step.value) : undefined;
      return set !== undefined && !set.isObject && set.value === first.value;
    };
    const isKept = (memberWrites(module).get(key) ?? []).every((each) => around.has(each.function) || isSame(each));
    found.set(variable, (found.get(variable) ?? new Map<string, PlainValue | undefined>()).set(name, isKept ? { value: first.value } : undefined));
  }
  return found;
}

/** What a member of the object under a name is made with, where the name is bound once. */
function firstOf(program: Program, module: LinkedModule, variable: number, name: string): PlainValue | undefined {
  const only = soleOf(module.index.assignments[variable]);
  if (!only || only.item || only.path.length > 0) return undefined;
  const scope = { module, function: only.function, isHidden: true as const };
  const held = only.value.k === 'object' ? only.value.props.findLast(({ key }) => key === name)?.value : heldBy(program, module, only.function, only.value, name);
  return held && plainValue(program.link, scope, held);
}

/** What a library's object holds under a name at first. */
function heldBy(program: Program, module: LinkedModule, fn: number, value: Expr, name: string): Expr | undefined {
  const call = value.k === 'result' ? module.index.calls[fn]?.[value.id] : undefined;
  const resolved = call && program.call(module, fn, call.id);
  for (const external of resolved?.externals ?? []) {
    const holds = program.link.libraries.symbol(external.package, external.path)?.facts.holds;
    const placed = call && holds?.name === name ? slotExpr(program.link, { module, function: fn, call }, external, holds.from) : undefined;
    if (placed) return placed.expr;
  }
  return undefined;
}

/** All that a module writes to members of objects under names. */
const memberWrites = once((module: LinkedModule): ReadonlyMap<string, readonly MemberWrite[]> => {
  const found = new Map<string, MemberWrite[]>();
  module.facts.functions.forEach(({ body }, id) => {
    forEachStep(body, (step) => {
      const key = step.s === 'assign' && step.to.k === 'member' ? memberKey(step.to) : undefined;
      if (step.s !== 'assign' || key === undefined) return;
      addTo(found, key, { step, function: id });
    });
  });
  return found;
});
