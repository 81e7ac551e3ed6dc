/** A linked tree that follows the disk, and in which one file may have another text than there. */
import { linkReplaceable, type LinkedModule, type ModuleSource, type Program, type ReplaceableProgram, type Rule } from '@dist-lint/graph';
import { findFiles, looksGenerated, readSource, resolveImports, stampsOf, type FoundFiles, type Stamps } from '@dist-lint/workspace';
import { loadConfig, type ResolvedConfig } from './config.ts';
import { readTree, specifiersOf, type ReadTree } from './read-tree.ts';
import type { SessionOptions } from './session.ts';

export interface LivingTree {
  readonly program: Program;
  readonly config: ResolvedConfig;
  /** Takes up what changed on disk. Looks at most a tenth of the time, so a change is seen late by ten looks at most. */
  refresh(): Promise<void>;
  /** The module of a path, as if this were its text; undefined when it is not part of the analysis. */
  moduleWith(path: string, text: string): Promise<LinkedModule | undefined>;
}

export async function openTree(root: string, options: SessionOptions, rules: readonly Rule[]): Promise<LivingTree> {
  let state = await readState(root, options, rules);
  let look = { ended: performance.now(), took: 0 };

  async function refresh(): Promise<void> {
    const started = performance.now();
    if (started - look.ended < look.took * LOOK_SHARE) return;
    const { folders, deciding, modules } = state.stamps.changes();
    if (deciding || (folders && isOther(state.found, findFiles(root), state.config))) state = await readState(root, options, rules);
    else {
      if (folders) state.stamps = stampsOf(state.found);
      for (const path of modules) await reread(path);
    }
    look = { ended: performance.now(), took: performance.now() - started };
  }

  async function reread(path: string): Promise<void> {
    const known = state.files.get(path);
    const { text } = readSource(`${root}/${path}`);
    if (!known || text === undefined) return;
    const source = await lowered(path, text);
    if (!source) return;
    state.files.set(path, source);
    if (state.edited !== path) state.program.replace(source);
  }

  async function lowered(path: string, text: string): Promise<ModuleSource | undefined> {
    const { lower, languageOf } = await import('@dist-lint/frontend');
    const language = languageOf(path);
    const result = language && lower(text, language);
    if (!result || !('facts' in result)) return undefined;
    const { found, packages, skipped } = state;
    const around = found.kinds.has(path) ? found : { ...found, modules: [...found.modules, path].sort(), kinds: new Map([...found.kinds, [path, 'module' as const]]) };
    const { modules: [input] } = resolveImports(around, packages, [specifiersOf({ path, facts: result.facts })], { skipped, among: state.files.keys() });
    return input && { facts: result.facts, input };
  }

  /** What was edited before is as on disk again: other unsaved texts are not known. */
  async function leave(): Promise<void> {
    const { edited } = state;
    if (edited === undefined) return;
    const source = state.files.get(edited) ?? (await lowered(edited, ''));
    if (source) state.program.replace(source);
    state.edited = undefined;
  }

  return {
    get program() {
      return state.program;
    },
    get config() {
      return state.config;
    },
    refresh,
    async moduleWith(path, text) {
      if (state.edited !== path) await leave();
      const isKnown = state.files.has(path);
      if (isKnown && readSource(`${root}/${path}`).text === text) {
        await leave();
        return state.program.modules.byPath(path);
      }
      if ((!isKnown && !mayBelong(state, path)) || looksGenerated(text)) return undefined;
      const source = await lowered(path, text);
      if (!source) return undefined;
      state.edited = path;
      state.program.replace(source);
      return state.program.modules.byPath(path);
    },
  };
}

/** Times as long as a look at the disk took is waited before the next. */
const LOOK_SHARE = 9;

interface State extends Pick<ReadTree, 'found' | 'packages' | 'skipped'> {
  config: ResolvedConfig;
  stamps: Stamps;
  program: ReplaceableProgram;
  /** As on disk. */
  files: Map<string, ModuleSource>;
  /** The module whose text in the program is not the disk's. */
  edited?: string | undefined;
}

async function readState(root: string, options: SessionOptions, rules: readonly Rule[]): Promise<State> {
  const everything = findFiles(root);
  options.onFound?.(everything.modules.length);
  const stamps = stampsOf(everything);
  const flags = { ...(options.cache === undefined ? {} : { cache: options.cache }), ...(options.threads === undefined ? {} : { threads: options.threads }) };
  const config = await loadConfig({ root, cwd: options.cwd, flags, ...(options.config === undefined ? {} : { config: options.config }) }, rules);
  const { found, packages, skipped, input } = await readTree(everything, config);
  return { found, packages, skipped, config, stamps, program: linkReplaceable(input), files: new Map(input.modules.map((source) => [source.input.path, source])) };
}

/** Entries come and go in folders that mean nothing to the program, such as what tools write beside it. */
function isOther(before: FoundFiles, now: FoundFiles, { isIgnored }: ResolvedConfig): boolean {
  const modules = now.modules.filter((path) => !isIgnored(path));
  return modules.length !== before.modules.length || modules.some((path, index) => path !== before.modules[index]) ||
    now.kinds.size !== before.kinds.size || [...now.kinds.keys()].some((path) => !before.kinds.has(path));
}

/** A file that is not on disk yet, at a place where it would be read. */
function mayBelong({ found, config }: State, path: string): boolean {
  const isSource = /\.([mc]?[jt]s|[jt]sx)$/.test(path) && !/\.d\.[mc]?ts$/.test(path);
  return isSource && !found.kinds.has(path) && !found.ignores(path) && !config.isIgnored(path) && !/(^|\/)(node_modules|\.git|\.dist-lint)\//.test(path);
}
