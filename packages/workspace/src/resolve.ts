import type { Gap, ModuleInput, ModuleResolutions, Resolution } from '@dist-lint/model';
import { type Absence, absenceOf, GENERATED, isGenerated, MISSING } from './absence.ts';
import { mainModule } from './entries.ts';
import type { FoundFiles } from './find.ts';
import { packageImports } from './package-imports.ts';
import type { FoundPackages } from './packages.ts';
import { joinPath, parentOf, within } from './path.ts';
import type { Hit } from './probe.ts';
import { findSchemas } from './schema.ts';
import type { SkippedFile } from './skip.ts';
import { external, isBuiltin, packageOf, readSpecifier, type Specifier } from './specifier.ts';
import { namesOutput, toSource } from './to-source.ts';
import type { CompilerConfig } from './compiler-config.ts';

/** A module of the program and what it asks for. */
export interface ModuleImports {
  /** Relative to the root. */
  path: string;
  /** As written; twice the same is fine. */
  specifiers: readonly string[];
}

export interface ResolveOptions {
  /** Modules whose text gave them away (`lowerAll` names them): imports of them lead outside. */
  skipped?: readonly SkippedFile[];
  /** Modules of the program, when those that ask are not all of them. */
  among?: Iterable<string>;
}

export interface ResolvedImports {
  /** One for each module, in the order given. */
  modules: ModuleInput[];
  /** What reading the configurations brought up; those of {@link FoundPackages} are not repeated. */
  gaps: Gap[];
}

/**
 * Says where every import leads. Only the list of found files is asked, never `node_modules`: a bare
 * name that is neither an alias nor a workspace package is a third-party package by rule. So the
 * answer is the same before and after an installation or a build, and from every working directory.
 */
export function resolveImports(
  found: FoundFiles, packages: FoundPackages, modules: readonly ModuleImports[], options: ResolveOptions = {},
): ResolvedImports {
  const gapsBefore = packages.gaps.length;
  const resolver = resolverOf(found, packages, new Set([...(options.among ?? []), ...modules.map(({ path }) => path)]), options.skipped ?? []);
  const inputs = modules.map(({ path, specifiers }): ModuleInput => {
    const resolutions: ModuleResolutions = {};
    for (const specifier of specifiers) {
      // A specifier may be called `__proto__`: assignment would lose it.
      if (Object.hasOwn(resolutions, specifier)) continue;
      Object.defineProperty(resolutions, specifier, { value: resolver(path, specifier), enumerable: true, configurable: true, writable: true });
    }
    return { path, resolutions, options: packages.configs.of(path)?.options ?? {}, package: packages.packageOf(path) };
  });
  return { modules: inputs, gaps: packages.gaps.slice(gapsBefore) };
}

