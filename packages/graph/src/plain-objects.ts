/** The plain value of a property of an object literal, through spreads and getters. */
import type { Expr } from '@dist-lint/model';
import { mayLack } from './plain-parameters.ts';
import { returnedBy } from './plain-runs.ts';
import { ABSENT, isGiven, type Reader, type Reading, type Scope } from './plain-scope.ts';

export interface Property {
  key?: string | undefined;
  value: Expr;
  at?: number;
  computed?: Expr | undefined;
  kind?: string | undefined;
}

/** What the last property of that name says; spreads are looked through, the last first. */
export function property(reader: Reader, scope: Scope, props: readonly Property[], path: readonly string[], depth: number): Reading | undefined {
  const [name = '', ...rest] = path;
  if (path.length === 0) return { value: undefined, isObject: true };
  let isOpen = false;
  for (const { key, value, at, computed, kind } of props.toReversed()) {
    if (key === name && kind !== 'setter') {
      const found = kind === 'getter' && value.k === 'function' ? returnedBy(reader, { module: scope.module, function: value.function, outer: scope }, rest, depth + 1) : reader.read(scope, value, rest, depth + 1);
      return found && found.place === undefined && at !== undefined ? { ...found, place: { module: scope.module, at, end: at + name.length } } : found;
    }
    if (computed) return undefined;
    if (value.k !== 'spread') continue;
    const found = reader.read(scope, value.of, path, depth + 1);
    if (found?.isOpen || (!found && mayLack(reader.link, scope, value.of, path))) {
      isOpen = true;
      continue;
    }
    if (!found || found.value !== undefined || isGiven(found)) return found;
  }
  return isOpen ? OPEN : ABSENT;
}

const OPEN: Reading = { value: undefined, isOpen: true };
