/** What the analyzer says of the sources that are run. */
import { retries } from '@dist-lint/engine';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installedPackage } from '../ledger/ledger-packages.ts';
import { project } from '../projects.ts';
import { repository } from '../repository.ts';

const home = join(repository, 'packages/testing');
const folder = join(home, 'fixtures/retry-runs');

/** The sources' names without their ending, sorted. */
export const sources: readonly string[] = readdirSync(folder).map((file) => file.replace(/\.ts$/, '')).sort();

/** The code that is run, from the very file that is analysed. */
export async function runOf(source: string): Promise<(url: string) => Promise<unknown>> {
  const { run } = (await import(pathToFileURL(join(folder, `${source}.ts`)).href)) as { run: (url: string) => Promise<unknown> };
  return run;
}

/** A project of the sources as they lie in the repository, with the versions of what they import. */
export function projectOfSources(): string {
  const { devDependencies } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };
  const dependencies = Object.fromEntries(Object.keys(devDependencies).map((name) => [name, installedPackage(name).version]));
  return project({
    'package.json': JSON.stringify({ name: 'stock', private: true, type: 'module', dependencies }),
    ...Object.fromEntries(sources.map((source) => [`src/${source}.ts`, readFileSync(join(folder, `${source}.ts`), 'utf8')])),
  });
}

/** The most attempts that one run of a source makes of a request; one where nothing tries again. */
export async function derivedAttempts(cwd: string): Promise<Map<string, { attempts: number | 'unbounded'; unknown: number; layers: string }>> {
  const { products } = await retries({ cwd, cache: false });
  const derived = new Map<string, { attempts: number | 'unbounded'; unknown: number; layers: string }>();
  for (const { function: { file }, attempts, unknown, layers } of products) {
    const source = file.replace(/^src\/|\.ts$/g, '');
    if (derived.has(source)) continue;
    derived.set(source, { attempts, unknown, layers: layers.map(({ name, attempts }) => `${name} ${attempts}`).join(' > ') });
  }
  return derived;
}
