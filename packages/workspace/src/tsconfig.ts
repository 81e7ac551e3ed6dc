import type { Gap } from '@dist-lint/model';
import { type CompilerConfig, GENERATED_BASE, interpret, type Layer } from './compiler-config.ts';
import { targetsOf } from './conditions.ts';
import type { FoundFiles } from './find.ts';
import { isRecord, parseJson, strings } from './json.ts';
import { joinPath, parentOf, within } from './path.ts';
import type { FindMember } from './packages.ts';
import type { Output } from './to-source.ts';

export interface Configs {
  /** The configuration a module is compiled with; undefined when no folder above it has one. */
  of(path: string): CompilerConfig | undefined;
  /** Where the tsconfigs that lie in a package's folder write their output. */
  outputsOf(folder: string): Output[];
}

/** In the order in which one is taken for a folder. An Nx root has only the third. */
const NAMES = ['tsconfig.json', 'jsconfig.json', 'tsconfig.base.json'];

/**
 * Reads tsconfigs as they are asked for. Never executes anything, never looks into `node_modules`:
 * what an installed package's tsconfig would add is an `outside-config` gap, so that the result is
 * the same before and after an installation. A tsconfig that cannot be used is a `broken-config` gap.
 *
 * @param member finds workspace packages, which may hold shared tsconfigs
 * @param gaps grows while configurations are read
 */
export function configsOf(found: FoundFiles, member: FindMember, gaps: Gap[]): Configs {
  const loaded = new Map<string, CompilerConfig>();
  const nearest = new Map<string, CompilerConfig | undefined>();
  const told = new Set<string>();

  return { of: configOf, outputsOf };

  function configOf(path: string): CompilerConfig | undefined {
    const config = nearestTo(parentOf(path));
    if (config === undefined || config.references.length === 0 || config.includes(path)) return config;
    return referenced(config, path) ?? config;
  }

  /** The project among those a solution-style tsconfig refers to that includes the file. */
  function referenced(from: CompilerConfig, path: string): CompilerConfig | undefined {
    const seen = new Set([from.path]);
    let front = [from];
    for (let depth = 0; depth < 3 && front.length > 0; depth++) {
      const next: CompilerConfig[] = [];
      for (const reference of front.flatMap((it) => it.references)) {
        if (seen.has(reference) || !found.kinds.has(reference)) continue;
        seen.add(reference);
        const config = load(reference);
        if (config.includes(path)) return config;
        next.push(config);
      }
      front = next;
    }
    return undefined;
  }

  function nearestTo(folder: string): CompilerConfig | undefined {
    if (nearest.has(folder)) return nearest.get(folder);
    const name = NAMES.find((it) => found.kinds.has(within(folder, it)));
    const config = name !== undefined ? load(within(folder, name)) : folder === '' ? undefined : nearestTo(parentOf(folder));
    nearest.set(folder, config);
    return config;
  }

  function outputsOf(folder: string): Output[] {
    const outputs: Output[] = [];
    for (const name of ['tsconfig.json', 'tsconfig.build.json', 'tsconfig.lib.json', 'tsconfig.prod.json', 'tsconfig.esm.json', 'tsconfig.cjs.json', 'tsconfig-cjs.json']) {
      const path = within(folder, name);
      if (!found.kinds.has(path)) continue;
      const { outDir, rootDir } = load(path);
      if (outDir === undefined || outDir === folder) continue;
      outputs.push({ outDir, sources: rootDir !== undefined ? [rootDir] : [within(folder, 'src'), folder] });
    }
    return outputs;
  }

  function load(path: string): CompilerConfig {
    let config = loaded.get(path);
    if (config === undefined) loaded.set(path, (config = interpret(path, layersOf(path, []))));
    return config;
  }

  /** The tsconfig and what it extends, the most general first. */
  function layersOf(path: string, above: readonly string[]): Layer[] {
    const text = found.read(path);
    if (text === undefined) {
      broken(path, 1, 'It cannot be read.');
      return [];
    }
    const { value, error } = parseJson(text);
    if (error !== undefined) broken(path, error.line, `It is not valid JSON: ${error.message}. Imports are resolved without it.`);
    else if (!isRecord(value) && text.trim() !== '') broken(path, 1, 'It holds no JSON object.');
    if (!isRecord(value)) return [{ path, json: {} }];

    const written = value['extends'];
    const bases = typeof written === 'string' ? [written] : strings(written);
    const layers: Layer[] = [];
    for (const base of bases) {
      const target = baseOf(path, base);
      if (target === undefined) continue;
      if (target === path || above.includes(target)) broken(path, 1, `It extends itself: ${[...above, path, target].join(' → ')}.`);
      else if (above.length > 20) broken(path, 1, 'More than 20 tsconfigs extend one another.');
      else layers.push(...layersOf(target, [...above, path]));
    }
    layers.push({ path, json: value });
    return layers;
  }

  /** The file that `extends` names. */
  function baseOf(path: string, written: string): string | undefined {
    if (/^\.{0,2}(\/|$)|^\.\.?$/.test(written)) {
      const target = written.startsWith('/') ? undefined : joinPath(parentOf(path), written);
      if (target === undefined) {
        broken(path, 1, `It extends ${written}, which lies outside of the root and is not read.`);
        return undefined;
      }
      const file = [target, `${target}.json`, within(target, 'tsconfig.json')].find((it) => found.kinds.has(it));
      if (file === undefined && !found.ignores(target) && !GENERATED_BASE.test(target)) broken(path, 1, `It extends ${written}, which is not there.`);
      return file;
    }
    const parts = written.split('/');
    const name = parts.slice(0, written.startsWith('@') ? 2 : 1).join('/');
    const folder = member(name, path);
    if (folder === undefined) {
      tell('outside-config', path, 1, `It extends ${written}, an installed package's tsconfig, which is not read.`);
      return undefined;
    }
    const below = parts.slice(name.split('/').length).join('/');
    const target = joinPath(folder, below) ?? folder;
    const manifest = parseJson(found.read(within(folder, 'package.json')) ?? '').value;
    const { exports: exported, tsconfig: field } = isRecord(manifest) ? manifest : {};
    // What a package exports goes before what lies there under the name; the older field names its one tsconfig.
    const said = [...(targetsOf(exported, below === '' ? '.' : `./${below}`) ?? []), ...(target === folder && typeof field === 'string' ? [field] : [])];
    const candidates = [...said.map((it) => joinPath(folder, it)).filter((it) => it?.endsWith('.json')), target, `${target}.json`, within(target, 'tsconfig.json')];
    const file = candidates.find((it) => it !== undefined && found.kinds.has(it));
    if (file === undefined) broken(path, 1, `It extends ${written}, which the workspace package does not hold.`);
    return file;
  }

  function broken(file: string, line: number, message: string): void {
    tell('broken-config', file, line, message);
  }

  function tell(kind: string, file: string, line: number, message: string): void {
    const key = `${file}\n${message}`;
    if (told.has(key)) return;
    told.add(key);
    gaps.push({ kind, file, line, message });
  }
}
