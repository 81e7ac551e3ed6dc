/** Which effects are work: they may fail, on the other side of a boundary. */
import type { ReachedEffect } from './summaries.ts';

/** Work that may fail and is worth another attempt. */
const WORK: ReadonlySet<ReachedEffect['kind']> = new Set([
  'network', 'db-read', 'db-write', 'db-transaction', 'cache-read', 'cache-write', 'cache-invalidate', 'enqueue', 'consume', 'process', 'connect', 'file-read', 'file-write', 'lock', 'unseen',
] satisfies ReachedEffect['kind'][]);

/** Effects on the other side of a boundary. */
export const isWork = ({ kind }: Pick<ReachedEffect, 'kind'>): boolean => WORK.has(kind);
