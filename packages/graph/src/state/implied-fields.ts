/** Fields that a library adds to an entity without being told each: `_id`, `createdAt`, `__v`. */
import type { ImpliedField } from '@dist-lint/libraries';
import type { Program } from '../link.ts';
import type { CallSite, ExternalValue } from '../values.ts';
import { isTrue, nameAt, slotsOf, truthAt } from './row-slots.ts';
import type { EntityField } from './state-model.ts';

/** Those that are declared, and those that are added; what is declared is also what the library uses. */
export function withImplied(program: Program, site: CallSite, callee: ExternalValue, implied: readonly ImpliedField[] | undefined, declared: readonly EntityField[]): EntityField[] {
  const found = new Map(declared.map((field) => [field.name, field]));
  for (const each of implied ?? []) {
    if (each.unlessKey && declared.some(({ isKey }) => isKey)) continue;
    if (each.unless !== undefined && slotsOf(each.unless).some((slot) => truthAt(program, site, callee, slot) === false)) continue;
    if (each.when !== undefined && truthAt(program, site, callee, each.when) !== true) continue;
    const name = (each.nameAt && nameAt(program, site, callee, each.nameAt)) ?? each.name;
    if (name === '*') continue;
    const field: EntityField = { ...(found.get(name) ?? { name }) };
    if (each.generated) field.isGenerated = true;
    if (each.key) field.isKey = true;
    if (isTrue(program, site, callee, each.version)) field.isVersion = true;
    found.set(name, field);
  }
  return [...found.values()];
}
