/** A long-lived analysis that answers for one file at a time, whose text may differ from the disk. */
import { relative, resolve, sep } from 'node:path';
import { link, type Program } from '@dist-lint/graph';
import { libraries } from '@dist-lint/libraries';
import type { Finding, ModuleFacts, ModuleInput } from '@dist-lint/model';
import { rules as catalogue } from '@dist-lint/rules';
import {
  findFiles, findPackages, findRoot, findSchemas, looksGenerated, lowerAll, readSource, resolveImports, stampsOf,
  type FoundFiles, type FoundPackages, type Lowered, type Stamps,
} from '@dist-lint/workspace';
import type { Rule } from './api.ts';
import { isExempt, isExemptFor } from './exempt.ts';
import { finish } from './findings.ts';
import { selectRules } from './rule-selection.ts';
import { suppressions } from './suppression.ts';

export interface SessionOptions {
  /** Where the host works: the root is the one of this folder. */
  cwd: string;
  threads?: number;
  /** Use and fill the disk cache; default true. */
  cache?: boolean;
}

export interface LintRequest {
  /** Absolute, or relative to `cwd`; it need not exist. */
  file: string;
  /** As the host has it. */
  text: string;
  /** Rule name → options; only these rules are run. */
  rules: Readonly<Record<string, Record<string, unknown>>>;
}

/**
 * `outside`: not below the root. `not-analysed`: of another kind, ignored, generated, or unreadable.
 * Neither is a clean file.
 */
export type LintAnswer = { status: 'answered'; findings: FileFinding[] } | { status: 'outside' | 'not-analysed'; findings: [] };

/** All findings of a file, of every severity and precision, sorted by place. */
export interface FileFinding extends Finding {
  /** Switched off by a comment of this family. */
  suppressedBy?: 'dist-lint' | 'eslint';
}

export interface Session {
  /** Absolute. */
  readonly root: string;
  /** @throws UserError for a rule or option that does not exist. */
  lint(request: LintRequest): Promise<LintAnswer>;
}

/** Analyses the root of `cwd`. */
export async function openSession(options: SessionOptions, all: readonly Rule[] = catalogue): Promise<Session> {
  const root = findRoot(options.cwd);
  let tree = await readTree(root, options);

  async function refresh(): Promise<void> {
    const { structure, modules } = tree.stamps.changes();
    if (structure || modules.length > 0) tree = await readTree(root, options);
  }

  return {
    root,
    async lint({ file, text, rules }) {
      const absolute = resolve(options.cwd, file);
      const path = relative(root, absolute).split(sep).join('/');
      if (path === '' || path === '..' || path.startsWith('../')) return { status: 'outside', findings: [] };
      await refresh();
      const program = await programWith(tree, path, text);
      const module = program?.modules.byPath(path);
      if (!program || !module) return { status: 'not-analysed', findings: [] };
      const selected = selectRules(all, { rules: Object.keys(rules), ruleOptions: rules });
      if (isExempt(path)) return { status: 'answered', findings: [] };
      const switchedOff = suppressions(module);
      const findings = selected.flatMap(({ rule, options: values }) => {
        if (isExemptFor(rule.exempt ?? [], path)) return [];
        const own = [...rule.find(program, values, [module])].flatMap((each) => ('gap' in each || each.module !== module ? [] : [each]));
        return finish(rule, own);
      });
      return {
        status: 'answered',
        findings: findings.map((finding) => {
          const by = switchedOff.by(finding.rule, finding.line);
          return by === undefined ? finding : { ...finding, suppressedBy: by };
        }),
      };
    },
  };
}

interface Tree {
  found: FoundFiles;
  packages: FoundPackages;
  lowered: Lowered;
  inputs: ModuleInput[];
  program: Program;
  stamps: Stamps;
}

async function readTree(root: string, options: SessionOptions): Promise<Tree> {
  const found = findFiles(root);
  const stamps = stampsOf(found);
  const lowered = await lowerAll(found, { cache: options.cache ?? true, ...(options.threads === undefined ? {} : { threads: options.threads }) });
  const packages = findPackages(found);
  const { modules: inputs } = resolveImports(found, packages, lowered.files.map(specifiersOf), { skipped: lowered.skipped });
  return { found, packages, lowered, inputs, stamps, program: linked(found, packages, lowered.files, inputs) };
}

function linked(found: FoundFiles, packages: FoundPackages, files: readonly { facts: ModuleFacts }[], inputs: readonly ModuleInput[]): Program {
  return link({
    modules: files.map(({ facts }, index) => ({ facts, input: inputs[index] as ModuleInput })),
    packages: packages.packages, libraries, schemas: findSchemas(found), isExempt,
  });
}

/** The program in which one file has this text; undefined when the file is not part of the analysis. */
async function programWith(tree: Tree, path: string, text: string): Promise<Program | undefined> {
  const { found, packages, lowered, inputs } = tree;
  const isKnown = lowered.files.some((each) => each.path === path);
  if (isKnown && readSource(`${found.root}/${path}`).text === text) return tree.program;
  const isNew = !found.kinds.has(path) && /\.[mc]?[jt]sx?$/.test(path) && !found.ignores(path) && !/(^|\/)node_modules\//.test(path);
  if ((!isKnown && !isNew) || looksGenerated(text)) return undefined;
  const { lower, languageOf } = await import('@dist-lint/frontend');
  const language = languageOf(path);
  const result = language && lower(text, language);
  if (!result || !('facts' in result)) return undefined;
  const own = { path, facts: result.facts };
  const around = isKnown ? found : { ...found, modules: [...found.modules, path].sort(), kinds: new Map([...found.kinds, [path, 'module' as const]]) };
  const { modules: [input] } = resolveImports(around, packages, [specifiersOf(own)], { skipped: lowered.skipped });
  const all = lowered.files.map((each, index) => (each.path === path ? { own, input: input as ModuleInput } : { own: each, input: inputs[index] as ModuleInput }));
  if (!isKnown) all.push({ own, input: input as ModuleInput });
  all.sort((a, b) => (a.own.path < b.own.path ? -1 : 1));
  return linked(found, packages, all.map((each) => each.own), all.map((each) => each.input));
}

function specifiersOf({ path, facts }: { path: string; facts: ModuleFacts }) {
  return { path, specifiers: facts.imports.map((each) => each.specifier) };
}
