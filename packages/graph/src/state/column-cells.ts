/** The cells of tables and collections. */
import type { Entity, StateCell } from './state-model.ts';

/** The cell of a field; of several spellings of an entity, the declared one. */
export function columnCell(entity: Entity | undefined, spelled: string, field: string, store: string): StateCell {
  const name = entity?.name ?? spelled;
  // A column whose name cannot be read is said to be `*`, too.
  const declared = field === '*' ? undefined : entity?.fields.find((each) => each.name === field || each.column === field);
  const own = declared?.name ?? field;
  return {
    id: `db:${entity?.package ?? ''}:${name}.${own}`, kind: 'column', name: `${name}.${own}`, of: name, field: own, store: entity?.store ?? store,
    ...(entity ? { declared: { path: entity.path, line: entity.line } } : {}),
    ...(declared?.initial === undefined ? {} : { initial: declared.initial }),
    ...(declared?.values ? { states: declared.values } : {}),
  };
}
