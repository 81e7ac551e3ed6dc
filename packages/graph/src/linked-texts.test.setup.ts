/** A linked program from texts, for tests: relative specifiers lead to the texts, everything else to packages. */
import { languageOf, lower } from '@dist-lint/frontend';
import type { ModuleOptions, ModuleResolutions, Resolution } from '@dist-lint/model';
import { link, type LinkInput, type Program } from './link.ts';

/** @param files path → text; a folder `packages/<name>` is a workspace package */
export function linkTexts(files: Record<string, string>, options: ModuleOptions = {}, known: Partial<LinkInput> = {}): Program {
  const paths = Object.keys(files).sort();
  const packages = [...new Set(paths.map(packageOf))].sort().map((path) => ({ name: path, path, private: true, dependencies: {}, entries: [] }));
  const modules = paths.map((path) => {
    const language = languageOf(path);
    const lowered = language === undefined ? undefined : lower(files[path] ?? '', language);
    if (!lowered || !('facts' in lowered)) throw new Error(`${path} cannot be read`);
    const resolutions: ModuleResolutions = {};
    for (const { specifier } of lowered.facts.imports) resolutions[specifier] = resolve(paths, path, specifier);
    return { facts: lowered.facts, input: { path, resolutions, options, package: packageOf(path) } };
  });
  return link({ modules, packages, libraries: [], ...known });
}

function packageOf(path: string): string {
  return /^packages\/[^/]+/.exec(path)?.[0] ?? '';
}

function resolve(paths: readonly string[], from: string, specifier: string): Resolution {
  if (!specifier.startsWith('.')) return { to: 'external', package: specifier };
  const { pathname } = new URL(specifier, `file:///${from}`);
  const wanted = pathname.slice(1).replace(/\.js$/, '').replace(/\/$/, '');
  const path = paths.find((each) => each === wanted || each.replace(/\.[cm]?[jt]sx?$/, '') === wanted || each.replace(/\/index\.ts$/, '') === wanted);
  return path === undefined ? { to: 'nothing', reason: 'missing' } : { to: 'module', path };
}
