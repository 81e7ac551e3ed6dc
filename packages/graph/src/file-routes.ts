/** The names of entry points that stand for a path of the address bar: `/orders/[id]` of `app/(shop)/orders/[id]/page.tsx`. */
import type { FileConvention } from '@dist-lint/libraries';

/** What frameworks call the file that is the page itself; any other stands around it or in its place. */
const ITSELF = /^(page|route|index)$/;

/** Undefined where the path says no route. @param path from the package's root; @param exported the name of the export */
export function fileEntryName(path: string, { role, route }: FileConvention, exported: string): string | undefined {
  if (!route) return undefined;
  const parts = path.replace(/\.\w+$/, '').split('/');
  const start = parts.indexOf(route.below);
  if (start < 0) return undefined;
  const below = parts.slice(start + 1);
  const file = below.at(-1) ?? '';
  const { shown, notes } = READ[route.parts](below);
  const address = `/${shown.join('/')}`;
  if (role === 'route') return exported === 'default' ? address : `${exported} ${address}`;
  const own = route.parts === 'folders' && !ITSELF.test(file) ? [file] : [];
  return named(address, [...notes, ...own, ...(exported === 'default' ? [] : [exported])]);
}

interface Shown {
  shown: string[];
  /** What tells it from others of the same address: `@modal`. */
  notes: string[];
}

const READ: Readonly<Record<NonNullable<FileConvention['route']>['parts'], (below: readonly string[]) => Shown>> = {
  folders: (below) => {
    const folders = below.slice(0, -1);
    return { shown: folders.filter((part) => !/^(\([^.()]*\)|@.*)$/.test(part)).map((part) => part.replace(/^(\(\.{1,3}\))+/, '')), notes: folders.filter((part) => part.startsWith('@')) };
  },
  files: (below) => ({ shown: below.filter((part, index) => index < below.length - 1 || part !== 'index'), notes: [] }),
  flat: (below) => {
    const parts = below.join('.').replace(/\.route$/, '').split('.');
    return { shown: parts.filter((part) => !part.startsWith('_') && part !== 'index').map((part) => (part === '$' ? '*' : part.replace(/^\$/, ':').replace(/_$/, ''))), notes: [] };
  },
};

function named(address: string, notes: readonly string[]): string {
  return notes.length === 0 ? address : `${address} (${notes.join(', ')})`;
}
