/** The words of conditions, as texts spell them. */

/** Any field may be asked: the condition cannot be read, or not all of it. */
export const ANY_FIELD = '*';

/** With another word than these, a field is compared otherwise. */
export const EQUALITIES: ReadonlySet<string> = new Set(['=', '==', '===', 'in', 'is', 'eq']);

/**
 * The fields of `'status.eq.open,and(total.gt.5,not.paid.is.true)'`. {@link ANY_FIELD} where one varies, or nothing can be
 * read; commas and dots within values are not told from those between conditions, which at worst names too many.
 */
export function askedByFilters(text: string): readonly string[] {
  const named = [...text.matchAll(/(?:^|[,(])\s*(?:not\.)?"?([\w*]+)"?(?:->>?[\w*]+)*\.(?:not\.)?[a-z]+\b/g)].flatMap(([, field = '']) => (/^\d/.test(field) ? [] : [field.includes('*') ? ANY_FIELD : field]));
  const isWhole = text !== '' && !/(?:^|[,(])\s*\*\s*(?:[,)]|$)/.test(text);
  return [...new Set(isWhole && named.length > 0 ? named : [...named, ANY_FIELD])];
}
