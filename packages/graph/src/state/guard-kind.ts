import type { StateGuard } from '@dist-lint/model';
import type { StateAccess } from './state-model.ts';

/** The strongest protection of a write that was found. A transaction that is not serializable keeps nobody from writing in between. */
export function guardKind({ guard: { atomic, from, version, transaction, lock, open, looked } }: Pick<StateAccess, 'guard'>): StateGuard {
  if (atomic) return 'atomic';
  if (from) return 'conditional';
  if (version) return 'versioned';
  if (lock || transaction === 'serializable') return 'isolated';
  if (open) return 'unknown';
  return looked ? 'looked' : 'unguarded';
}
