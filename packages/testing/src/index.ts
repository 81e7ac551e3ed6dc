/** Reads fixtures and their expectation comments (`// finds: silent-catch`), and holds the engine to them. */
export { check, type CheckCase } from './check.ts';
export { checkFixtures, type CheckFixturesOptions } from './check-fixtures.ts';
export { checkSystem, type CheckSystemOptions } from './check-system.ts';
export { plannedRules } from './catalogue.ts';
export type { Engine } from './engine.ts';
export { copySystem, fixturesFolder } from './repository.ts';
export { project, removeProjects, silent } from './projects.ts';
export { writeFiles } from './temporary-folder.ts';
export { copyPackage } from './ledger/copy-package.ts';
