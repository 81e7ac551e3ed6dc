/** Whether a write leaves the state in which a test let it through. */
import type { Program } from '../../link.ts';
import { constantsOf } from './asked-constants.ts';
import type { Asked } from './asked-fields.ts';
import type { StoredField } from './changes.ts';
import { madeFromRows } from './value-origins.ts';

/** After it the test holds no longer; of what a caller hands over, it may not. */
export function leavesTest(program: Program, { form, literals }: Asked, { value, atomic }: StoredField): boolean {
  if (form === 'compared' || atomic || !value) return false;
  const written = constantsOf(program, value.frame, value.expr);
  if (!written) {
    if (form === 'unset') return value.expr.k === 'result' && value.frame.module.index.calls[value.frame.function]?.[value.expr.id]?.awaited !== true;
    return form !== 'set' && literals?.every((each) => typeof each === 'string') === true && madeFromRows(program, value.frame, value.expr).isHanded;
  }
  switch (form) {
    case 'unset':
      return written.every((each) => each === true);
    case 'set':
      return written.every((each) => each === null || each === false);
    case 'equal':
      return literals !== undefined && written.every((each) => !literals.includes(each));
    case 'unequal':
      return literals !== undefined && written.every((each) => literals.includes(each));
  }
}
