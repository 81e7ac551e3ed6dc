import type { ModuleResolutions, Resolution } from '@dist-lint/model';
import { external, readSpecifier } from './specifier.ts';

/**
 * Where the imports of one file lead as far as their text tells, when nothing is known of the files around it:
 * a bare name is a package, and a path leads to a module that is not part of the program.
 */
export function resolveAlone(specifiers: readonly string[]): ModuleResolutions {
  const resolutions: ModuleResolutions = {};
  for (const specifier of specifiers) {
    // A specifier may be called `__proto__`: assignment would lose it.
    Object.defineProperty(resolutions, specifier, { value: leadsTo(specifier), enumerable: true, configurable: true, writable: true });
  }
  return resolutions;
}

function leadsTo(specifier: string): Resolution {
  const parts = readSpecifier(specifier);
  if (parts.form === 'known') return parts.resolution;
  if (parts.form === 'path') return { to: 'outside', path: parts.path, reason: 'skipped' };
  return external(parts.package, parts.subpath);
}
