import type { Gap, WorkspacePackage } from '@dist-lint/model';
import { type Configs, configsOf } from './tsconfig.ts';
import { entriesOf } from './entries.ts';
import type { FoundFiles } from './find.ts';
import { isRecord, parseJson } from './json.ts';
import { lockedVersions } from './lockfiles.ts';
import { type Workspace, workspacesOf } from './members.ts';
import { parentOf } from './path.ts';
import { type Probe, probeOf } from './probe.ts';

/** The packages of a tree. Paths are relative to the root. */
export interface FoundPackages {
  /** Sorted by path; the first is the root's (`''`), whether it has a package.json or not. */
  packages: WorkspacePackage[];
  /** `broken-config`: a package.json, tsconfig or workspace definition that cannot be used as it is. */
  gaps: Gap[];
  /** Folder of the workspace package that a bare import in `from` means by `name`. */
  member: FindMember;
  /** Folder → what its package.json holds. */
  manifests: ReadonlyMap<string, Record<string, unknown>>;
  /** Folder of the package that a file belongs to; '' for the root. */
  packageOf(path: string): string;
  configs: Configs;
  probe: Probe;
}

/** @param from a file or folder: of nested workspaces the innermost that has the name answers. */
export type FindMember = (name: string, from: string) => string | undefined;

/**
 * The workspace's packages as pnpm-workspace.yaml, `workspaces`, lerna.json or rush.json define them,
 * and every other folder with a package.json that has a name: imports reach only members by name,
 * but files belong to the nearest of all. Without a definition, all are members.
 */
export function findPackages(found: FoundFiles): FoundPackages {
  const gaps: Gap[] = [];
  const manifests = readManifests(found, gaps);
  const folders = [...manifests.keys()].sort();
  const workspaces = workspacesOf(found, folders, gaps);
  const member = memberFinder(workspaces, manifests, gaps);

  const probe = probeOf(found);
  const configs = configsOf(found, member, gaps);
  const defined = new Set(workspaces.flatMap((it) => (it.defined ? it.members : [])));
  const isPackage = (folder: string) =>
    folder === '' || defined.has(folder) || nameOf(manifests.get(folder)) !== '' || isRecord(manifests.get(folder)?.['dependencies']);
  const lockedIn = lockedVersions(found, gaps);
  const packages = (folders.includes('') ? folders : ['', ...folders]).filter(isPackage).map((folder): WorkspacePackage => {
    const manifest = manifests.get(folder) ?? {};
    const dependencies = dependenciesOf(manifest);
    const locked = lockedIn(folder, dependencies);
    return {
      name: nameOf(manifest),
      path: folder,
      private: manifest['private'] === true || !manifests.has(folder),
      dependencies,
      ...(Object.keys(locked).length > 0 ? { locked } : {}),
      entries: manifests.has(folder) ? entriesOf(manifest, folder, probe, configs.outputsOf(folder), found.modules) : [],
    };
  });

  const paths = new Set(packages.map(({ path }) => path));
  const owners = new Map<string, string>([['', '']]);
  const ownerOf = (folder: string): string => {
    let owner = owners.get(folder);
    if (owner === undefined) owners.set(folder, (owner = paths.has(folder) ? folder : ownerOf(parentOf(folder))));
    return owner;
  };
  return { packages, gaps, member, manifests, configs, probe, packageOf: (path) => ownerOf(parentOf(path)) };
}

function memberFinder(workspaces: readonly Workspace[], manifests: ReadonlyMap<string, Record<string, unknown>>, gaps: Gap[]): FindMember {
  const scopes = workspaces.map(({ folder: scope, members, defined }) => {
    const byName = new Map<string, string>();
    for (const folder of members) {
      const name = nameOf(manifests.get(folder));
      const first = byName.get(name);
      if (name === '') continue;
      if (first === undefined) {
        byName.set(name, folder);
      } else if (defined) {
        const message = `Two packages are called ${JSON.stringify(name)}; imports of that name lead to ${first === '' ? 'the root' : first}.`;
        gaps.push({ kind: 'broken-config', file: manifestPath(folder), line: 1, message });
      }
    }
    return { scope, byName };
  });
  return (name, from) => {
    for (const { scope, byName } of scopes) {
      if (scope !== '' && from !== scope && !from.startsWith(`${scope}/`)) continue;
      const folder = byName.get(name);
      if (folder !== undefined) return folder;
    }
    return undefined;
  };
}

function readManifests(found: FoundFiles, gaps: Gap[]): Map<string, Record<string, unknown>> {
  const manifests = new Map<string, Record<string, unknown>>();
  for (const [path, kind] of found.kinds) {
    if (kind !== 'other' || !(path === 'package.json' || path.endsWith('/package.json')) || found.ignores(path)) continue;
    const text = found.read(path);
    if (text === undefined) {
      gaps.push({ kind: 'broken-config', file: path, line: 1, message: 'It cannot be read; the package is taken to have no name and no dependencies.' });
      manifests.set(parentOf(path), {});
      continue;
    }
    const { value, error, relaxed } = parseJson(text);
    if (error !== undefined) {
      gaps.push({ kind: 'broken-config', file: path, line: error.line, message: `It is not valid JSON: ${error.message}.` });
    } else if (!isRecord(value)) {
      gaps.push({ kind: 'broken-config', file: path, line: 1, message: 'It holds no JSON object.' });
    } else if (relaxed) {
      gaps.push({ kind: 'broken-config', file: path, line: 1, message: 'It holds comments or trailing commas, which package managers refuse; read all the same.' });
    }
    manifests.set(parentOf(path), isRecord(value) ? value : {});
  }
  return manifests;
}

function manifestPath(folder: string): string {
  return folder === '' ? 'package.json' : `${folder}/package.json`;
}

function nameOf(manifest: Record<string, unknown> | undefined): string {
  const name = manifest?.['name'];
  return typeof name === 'string' ? name : '';
}

/** A name in several sections keeps the range of the first of them. */
function dependenciesOf(manifest: Record<string, unknown>): Record<string, string> {
  const found = new Map<string, string>();
  for (const section of ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']) {
    const table = manifest[section];
    if (!isRecord(table)) continue;
    for (const [name, range] of Object.entries(table)) {
      if (typeof range === 'string' && !found.has(name)) found.set(name, range);
    }
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
