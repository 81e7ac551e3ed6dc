/** From the files of a folder to modules that can be linked: leave out, read and lower, resolve. */
import type { LinkInput, ModuleSource } from '@dist-lint/graph';
import type { Gap, ModuleFacts } from '@dist-lint/model';
import { findPackages, findSchemas, lowerAll, resolveImports, type FactsCache, type FoundFiles, type FoundPackages, type Lowered, type SkippedFile } from '@dist-lint/workspace';
import type { CheckOptions } from './api.ts';
import type { ResolvedConfig } from './config.ts';

export interface ReadTree {
  /** Without what the configuration leaves out. */
  found: FoundFiles;
  packages: FoundPackages;
  lowered: Lowered;
  /** Left out by the configuration, or found to be no source after all. */
  skipped: SkippedFile[];
  /** Of packages and of imports. */
  gaps: Gap[];
  /** Sorted by path. */
  input: LinkInput & { modules: readonly ModuleSource[] };
}

export interface ReadOptions extends Pick<CheckOptions, 'onProgress'> {
  /** Told when a phase has ended. */
  onPhase?: (name: string) => void;
  /** The cache that is open already, when the configuration wants one. */
  facts?: FactsCache;
}

export async function readTree(everything: FoundFiles, config: ResolvedConfig, { onProgress, onPhase, facts }: ReadOptions = {}): Promise<ReadTree> {
  const { found, configured } = withoutIgnored(everything, config);
  onPhase?.('find');
  onProgress?.({ phase: 'find', done: found.modules.length, total: found.modules.length });

  const lowered = await lowerAll(found, {
    ...(config.threads === undefined ? {} : { threads: config.threads }),
    cache: config.cache && (facts ?? true),
    onProgress: (done, total) => onProgress?.({ phase: 'read', done, total }),
  });
  onPhase?.('read and lower');

  onProgress?.({ phase: 'resolve', done: 0, total: lowered.files.length });
  const packages = findPackages(found);
  const schemas = findSchemas(found);
  const skipped = [...lowered.skipped, ...configured];
  const resolved = resolveImports(found, packages, lowered.files.map(specifiersOf), { skipped });
  onPhase?.('resolve');

  const modules = lowered.files.map(({ facts }, index): ModuleSource => ({ facts, input: resolved.modules[index] as ModuleSource['input'] }));
  return {
    found, packages, lowered, skipped,
    // Resolving reads further configurations, whose gaps join those of the packages.
    gaps: [...packages.gaps],
    input: { modules, packages: packages.packages, libraries: config.libraries, schemas, isExempt: config.isExempt, settings: config.settings },
  };
}

/** What the configuration leaves of a tree. */
export function withoutIgnored(everything: FoundFiles, config: ResolvedConfig): { found: FoundFiles; configured: SkippedFile[] } {
  const configured = everything.modules.filter(config.isIgnored).map((path): SkippedFile => ({ path, reason: 'configured' }));
  const found = configured.length === 0 ? everything : { ...everything, modules: everything.modules.filter((path) => !config.isIgnored(path)) };
  return { found, configured };
}

/** What a file asks to be resolved. */
export function specifiersOf({ path, facts }: { path: string; facts: ModuleFacts }): { path: string; specifiers: string[] } {
  return { path, specifiers: facts.imports.map((each) => each.specifier) };
}
