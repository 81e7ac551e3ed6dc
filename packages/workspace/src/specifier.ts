import { builtinModules } from 'node:module';
import type { Resolution } from '@dist-lint/model';

/** An import's specifier, taken apart as far as its text alone allows. */
export type Specifier =
  /** `./x`, `../x`, `.`, `..`, and `/x`. */
  | { form: 'path'; path: string; suffix: string }
  | { form: 'bare'; name: string; package: string; subpath: string; suffix: string }
  | { form: 'known'; resolution: Resolution };

const BUILTINS = new Set(builtinModules.map((it) => it.replace(/^node:/, '')));

export function isBuiltin(specifier: string): boolean {
  return BUILTINS.has(specifier);
}

/** Schemes of runtimes and frameworks whose modules are no files: `cloudflare:workers`, `bun:test`. */
const SCHEME = /^([a-z][a-z0-9+.-]+):(.*)$/is;

export function readSpecifier(specifier: string): Specifier {
  if (specifier === '' || specifier.includes('\0')) return known({ to: 'nothing', reason: specifier === '' ? 'missing' : 'generated' });
  if (specifier.includes('!')) {
    // webpack: `!!raw-loader!./page.html`. A loader turns the file into data.
    return readSpecifier(`${specifier.slice(specifier.lastIndexOf('!') + 1)}?raw`);
  }
  const scheme = SCHEME.exec(specifier);
  if (scheme !== null) return known(byScheme((scheme[1] as string).toLowerCase(), scheme[2] as string));

  const query = specifier.indexOf('?');
  const suffix = query > 0 ? specifier.slice(query) : '';
  const name = query > 0 ? specifier.slice(0, query) : specifier;
  if (/^\.{1,2}(\/|$)/.test(name) || name.startsWith('/')) return { form: 'path', path: name, suffix };
  return { form: 'bare', name, ...packageOf(name), suffix };
}

function known(resolution: Resolution): Specifier {
  return { form: 'known', resolution };
}

function byScheme(scheme: string, rest: string): Resolution {
  switch (scheme) {
    case 'node':
    case 'npm':
    case 'jsr': {
      const path = rest.replace(/^\//, '');
      const { package: name, subpath } = packageOf(scheme === 'node' ? path : path.replace(/^((?:@[^/]+\/)?[^/@]+)@[^/]*/, '$1'));
      return external(name, subpath);
    }
    case 'http':
    case 'https': {
      const [host = '', ...path] = rest.replace(/^\/\//, '').split('/');
      return external(`${scheme}://${host}`, path.join('/'));
    }
    case 'data':
    case 'blob':
      return { to: 'asset' };
    case 'virtual':
      return { to: 'nothing', reason: 'generated' };
    case 'file':
      return { to: 'nothing', reason: 'missing' };
    default:
      return external(scheme, rest);
  }
}

export function external(name: string, subpath: string): Resolution {
  return subpath === '' ? { to: 'external', package: name } : { to: 'external', package: name, subpath };
}

/** `@nestjs/common/cache` → `@nestjs/common` and `cache`. */
export function packageOf(name: string): { package: string; subpath: string } {
  const parts = name.split('/');
  const count = name.startsWith('@') ? 2 : 1;
  return { package: parts.slice(0, count).join('/'), subpath: parts.slice(count).join('/') };
}
