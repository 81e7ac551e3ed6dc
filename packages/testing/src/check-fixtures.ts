import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { assertKnownRule } from './catalogue.ts';
import { type Engine, realEngine } from './engine.ts';
import { expectMarks } from './expect-marks.ts';
import { ExpectationError } from './expectation-error.ts';
import type { Mark } from './marks.ts';
import { copySystem, fixturesFolder } from './repository.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

export interface CheckFixturesOptions {
  engine?: Engine;
  /** The folder that holds a folder of fixtures for each rule. */
  fixtures?: string;
}

/**
 * Runs a rule alone over its fixtures. Each folder, or single file, in `bad` and `good` is a system of its own:
 * `bad` gives exactly the marked findings, `good` none. Throws one error that names all differences.
 */
export async function checkFixtures(rule: string, { engine = realEngine, fixtures = fixturesFolder }: CheckFixturesOptions = {}): Promise<void> {
  assertKnownRule(rule, engine.rules, 'checkFixtures');
  if (!engine.rules.includes(rule)) throw new ExpectationError(`'${rule}' is planned but not built. Is rules/index.ts current? Run pnpm generate.`);
  const failures: string[] = [];
  for (const system of [...systemsOf(fixtures, rule, 'bad'), ...systemsOf(fixtures, rule, 'good')]) {
    try {
      await checkOne(system, rule, engine);
    } catch (error) {
      if (!(error instanceof ExpectationError)) throw error;
      failures.push(error.message);
    }
  }
  if (failures.length > 0) throw new ExpectationError(failures.join('\n\n'));
}

interface System {
  kind: 'bad' | 'good';
  /** From the fixtures' folder: `silent-catch/bad/mail`. */
  name: string;
  path: string;
  isFile: boolean;
}

function checkOne({ name, path, kind, isFile }: System, rule: string, engine: Engine): Promise<unknown> {
  const title = `fixtures/${name}`;
  return inTemporaryFolder(
    (folder) => copySystem(path, isFile ? join(folder, basename(path)) : folder),
    (folder) => expectMarks(folder, { title, engine, options: { rules: [rule] }, judgeMarks: (marks) => judgeMarks(marks, kind, rule, title) }),
  );
}

function judgeMarks(marks: readonly Mark[], kind: 'bad' | 'good', rule: string, title: string): void {
  const [first] = marks;
  const other = marks.find((mark) => mark.rule !== rule);
  if (kind === 'bad' && !first) throw new ExpectationError(`${title} marks nothing: write '// finds: ${rule}' on the line where the finding starts.`);
  if (kind === 'good' && first) throw new ExpectationError(`${title} marks '${first.rule}' at ${first.file}:${first.line}, but a good fixture finds nothing.`);
  if (other) throw new ExpectationError(`${title} marks '${other.rule}' at ${other.file}:${other.line}, but a rule's fixtures run with that rule alone.`);
}

function systemsOf(fixtures: string, rule: string, kind: 'bad' | 'good'): System[] {
  const folder = join(fixtures, rule, kind);
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  const systems = entries
    .filter((entry) => entry.isDirectory() || /\.[cm]?[jt]sx?$/.test(entry.name))
    .map((entry) => ({ kind, name: `${rule}/${kind}/${entry.name}`, path: join(folder, entry.name), isFile: entry.isFile() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (systems.length === 0) throw new ExpectationError(`fixtures/${rule}/${kind} holds no system: a folder, or a single TypeScript file.`);
  return systems;
}
