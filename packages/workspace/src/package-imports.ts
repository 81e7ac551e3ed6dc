import type { Resolution } from '@dist-lint/model';
import { type Absence, GENERATED, isGenerated, MISSING } from './absence.ts';
import { targetsOf } from './conditions.ts';
import { mainModule } from './entries.ts';
import type { FoundPackages } from './packages.ts';
import { joinPath } from './path.ts';
import type { Hit } from './probe.ts';
import { external, packageOf } from './specifier.ts';
import { namesOutput, toSource } from './to-source.ts';

/** Imports that a package.json decides. Folders are those of packages, relative to the root. */
export interface PackageImports {
  /** `#config`, by the `imports` of the package in `home`; undefined when it says nothing. */
  byImportsField(home: string | undefined, name: string): Resolution | undefined;
  /**
   * A name as the package `owner` means it: no answer when it is none of the workspace's, and no other name for a published one.
   * `declared`: the owner lists it among its dependencies.
   */
  byDependency(owner: string, name: string, subpath: string): { answer: Resolution | undefined; declared: boolean };
}

/** Maps workspace packages to their source, with nothing installed and nothing built. */
export function packageImports(packages: FoundPackages, absence: Absence, fromHit: (hit: Hit) => Resolution): PackageImports {
  const { probe, manifests, member, configs } = packages;
  const dependencies = new Map(packages.packages.map((it) => [it.path, it.dependencies]));

  return { byImportsField, byDependency };

  function byDependency(owner: string, name: string, subpath: string): { answer: Resolution | undefined; declared: boolean } {
    const ranges = dependencies.get(owner) ?? {};
    const range = Object.hasOwn(ranges, name) ? ranges[name] : undefined;
    const declared = range !== undefined;
    const linked = linkedFolder(owner, name, range);
    if (linked === undefined) return { answer: publishedAs(range, subpath), declared };
    const answer = byPackage(linked, subpath);
    // An app called `storybook` does not stand for the published package of that name.
    const isOther = answer.to === 'nothing' && answer.reason === 'missing' && isNamesake(linked, range);
    return { answer: isOther ? undefined : answer, declared };
  }

  /** `"socket-v2": "npm:socket.io-client@2"`: what is installed goes by its own name. */
  function publishedAs(range: string | undefined, subpath: string): Resolution | undefined {
    const name = /^npm:((?:@[^/@]+\/)?[a-z_][^/@]*)(?:@|$)/i.exec(range ?? '')?.[1];
    return name === undefined ? undefined : external(name, subpath);
  }

  function byImportsField(home: string | undefined, name: string): Resolution | undefined {
    if (home === undefined) return undefined;
    const targets = targetsOf(manifests.get(home)?.['imports'], name);
    if (targets === undefined) return undefined;
    return byTargets(home, targets) ?? (targets.some(namesOutput) ? GENERATED : absence.at(joinPath(home, targets[0] ?? '') ?? ''));
  }

  /** The first target that is a module, else the first that is anything. */
  function byTargets(folder: string, targets: readonly string[]): Resolution | undefined {
    const outputs = configs.outputsOf(folder);
    let other: Resolution | undefined;
    for (const target of targets) {
      if (!target.startsWith('.')) {
        // `"#fetch": "undici"`: another package.
        const { package: name, subpath } = packageOf(target);
        const linked = member(name, folder);
        other ??= linked === undefined ? external(name.replace(/^node:/, ''), subpath) : byPackage(linked, subpath);
        continue;
      }
      const hit = toSource(probe, folder, target, outputs);
      if (hit?.kind === 'module') return fromHit(hit);
      if (hit !== undefined) other ??= fromHit(hit);
    }
    return other;
  }

  /** Which folder of this tree a dependency is: by its name, or by what the range says. */
  function linkedFolder(owner: string, name: string, range: string | undefined): string | undefined {
    if (range !== undefined) {
      const path = /^(?:link|file|portal):(.*)$/.exec(range)?.[1];
      const folder = path === undefined ? undefined : joinPath(owner, path);
      if (folder !== undefined && manifests.has(folder)) return folder;
      const alias = /^workspace:(@?[^@]+)@/.exec(range)?.[1];
      const aliased = alias === undefined ? undefined : member(alias, owner);
      if (aliased !== undefined) return aliased;
      // `"shop": "npm:@shop/sdk@2"` is the published one.
      if (range.startsWith('npm:')) return undefined;
    }
    return member(name, owner);
  }

  /** Whether a package of the workspace only shares its name with what is meant: it offers nothing, or another version is asked for. */
  function isNamesake(folder: string, range: string | undefined): boolean {
    if (range !== undefined) return !/^(workspace|link|file|portal):/.test(range) && range !== '*';
    const manifest = manifests.get(folder) ?? {};
    return ['exports', 'main', 'module', 'types', 'source'].every((field) => manifest[field] === undefined);
  }

  function byPackage(folder: string, subpath: string): Resolution {
    const manifest = manifests.get(folder) ?? {};
    const outputs = configs.outputsOf(folder);
    const targets = targetsOf(manifest['exports'], subpath === '' ? '.' : `./${subpath}`);
    const exported = targets === undefined ? undefined : byTargets(folder, targets);
    if (exported?.to === 'module') return exported;
    if (subpath === '') {
      const main = mainModule(manifest, folder, probe, outputs);
      if (main !== undefined) return fromHit({ path: main, kind: 'module' });
      if (exported !== undefined) return exported;
      const direct = probe.module(folder);
      if (direct !== undefined && direct.kind !== 'other') return fromHit(direct);
    } else {
      if (exported !== undefined) return exported;
      const inside = joinPath(folder, subpath) ?? '';
      const direct = probe.module(inside);
      if (direct !== undefined && direct.kind !== 'output') return fromHit(direct);
      const hit = toSource(probe, folder, subpath, outputs) ?? probe.module(joinPath(folder, `src/${subpath}`)) ?? direct;
      if (hit !== undefined) return fromHit(hit);
      if (targets === undefined && absence.at(inside).to === 'nothing' && isGenerated(absence.at(inside))) return GENERATED;
    }
    const named = targets ?? (subpath === '' ? [manifest['main'], manifest['module'], manifest['types']].filter((it) => typeof it === 'string') : []);
    const isBuilt = named.some((it) => namesOutput(it) || isGenerated(absence.at(joinPath(folder, it) ?? '')));
    return isBuilt || namesOutput(subpath) ? GENERATED : MISSING;
  }
}
