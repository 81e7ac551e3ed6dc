/** Rows of a relation that are written with the row that leads to them: `data: { versions: { create: { value } } }`. */
import type { Library } from '@dist-lint/libraries';
import type { Program } from '../link.ts';
import { columnCell } from './column-cells.ts';
import { entities } from './entities.ts';
import type { Entity, Guard, StateAccess } from './state-model.ts';
import { wordsOf } from './words.ts';
import { writtenFields, type FieldValue } from './written-fields.ts';

/** Relations of rows that are written with rows, and of those. */
const DEEPEST = 3;

/** @param base what the call that stores all of it has in common */
export function nestedWrites(program: Program, library: Library, entity: Entity | undefined, fields: readonly FieldValue[], base: Pick<StateAccess, 'via' | 'by'>, around: Guard, depth = 0): StateAccess[] {
  const { operators } = library;
  const nested = operators?.nested;
  if (!nested || !entity || depth === DEEPEST) return [];
  return fields.flatMap(({ field, value }) => {
    const leadsTo = entity.fields.find(({ name }) => name === field)?.leadsTo;
    if (leadsTo === undefined || !value) return [];
    return writtenFields(program, value).fields.flatMap((verb): StateAccess[] => {
      const write = nested[verb.field];
      if (!write) return [];
      const target = entities(program).named(leadsTo, verb.at.module);
      // Of one row, what changes may stand there at once.
      const rows = (verb.value && writtenFields(program, verb.value).fields.find((each) => each.field === write.at)?.value) ?? verb.value;
      const inner = write.does === 'delete' || !rows ? [] : writtenFields(program, rows, operators).fields;
      const each = { ...base, how: 'write' as const, operation: write.does, guard: around };
      if (inner.length === 0) return [{ ...each, ...verb.at, cell: columnCell(target, leadsTo, '*', library.name) }];
      return [
        ...inner.map((one): StateAccess => {
          const cell = columnCell(target, leadsTo, one.field, library.name);
          const literals = one.value && wordsOf(program, one.value, library, cell);
          return { ...each, ...one.at, cell, ...(one.value ? { value: one.value } : {}), ...(literals ? { literals } : {}), guard: one.atomic ? { ...around, atomic: true } : around };
        }),
        ...nestedWrites(program, library, target, inner, base, around, depth + 1),
      ];
    });
  });
}
