/** How often work is tried that counts its attempts itself, by the tests on the way to where it is put back or added again. */
import type { Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import { plainValue, type PlainPlace, type Scope } from './plain-values.ts';
import { forEachExpr } from './walk.ts';

/** Attempts that are counted one by one. */
const MOST = 1_000;
/** Waits that are asked for. */
export const MOST_WAITS = 8;

export interface CountedLimit {
  /** It compares the count. */
  expr: Expr;
  /** What it has to say for another attempt. */
  when: boolean;
  /** Where it stands, with what is counted after so many attempts. */
  scopeAfter(attempts: number): Scope;
}

export function countedAttempts(program: Program, limits: readonly CountedLimit[]): { attempts: number | 'unknown'; limit?: PlainPlace } {
  let limit: PlainPlace | undefined;
  for (let attempts = 1; limits.length > 0 && attempts <= MOST; attempts += 1) {
    let isOver = false;
    for (const { expr, when, scopeAfter } of limits) {
      const scope = scopeAfter(attempts);
      const found = plainValue(program.link, scope, expr);
      if (!found || found.isObject || found.env !== undefined) return { attempts: 'unknown' };
      forEachExpr(expr, (each) => {
        if (each.k === 'var' || each.k === 'member') limit ??= plainValue(program.link, scope, each)?.place;
      });
      isOver ||= Boolean(found.value) !== when;
    }
    if (isOver) return { attempts, ...(limit ? { limit } : {}) };
  }
  return { attempts: 'unknown' };
}
