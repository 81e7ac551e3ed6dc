import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the root says about installing, as far as a plan needs it. */
export interface Project {
  hasManifest: boolean;
  manager: PackageManager;
  /** In the manifest's `dependencies` or `devDependencies`. */
  installed: ReadonlySet<string>;
}

export interface PackageManager {
  name: 'npm' | 'pnpm' | 'yarn' | 'bun';
  /** Adds packages for development; their names follow. */
  add: string;
  /** What a job runs before anything else, each a command of its own. */
  install: readonly string[];
  /** An action that the job needs beside Node.js. */
  action?: string;
  /** Runs an installed command. */
  run: string;
}

/** Reads the manifest and looks for lock files; a manifest that cannot be read counts as one that says nothing. */
export function projectAt(root: string): Project {
  const manifest = readManifest(root);
  const named = typeof manifest?.['packageManager'] === 'string' ? manifest['packageManager'] : '';
  const dependencies = ['dependencies', 'devDependencies'].flatMap((key) => Object.keys(Object(manifest?.[key]) as object));
  return { hasManifest: existsSync(join(root, 'package.json')), manager: managerAt(root, named), installed: new Set(dependencies) };
}

/** Lock file → manager. Where there are several, the one that the manifest names. */
const LOCK_FILES = {
  'pnpm-lock.yaml': 'pnpm',
  'yarn.lock': 'yarn',
  'bun.lock': 'bun',
  'bun.lockb': 'bun',
  'package-lock.json': 'npm',
  'npm-shrinkwrap.json': 'npm',
} as const;

function managerAt(root: string, named: string): PackageManager {
  const found = Object.entries(LOCK_FILES).filter(([file]) => existsSync(join(root, file)));
  const [, name] = found.find(([, it]) => named.startsWith(`${it}@`)) ?? found[0] ?? [];
  switch (name) {
    case 'pnpm': {
      // By npx, pnpm needs no action of a third party.
      const version = /^pnpm@(\d+\.\d+\.\d+)/.exec(named)?.[1] ?? '10';
      const add = existsSync(join(root, 'pnpm-workspace.yaml')) ? 'pnpm add -D -w' : 'pnpm add -D';
      return { name, add, install: [`npx --yes pnpm@${version} install --frozen-lockfile`], run: 'npx' };
    }
    case 'yarn':
      return isModernYarn(root)
        ? { name, add: 'yarn add -D', install: ['corepack enable', 'yarn install --immutable'], run: 'yarn' }
        : { name, add: 'yarn add -D', install: ['yarn install --frozen-lockfile'], run: 'npx' };
    case 'bun':
      return { name, add: 'bun add -d', install: ['bun install --frozen-lockfile'], action: 'oven-sh/setup-bun@v2', run: 'npx' };
    case 'npm':
      return { name, add: 'npm install -D', install: ['npm ci'], run: 'npx' };
    default:
      return { name: 'npm', add: 'npm install -D', install: ['npm install'], run: 'npx' };
  }
}

function isModernYarn(root: string): boolean {
  return /^__metadata:/m.test(textAt(join(root, 'yarn.lock')));
}

function readManifest(root: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(textAt(join(root, 'package.json')));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function textAt(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
