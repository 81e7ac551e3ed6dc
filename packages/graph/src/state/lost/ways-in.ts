/** The calls by which a function runs: those that name it, and those to which it is handed, whenever these run it. */
import type { CallStep } from '@dist-lint/model';
import type { Program } from '../../link.ts';
import type { FunctionNumber, LinkedModule } from '../../program.ts';
import type { Handed } from '../../resolved-calls.ts';
import type { Table } from '../../tracking.ts';
import { once } from '../../once.ts';

export interface WayIn {
  module: LinkedModule;
  function: number;
  call: CallStep;
  /** Where it is handed over, and not called. */
  handed?: Handed;
}

export function waysIn(program: Program, number: FunctionNumber): readonly WayIn[] {
  const table = tableOf(program);
  const called = program.callers(number).map(({ module, function: fn, resolved }): WayIn => ({ module, function: fn, call: resolved.call }));
  return [...called, ...table.get(number)].filter(({ module }) => !program.link.isExempt(module.path));
}

const tableOf = once((program: Program): Table<FunctionNumber, WayIn> => program.tracker.table(() => program.modules.all, (module) => read(program, module)));

function* read(program: Program, module: LinkedModule): Iterable<[FunctionNumber, WayIn]> {
  for (let fn = 0; fn < module.facts.functions.length; fn += 1) {
    for (const { call, handed } of program.calls(module, fn)) {
      for (const each of handed) for (const { number } of each.functions) yield [number, { module, function: fn, call, handed: each }];
    }
  }
}
