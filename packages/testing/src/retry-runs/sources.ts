/** The sources that are run and analysed: packages/testing/fixtures/retry-runs. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installedPackage } from '../ledger/ledger-packages.ts';
import { project } from '../projects.ts';
import { repository } from '../repository.ts';

const home = join(repository, 'packages/testing');
const folder = join(home, 'fixtures/retry-runs');

/** Without their ending, sorted. */
export function sourceNames(): string[] {
  return readdirSync(folder).map((file) => file.replace(/\.ts$/, '')).sort();
}

/** The code of a source, from the very file that is analysed. */
export async function codeOf(source: string): Promise<(url: string) => Promise<unknown>> {
  const { run } = (await import(pathToFileURL(join(folder, `${source}.ts`)).href)) as { run: (url: string) => Promise<unknown> };
  return run;
}

/** A project of all sources as they lie here, with the installed versions of what they import. */
export function projectOfSources(): string {
  const { devDependencies } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };
  const dependencies = Object.fromEntries(Object.keys(devDependencies).map((name) => [name, installedPackage(name).version]));
  return project({
    'package.json': JSON.stringify({ name: 'stock', private: true, type: 'module', dependencies }),
    ...Object.fromEntries(sourceNames().map((source) => [`src/${source}.ts`, readFileSync(join(folder, `${source}.ts`), 'utf8')])),
  });
}
