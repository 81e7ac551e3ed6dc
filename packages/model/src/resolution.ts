/**
 * What the disk side hands to link besides facts: which module each import names, what the
 * compiler options decide, and which package each module belongs to. Plain data, so that link can
 * run on another machine or another revision. Paths are relative to the root, with `/`.
 */

/** Where an import specifier leads. */
export type Resolution =
  /** A module of the program. */
  | { to: 'module'; path: string }
  /** A third-party package or a Node builtin; `package` without subpath (`node:fs` is `fs`, subpath `promises`). */
  | { to: 'external'; package: string; subpath?: string }
  /** Styles, images, JSON, WebAssembly, …: exists, holds no code. */
  | { to: 'asset' }
  /** A module exists but is not part of the program: skipped, generated, or of a kind we cannot read (`.vue`). */
  | { to: 'outside'; path: string; reason: 'skipped' | 'generated' | 'unreadable-kind' | 'declaration' }
  /**
   * Nothing there. `generated`: names a place git ignores or a known generator writes (a Prisma client,
   * build output without source); `missing`: should exist and does not. `path`: where it would be, if known.
   */
  | { to: 'nothing'; reason: 'missing' | 'generated'; path?: string };

/** Specifier → where it leads, for one module. */
export type ModuleResolutions = Record<string, Resolution>;

/** The compiler options that change what a module's facts mean. */
export interface ModuleOptions {
  /** Imports are kept as written (`verbatimModuleSyntax`, or `importsNotUsedAsValues: preserve`). */
  verbatimModuleSyntax?: boolean;
  emitDecoratorMetadata?: boolean;
  /** `react-jsx` and the like. Absent: not said. */
  jsx?: string;
}

/** A workspace package, or the root package. */
export interface WorkspacePackage {
  /** '' when it has none. */
  name: string;
  /** Folder relative to the root; '' for the root itself. */
  path: string;
  private: boolean;
  /** Names in dependencies, devDependencies, peerDependencies and optionalDependencies, with the range as written. */
  dependencies: Record<string, string>;
  /** The versions that a lockfile has for these names; absent where there is none. */
  locked?: Record<string, string>;
  /** Modules that `bin`, `main`, `module` and `exports` lead to, mapped to source, sorted. */
  entries: PackageEntry[];
}

export interface PackageEntry {
  /** `bin:<name>`, `main`, or the subpath of `exports` (`.`, `./orders`). */
  as: string;
  module: string;
}

/** One module as link takes it. */
export interface ModuleInput {
  /** Relative to the root, `/`. */
  path: string;
  resolutions: ModuleResolutions;
  options: ModuleOptions;
  /** `path` of the workspace package it belongs to; '' for the root. */
  package: string;
}

/** Data in files other than source that gives names a meaning. */
export interface SchemaFile {
  /** Relative to the root. */
  path: string;
  kind: 'prisma';
  text: string;
}
