/** Findings that a change adds and ends, by the rules and the floor of the configuration. */
import type { ChangeReport } from '@dist-lint/model';
import type { ChangeAnalysis } from './analyse-change.ts';

export function findingsOfChange(_both: ChangeAnalysis, _covers: (path: string) => boolean): ChangeReport['findings'] {
  return { added: [], fixed: [] };
}
