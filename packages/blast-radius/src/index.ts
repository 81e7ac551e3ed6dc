export { changeReport, type ChangeInput } from './change-report.ts';
export type { FileMeanings } from './changed-symbols.ts';
export { deletionTest } from './deletion-test.ts';
export { drawing, idsOnWays, type DrawLevel, type DrawOptions } from './drawing.ts';
export { goneWith, usersOf } from './members.ts';
export { blastNode } from './nodes.ts';
export { overview, type OverviewOptions } from './overview.ts';
export type { ChangedFile } from './sides.ts';
