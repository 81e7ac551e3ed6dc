import type { PackageEntry } from '@dist-lint/model';
import { subpathsOf, targetsOf } from './conditions.ts';
import { isRecord } from './json.ts';
import { joinPath } from './path.ts';
import type { Probe } from './probe.ts';
import { type Output, sourcePaths, toSource } from './to-source.ts';

/** Names by which a package's only module goes when nothing else is said, or when what is said is a bundle. */
const USUAL_ENTRIES = ['src/index', 'index', 'source/index', 'lib/index', 'src/main'];

/** The modules that a package offers: `bin`, `main` and `module`, and `exports`, mapped to source, sorted. */
export function entriesOf(
  manifest: Record<string, unknown>, folder: string, probe: Probe, outputs: readonly Output[], modules: readonly string[],
): PackageEntry[] {
  const entries: PackageEntry[] = [];
  const add = (as: string, module: string | undefined) => {
    if (module !== undefined && !entries.some((it) => it.as === as && it.module === module)) entries.push({ as, module });
  };
  for (const [name, target] of binaries(manifest)) add(`bin:${name}`, moduleAt(target));

  const { exports } = manifest;
  if (exports === undefined || exports === null) {
    const main = mainModule(manifest, folder, probe, outputs);
    if (hasMain(manifest)) add('main', main);
  }
  for (const { subpath, targets } of subpathsOf(exports)) {
    if (subpath.includes('*') || subpath.endsWith('/')) addPattern(subpath, targets);
    else add(subpath, targets.map(moduleAt).find((it) => it !== undefined) ?? (subpath === '.' && targets.length > 0 ? usualEntry(folder, probe) : undefined));
  }
  return entries.sort((a, b) => (a.as < b.as ? -1 : a.as > b.as ? 1 : a.module < b.module ? -1 : 1));

  function moduleAt(target: string): string | undefined {
    const hit = toSource(probe, folder, target, outputs);
    return hit?.kind === 'module' ? hit.path : undefined;
  }

  /** `./*` → `./dist/*.js` offers every module below the first of its source folders that holds any. */
  function addPattern(subpath: string, targets: string[]): void {
    for (const target of targets) {
      const [before = '', after = ''] = target.split('*');
      const wanted = before.endsWith('/') || before === '' ? '' : (before.split('/').at(-1) ?? '');
      const above = before.slice(0, before.length - wanted.length);
      const suffix = after.replace(/(\.d)?\.[mc]?[jt]sx?$/, '');
      const places = [joinPath(folder, above) ?? folder, ...sourcePaths(folder, `${above}_/`, outputs).map((it) => it.slice(0, -'/_/'.length))];
      for (const place of places) {
        const prefix = (place === '' ? '' : `${place}/`) + wanted;
        const inside = modules.filter((it) => it.startsWith(prefix) && stemOf(it).endsWith(suffix) && !it.includes('/node_modules/'));
        if (inside.length === 0) continue;
        for (const module of inside) {
          const star = stemOf(module).slice(prefix.length, suffix === '' ? undefined : -suffix.length);
          add(subpath.endsWith('/') ? subpath + star : subpath.replace('*', star), module);
        }
        return;
      }
    }
  }
}

/** What `import 'name'` means for a package. */
export function mainModule(manifest: Record<string, unknown>, folder: string, probe: Probe, outputs: readonly Output[]): string | undefined {
  const fromExports = targetsOf(manifest['exports'], '.') ?? [];
  const fields = ['source', 'module', 'main', 'types', 'typings'].map((name) => manifest[name]).filter((it): it is string => typeof it === 'string');
  for (const target of [...fromExports, ...fields]) {
    const hit = toSource(probe, folder, target, outputs);
    if (hit?.kind === 'module') return hit.path;
  }
  return usualEntry(folder, probe);
}

function usualEntry(folder: string, probe: Probe): string | undefined {
  for (const name of USUAL_ENTRIES) {
    const hit = probe.module(joinPath(folder, name) ?? name);
    if (hit?.kind === 'module') return hit.path;
  }
  return undefined;
}

function hasMain(manifest: Record<string, unknown>): boolean {
  return ['source', 'module', 'main', 'types', 'typings'].some((name) => typeof manifest[name] === 'string');
}

function binaries(manifest: Record<string, unknown>): [string, string][] {
  const { bin, name } = manifest;
  if (typeof bin === 'string') return [[typeof name === 'string' ? name.slice(name.lastIndexOf('/') + 1) : '', bin]];
  if (!isRecord(bin)) return [];
  return Object.entries(bin).filter((it): it is [string, string] => typeof it[1] === 'string');
}

function stemOf(path: string): string {
  return path.replace(/\.[mc]?[jt]sx?$/, '');
}
