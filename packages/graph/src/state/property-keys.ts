/** Under which name a property stands: as it is written, or what a computed name says. */
import type { ObjectProp } from '@dist-lint/model';
import type { Program } from '../link.ts';
import type { Placed } from '../program.ts';
import { textOf } from '../slots.ts';

/** Of a library's symbol its last name: `or` of `[Op.or]`. Undefined where it cannot be told, and for spreads. */
export function propertyKey(program: Program, { module, function: fn }: Pick<Placed, 'module' | 'function'>, { key, computed }: ObjectProp): string | undefined {
  const name = key ?? (computed ? textOf(program.link, module, fn, computed) : '');
  return name === '' || name.includes('*') ? undefined : name;
}
