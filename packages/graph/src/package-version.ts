import type { Program } from './link.ts';
import type { LinkedModule } from './program.ts';

/** The version that a lockfile has for a module's package, or the root; or else the lowest that they ask for; undefined when nothing says it. */
export function versionInUse(program: Program, module: LinkedModule, name: string): string | undefined {
  for (const path of [module.input.package, '']) {
    const owner = program.modules.packages.find((each) => each.path === path);
    const locked = owner?.locked && Object.hasOwn(owner.locked, name) ? owner.locked[name] : undefined;
    if (locked !== undefined) return locked;
    const range = owner && Object.hasOwn(owner.dependencies, name) ? owner.dependencies[name] : undefined;
    const version = range === undefined ? undefined : /\d+(\.\d+){0,2}/.exec(range)?.[0];
    if (version !== undefined) return version;
  }
  return undefined;
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
