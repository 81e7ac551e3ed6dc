import { soleOf, type WorkspacePackage } from '@dist-lint/model';
import type { Program } from './link.ts';
import type { LinkedModule } from './program.ts';

/**
 * The version that a lockfile has for a module's package, or the root; or else the lowest that they ask for. Where both say
 * none, a client was made in another package of the workspace: the one version that all others say. Undefined when nothing does.
 */
export function versionInUse(program: Program, module: LinkedModule, name: string): string | undefined {
  const { packages } = program.modules;
  for (const path of [module.input.package, '']) {
    const owner = packages.find((each) => each.path === path);
    const known = owner && saidBy(owner, name);
    if (known !== undefined) return known;
  }
  return soleOf(new Set(packages.flatMap((each) => saidBy(each, name) ?? [])));
}

function saidBy(owner: WorkspacePackage, name: string): string | undefined {
  return versionOf(owner, name) ?? lowest(otherNames(owner, name).flatMap((other) => versionOf(owner, other) ?? []));
}

function versionOf({ locked, dependencies }: WorkspacePackage, name: string): string | undefined {
  const installed = locked && Object.hasOwn(locked, name) ? locked[name] : undefined;
  if (installed !== undefined) return installed;
  const range = Object.hasOwn(dependencies, name) ? dependencies[name] : undefined;
  return range === undefined ? undefined : /\d+(\.\d+){0,2}/.exec(range.slice(range.lastIndexOf('@') + 1))?.[0];
}

/** `"socket-v2": "npm:socket.io-client@2"`. */
function otherNames({ dependencies }: WorkspacePackage, name: string): string[] {
  return Object.keys(dependencies).filter((other) => dependencies[other]?.startsWith(`npm:${name}@`));
}

function lowest(versions: readonly string[]): string | undefined {
  return versions.length === 0 ? undefined : versions.reduce((least, each) => (isBelow(each, least) ? each : least));
}

/** Whether a version comes before another, by their numbers. */
export function isBelow(version: string, other: string): boolean {
  const [a, b] = [version, other].map((each) => each.split('.').map((part) => Number.parseInt(part, 10) || 0));
  for (let index = 0; index < 3; index += 1) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
