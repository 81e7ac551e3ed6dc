/**
 * The disk side: the only package that touches the disk. It finds files and packages, reads and
 * decodes text, says where imports lead, and has files lowered to facts. It judges nothing.
 */
export { findRoot } from './root.ts';
export { findFiles, type FindOptions, type FoundFiles, type FileKind } from './find.ts';
export { looksGenerated, looksMinified, type SkipReason, type SkippedFile, summarizeSkipped } from './skip.ts';
export { selectTargets, type Targets } from './targets.ts';
export { readConfigFile, type ConfigFile } from './config-file.ts';
export { baselineInside, readBaselineFile, type BaselineFile } from './baseline-file.ts';
export { configFiles } from './config-imports.ts';
export { changeSince, type Change, type FileChange } from './change.ts';
export { openCache, type FactsCache } from './cache.ts';
export { readSource, type SourceText } from './read.ts';
export { findPackages, type FoundPackages } from './packages.ts';
export type { CompilerConfig } from './compiler-config.ts';
export { resolveAlone } from './resolve-alone.ts';
export { resolveImports, type ModuleImports, type ResolveOptions, type ResolvedImports } from './resolve.ts';
export { findSchemas } from './schema.ts';
export { lowerAll, type LowerOptions, type Lowered, type LoweredFile } from './lower-all.ts';
export { changesSince, decides, stampsOf, type Changes, type Seen, type Stamps } from './stamps.ts';
export { isRecord } from './json.ts';
