export { deletionTest } from './deletion-test.ts';
export { overview, type OverviewOptions } from './overview.ts';
