import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CheckOptions } from '@dist-lint/engine';
import { type AnalysedSystem, type Engine, realEngine } from './engine.ts';
import { expectMarks } from './expect-marks.ts';
import { ExpectationError } from './expectation-error.ts';
import { copySystem, fixturesFolder } from './repository.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

export interface CheckSystemOptions {
  engine?: Engine;
  /** The folder that holds the systems. */
  systems?: string;
  /** Narrower than everything: a preset, a lowest severity or precision, certain rules. */
  options?: Pick<CheckOptions, 'preset' | 'minSeverity' | 'minPrecision' | 'rules' | 'ruleOptions'>;
}

/**
 * Runs every built rule over `fixtures/systems/<name>` and throws unless the findings are exactly the marked ones.
 * Marks of rules that are planned and not yet built wait.
 */
export function checkSystem(
  name: string,
  { engine = realEngine, systems = join(fixturesFolder, 'systems'), options = {} }: CheckSystemOptions = {},
): Promise<AnalysedSystem> {
  const path = resolve(systems, name);
  if (!existsSync(path)) throw new ExpectationError(`There is no system at ${path}.`);
  const title = `fixtures/systems/${name}`;
  return inTemporaryFolder(
    (folder) => copySystem(path, folder),
    (folder) => expectMarks(folder, {
      title,
      engine,
      options,
      judgeMarks: (marks) => {
        if (marks.length === 0) throw new ExpectationError(`${title} marks nothing.`);
      },
    }),
  );
}
