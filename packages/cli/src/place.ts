import { UserError } from '@dist-lint/model';

export interface Place {
  file: string;
  line: number;
  column?: number;
}

/**
 * `src/a.ts:3` or `src/a.ts:3:5`; a file's name may hold colons.
 *
 * @throws {UserError} `invalid-place`
 */
export function parsePlace(text: string): Place {
  const [, file, line, column] = /^(.+?):(\d{1,9})(?::(\d{1,9}))?$/s.exec(text) ?? [];
  if (file === undefined || Number(line) < 1 || (column !== undefined && Number(column) < 1)) {
    throw new UserError('invalid-place', `'${text}' is no place.`, 'Write FILE:LINE or FILE:LINE:COLUMN, counted from 1, such as src/orders.ts:12.');
  }
  return { file, line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) };
}