function resolverOf(found: FoundFiles, packages: FoundPackages, program: ReadonlySet<string>, skipped: readonly SkippedFile[]) {
  const { probe, manifests, configs } = packages;
  const absence: Absence = absenceOf(found, findSchemas(found));
  const skippedAs = new Map(skipped.map(({ path, reason }) => [path, reason]));
  const { byImportsField, byDependency } = packageImports(packages, absence, fromHit);
  const known = new Map<string, Map<string, Resolution>>();
  const parsed = new Map<string, Specifier>();
  const manifestFolders = new Map<string, string | undefined>();

  return function resolve(from: string, specifier: string): Resolution {
    let parts = parsed.get(specifier);
    if (parts === undefined) parsed.set(specifier, (parts = readSpecifier(specifier)));
    if (parts.form === 'known') return parts.resolution;
    const config = configs.of(from);
    const folder = parentOf(from);
    // A path means something else in every folder, a name in every package.
    const place = `${parts.form === 'path' ? folder : `${manifestFolder(folder) ?? ''}\n${packages.packageOf(from)}`}\n${parts.form}\n${config?.path ?? ''}`;
    let answers = known.get(place);
    if (answers === undefined) known.set(place, (answers = new Map<string, Resolution>()));
    let answer = answers.get(specifier);
    if (answer === undefined) answers.set(specifier, (answer = answerOf(folder, config, parts, from)));
    return answer;
  };

  function answerOf(folder: string, config: CompilerConfig | undefined, parts: Exclude<Specifier, { form: 'known' }>, from: string): Resolution {
    const answer = parts.form === 'path' ? byPath(folder, config, parts.path) : byName(config, parts, from);
    // `?raw`, `?url` and the like turn a file into data; `?worker` runs it.
    const isData = parts.suffix !== '' && !/^\?(worker|sharedworker)\b/.test(parts.suffix);
    return isData && (answer.to === 'module' || answer.to === 'outside') ? { to: 'asset' } : answer;
  }

  function byPath(folder: string, config: CompilerConfig | undefined, path: string): Resolution {
    if (path.startsWith('/')) return byRootedPath(folder, config, path);
    const target = joinPath(folder, path);
    if (target === undefined) return { to: 'nothing', reason: 'missing' };
    const inModules = /(^|\/)node_modules\/(.+)$/.exec(target);
    if (inModules !== null) {
      const { package: name, subpath } = packageOf(inModules[2] as string);
      return external(name, subpath);
    }
    const hit = (path.endsWith('/') && found.folders.has(target) ? probe.module(`${target}/index`) : undefined) ?? probe.module(target);
    return hit !== undefined ? fromHit(hit) : throughRootDirs(target, config) ?? throughSource(target) ?? absence.at(target);
  }

  /** `/src/main.ts` counts from the package (Vite), unless an alias claims it. */
  function byRootedPath(folder: string, config: CompilerConfig | undefined, path: string): Resolution {
    const aliased = byAlias(config, path);
    if (aliased !== undefined && aliased !== 'claimed') return fromHit(aliased);
    const home = manifestFolder(folder) ?? '';
    for (const base of [home, within(home, 'public'), '']) {
      const hit = probe.module(joinPath(base, path));
      if (hit !== undefined && path !== '/') return fromHit(hit);
    }
    return absence.at(joinPath(home, path) ?? '');
  }

  /** `rootDirs` are laid over one another: a neighbour may lie in another of them. */
  function throughRootDirs(target: string, config: CompilerConfig | undefined): Resolution | undefined {
    const own = config?.rootDirs.find((it) => target.startsWith(`${it}/`));
    if (own === undefined) return undefined;
    for (const other of config?.rootDirs ?? []) {
      const hit = probe.module(other + target.slice(own.length));
      if (hit !== undefined) return fromHit(hit);
    }
    return undefined;
  }

  /** `../dist/orders.js` from a test or a script of the same workspace. */
  function throughSource(target: string): Resolution | undefined {
    const home = manifestFolder(target) ?? '';
    const inside = home === '' ? target : target.slice(home.length + 1);
    if (inside === '' || !namesOutput(inside)) return undefined;
    const hit = toSource(probe, home, inside, configs.outputsOf(home));
    if (hit?.kind === 'module') return fromHit(hit);
    if (inside.includes('/')) return undefined;
    const main = mainModule(manifests.get(home) ?? {}, home, probe, configs.outputsOf(home));
    return main === undefined ? undefined : fromHit({ path: main, kind: 'module' });
  }

  function byName(config: CompilerConfig | undefined, parts: Specifier & { form: 'bare' }, from: string): Resolution {
    const { name } = parts;
    const home = manifestFolder(parentOf(from));
    const aliased = byAlias(config, name);
    if (aliased !== undefined && aliased !== 'claimed') return fromHit(aliased);

    if (name.startsWith('#')) return byImportsField(home, name) ?? (absence.isFrameworkName(name) ? GENERATED : MISSING);
    if (isBuiltin(name)) return external(parts.package, parts.subpath);

    const based = config?.baseUrl === undefined ? undefined : probe.module(joinPath(config.baseUrl, name));
    if (based !== undefined) return fromHit(based);

    const owner = packages.packageOf(from);
    const { answer, declared } = byDependency(owner, parts.package, parts.subpath);
    if (answer !== undefined) return answer;

    // An alias that leads nowhere claims its names, unless a dependency goes by that name.
    if (aliased === 'claimed' && !declared) return aliasAbsence(config, name);
    const conventional = byConvention(home ?? '', config, name, declared);
    if (conventional !== undefined) return conventional;
    return external(parts.package, parts.subpath);
  }

  /** The file an alias leads to; `claimed` when one fits the name and no file is there. */
  function byAlias(config: CompilerConfig | undefined, name: string): Hit | 'claimed' | undefined {
    let claimed = false;
    for (const { pattern, targets } of config?.aliases ?? []) {
      const star = starOf(pattern, name);
      if (star === undefined) continue;
      if (pattern === '*' && isBuiltin(name)) continue;
      claimed ||= pattern !== '*' && targets.some((it) => !/(^|\/)node_modules(\/|$)/.test(it));
      for (const target of targets) {
        const path = target.replace('*', star);
        const hit = probe.module(path) ?? sourceHit(path);
        if (hit !== undefined) return hit;
      }
      // TypeScript tries the best pattern alone.
      break;
    }
    return claimed ? 'claimed' : undefined;
  }

  /** An alias may lead to the built package: `"@shop/*": ["dist/libs/*"]`. */
  function sourceHit(path: string): Hit | undefined {
    const home = manifestFolder(path) ?? '';
    const inside = home === '' ? path : path.slice(home.length + 1);
    if (inside === '' || !namesOutput(inside)) return undefined;
    const hit = toSource(probe, home, inside, configs.outputsOf(home));
    return hit?.kind === 'module' ? hit : undefined;
  }

  function aliasAbsence(config: CompilerConfig | undefined, name: string): Resolution {
    for (const { pattern, targets } of config?.aliases ?? []) {
      const star = starOf(pattern, name);
      if (star === undefined) continue;
      const places = targets.map((it) => absence.at(it.replace('*', star)));
      return places.find((it) => it.to === 'nothing' && it.reason === 'generated') ?? places[0] ?? MISSING;
    }
    return MISSING;
  }

  /**
   * Aliases that frameworks set up outside of any tsconfig (`@/orders`, `~/orders`), and
   * `src/orders` as test runners and bundlers are told to read it: taken when exactly that file is there.
   */
  function byConvention(home: string, config: CompilerConfig | undefined, name: string, declared: boolean): Resolution | undefined {
    const rooted = /^(?:@|~|~~|@@)\/(.*)$/.exec(name)?.[1];
    if (rooted !== undefined) {
      for (const base of ['src', 'app', '']) {
        const hit = probe.module(joinPath(within(home, base), rooted));
        if (hit !== undefined) return fromHit(hit);
      }
      const isMade = ['src', 'app', ''].some((base) => isGenerated(absence.at(joinPath(within(home, base), rooted) ?? '')));
      return isMade || config?.generatedBase === true ? GENERATED : MISSING;
    }
    if (declared || !name.includes('/') || name.startsWith('@')) {
      return config?.generatedBase === true && absence.isFrameworkName(name) ? GENERATED : undefined;
    }
    const hit = probe.module(within(home, name));
    return hit === undefined || hit.kind === 'other' ? undefined : fromHit(hit);
  }

  function fromHit({ path, kind }: Hit): Resolution {
    switch (kind) {
      case 'module': {
        if (program.has(path)) return { to: 'module', path };
        const reason = skippedAs.get(path);
        return { to: 'outside', path, reason: reason === 'generated' ? 'generated' : 'skipped' };
      }
      case 'other':
        return { to: 'asset' };
      case 'declaration':
        return { to: 'outside', path, reason: 'declaration' };
      case 'generated':
        return /\.[mc]?[jt]sx?$/.test(path) ? { to: 'outside', path, reason: 'generated' } : { to: 'asset' };
      case 'unsupported':
        return { to: 'outside', path, reason: 'unreadable-kind' };
      default:
        return /\.[mc]?[jt]sx?$/.test(path) ? { to: 'outside', path, reason: 'skipped' } : { to: 'asset' };
    }
  }

  /** Nearest folder at or above that holds a package.json. */
  function manifestFolder(folder: string): string | undefined {
    if (manifestFolders.has(folder)) return manifestFolders.get(folder);
    const answer = manifests.has(folder) ? folder : folder === '' ? undefined : manifestFolder(parentOf(folder));
    manifestFolders.set(folder, answer);
    return answer;
  }
}

function starOf(pattern: string, name: string): string | undefined {
  const at = pattern.indexOf('*');
  if (at < 0) return pattern === name ? '' : undefined;
  const [before, after] = [pattern.slice(0, at), pattern.slice(at + 1)];
  const fits = name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after);
  return fits ? name.slice(before.length, name.length - after.length) : undefined;
}
