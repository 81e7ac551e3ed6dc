/** A linked tree that follows the disk, and in which one file may have another text than there. */
import type { LinkedModule, ModuleSource, Program, Rule } from '@dist-lint/graph';
import { findFiles, looksGenerated, readSource, resolveImports, stampsOf, type Changes } from '@dist-lint/workspace';
import type { ResolvedConfig } from './config.ts';
import { openLooks, type Looks } from './looks.ts';
import { specifiersOf } from './read-tree.ts';
import type { SessionOptions } from './session.ts';
import { isOther, mayBelong, readState } from './tree-state.ts';

export interface LivingTree {
  readonly program: Program;
  readonly config: ResolvedConfig;
  readonly looks: Looks;
  /**
   * Takes up what the look brings that has begun. Whether there was anything.
   *
   * @throws UserError for a configuration that cannot be used; again and again, until the disk is another.
   */
  takeUp(): Promise<boolean>;
  /** The module of a path, as if this were its text; undefined when it is not part of the analysis. */
  moduleWith(path: string, text: string): Promise<LinkedModule | undefined>;
}

export async function openTree(root: string, options: SessionOptions, rules: readonly Rule[]): Promise<LivingTree> {
  let looks: Looks | undefined;
  const read = () => readState(root, options, rules, (stamps) => (looks ? looks.follow(stamps) : (looks = openLooks(stamps, options.lookout))));
  let state = await read();
  const look = looks as unknown as Looks;
  /** The tree as it is now cannot be read, and this is why. */
  let failure: { error: unknown } | undefined;

  async function takeUp(): Promise<boolean> {
    const changes = await look.end();
    if (changes === undefined || !(changes.deciding || changes.folders || changes.modules.length > 0)) {
      if (failure) throw failure.error;
      return false;
    }
    if (failure || !(await follow(changes))) {
      try {
        state = await read();
      } catch (error) {
        failure = { error };
        throw error;
      }
      failure = undefined;
    }
    return true;
  }

  /** Whether the tree could be kept; otherwise it is to be read anew. */
  async function follow({ deciding, folders, modules }: Changes): Promise<boolean> {
    if (deciding) return false;
    if (folders) {
      const since = Date.now();
      const now = findFiles(root);
      if (isOther(state.found, now, state.config)) return false;
      look.followFolders(stampsOf(now, [], since));
    }
    for (const path of modules) if (!(await reread(path))) return false;
    return true;
  }

  async function reread(path: string): Promise<boolean> {
    const known = state.files.get(path);
    const { text, hash, skipped } = readSource(`${root}/${path}`);
    // What was left out and is code now belongs to the program.
    if (!known) return text === undefined || skipped !== undefined || state.config.isIgnored(path) || !(await lowered(path, text));
    if (text === undefined || hash === undefined || skipped !== undefined) return false;
    if (hash === known.hash) return true;
    const source = await lowered(path, text);
    if (!source) return false;
    state.files.set(path, { source, hash });
    if (state.edited?.path !== path) state.program.replace(source);
    return true;
  }

  async function lowered(path: string, text: string): Promise<ModuleSource | undefined> {
    const { lower, languageOf } = await import('@dist-lint/frontend');
    const language = languageOf(path);
    const result = language && lower(text, language);
    if (!result || !('facts' in result)) return undefined;
    const { facts } = result;
    const asked = specifiersOf({ path, facts });
    const before = [state.edited?.path === path ? state.edited.source : undefined, state.files.get(path)?.source];
    const input = before.find((source) => source && asksTheSame(source, asked.specifiers))?.input ?? resolved(path, asked);
    return input && { facts, input };
  }

  function resolved(path: string, asked: ReturnType<typeof specifiersOf>): ModuleSource['input'] | undefined {
    const { found, packages, skipped, files } = state;
    const around = found.kinds.has(path) ? found : { ...found, modules: [...found.modules, path].sort(), kinds: new Map([...found.kinds, [path, 'module' as const]]) };
    return resolveImports(around, packages, [asked], { skipped, among: files.keys() }).modules[0];
  }

  /** What was edited before is as on disk again: other unsaved texts are not known. */
  async function leave(): Promise<void> {
    const { edited } = state;
    if (edited === undefined) return;
    const source = state.files.get(edited.path)?.source ?? (await lowered(edited.path, ''));
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
    looks: look,
    takeUp,
    async moduleWith(path, text) {
      if (state.edited?.path === path && state.edited.text === text) return state.program.modules.byPath(path);
      if (state.edited?.path !== path) await leave();
      const known = state.files.get(path);
      if (known) {
        const disk = readSource(`${root}/${path}`);
        // What is on disk may be newer than what was read of it.
        if (disk.text === text && disk.hash === known.hash) {
          await leave();
          return state.program.modules.byPath(path);
        }
      }
      if ((!known && !mayBelong(state, path)) || looksGenerated(text)) return undefined;
      const source = await lowered(path, text);
      if (!source) return undefined;
      state.edited = { path, text, source };
      state.program.replace(source);
      return state.program.modules.byPath(path);
    },
  };
}

/** The rest of what an import leads to is the tree, which is the same as long as its state is. */
function asksTheSame({ input: { resolutions } }: ModuleSource, specifiers: readonly string[]): boolean {
  const asked = new Set(specifiers);
  return asked.size === Object.keys(resolutions).length && [...asked].every((each) => Object.hasOwn(resolutions, each));
}
