/** A long-lived analysis that answers for one file at a time, whose text may differ from the disk. */
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { LinkedModule, Program } from '@dist-lint/graph';
import type { Finding } from '@dist-lint/model';
import { rules as catalogue } from '@dist-lint/rules';
import { findRoot } from '@dist-lint/workspace';
import type { Rule } from './api.ts';
import { rulesFor } from './config.ts';
import { byPlace } from './findings.ts';
import { openTree } from './living-tree.ts';
import type { Lookout } from './looks.ts';
import { selectRules } from './rule-selection.ts';
import { failureOf, runRule } from './run-rules.ts';
import { withSaid } from './said-options.ts';
import { withSuppressions, type FileFinding } from './suppression.ts';
import { workAhead, workAround } from './work-ahead.ts';

export interface SessionOptions {
  /** Where the host works: the root is the one of this folder. */
  cwd: string;
  threads?: number;
  /** Use and fill the disk cache; default true. */
  cache?: boolean;
  /** A configuration file, instead of the one at the root. */
  config?: string;
  /** Told how many modules there are to read, before they are read. */
  onFound?: (modules: number) => void;
  /** Who looks at the disk while an answer is computed. Without it, the session looks before it answers. */
  lookout?: Lookout;
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
 * All findings of a file, of every severity and precision, sorted by place. `outside`: not below the root.
 * `not-analysed`: of another kind, ignored, generated, or unreadable. Neither is a clean file.
 */
export type LintAnswer =
  /** `failures`: of rules that failed, by name, a sentence each; the others' findings are complete. */
  | { status: 'answered'; findings: FileFinding[]; failures: Record<string, string> }
  | { status: 'outside' | 'not-analysed'; findings: []; failures: Record<string, never> };

export interface Session {
  /** Absolute. */
  readonly root: string;
  /** @throws UserError for a rule or option that does not exist, and for a configuration that cannot be used any more. */
  lint(request: LintRequest): Promise<LintAnswer>;
  /** For the time after an answer: begins a look from another thread, so that who asks again soon need not wait for one. */
  look(): void;
  /** For idle time: takes up what was saved meanwhile, if nobody has looked for a while. */
  follow(): Promise<void>;
  /** For idle time: some milliseconds of what the rules last asked for will need of other files. Whether more is left. */
  prepare(): boolean;
}

/**
 * Analyses the root of `cwd`, and keeps it: the answer to a lint reflects the text handed in and every other file as
 * it is saved. What a change does not touch is not computed again.
 *
 * @throws UserError for a configuration that cannot be used.
 */
export async function openSession(options: SessionOptions, all: readonly Rule[] = catalogue): Promise<Session> {
  const root = findRoot(options.cwd);
  const tree = await openTree(root, options, all);
  let asked: LintRequest['rules'] = {};
  let before: Promise<unknown> = Promise.resolve();
  let parser: Promise<unknown> | undefined;
  /** The file that was last asked about. */
  let open = '';
  let ahead: { program: Program; work: Iterator<void>; around?: { file: string; work: Iterator<void> } } | undefined;

  function run(module: LinkedModule, rules: LintRequest['rules']): { findings: Finding[]; failures: Record<string, string> } {
    const { program, config } = tree;
    const settings = rulesFor(config, module.path).filter(({ rule }) => Object.hasOwn(rules, rule.name));
    const failures: Record<string, string> = {};
    const findings = settings.flatMap(({ rule, options: configured, ...setting }) => {
      const group = { setting: { rule, options: withSaid(rule, configured, rules[rule.name] ?? {}), ...setting }, modules: [module] };
      try {
        return runRule({ program, gaps: [] }, config, rule, [group]);
      } catch (error) {
        failures[rule.name] = failureOf(rule, error, root);
        return [];
      }
    });
    return { findings: findings.sort(byPlace), failures };
  }

  async function answer(path: string, text: string, rules: LintRequest['rules']): Promise<LintAnswer> {
    selectRules(tree.config.rules, { rules: Object.keys(rules), ruleOptions: rules });
    if (Object.keys(asked).length === 0) ahead = undefined; // what was done ahead was done without a rule
    asked = rules;
    open = path;
    const module = await tree.moduleWith(path, text);
    if (!module) return { status: 'not-analysed', findings: [], failures: {} };
    const { findings, failures } = run(module, rules);
    return { status: 'answered', findings: withSuppressions(module, findings), failures };
  }

  async function lint({ file, text, rules }: LintRequest): Promise<LintAnswer> {
    const path = relative(root, resolve(options.cwd, file)).split(sep).join('/');
    if (path === '' || path === '..' || path.startsWith('../') || isAbsolute(path)) return { status: 'outside', findings: [], failures: {} };
    if (!tree.looks.begin()) await tree.takeUp();
    const early = await answer(path, text, rules);
    return (await tree.takeUp()) ? answer(path, text, rules) : early;
  }

  /** One after the other: only one file at a time has another text than the disk. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const own = before.then(work);
    before = own.catch(() => undefined);
    return own;
  }

  return {
    root,
    lint: (request) => inTurn(() => lint(request)),
    look() {
      if (options.lookout) tree.looks.begin();
    },
    follow: () => inTurn(async () => {
      if (!tree.looks.isDue()) return;
      tree.looks.begin();
      await tree.takeUp().catch(() => undefined); // it is told to whoever asks
    }),
    prepare() {
      parser ??= import('@dist-lint/frontend'); // what came from the cache was not parsed here
      const { program, config } = tree;
      const one = (module: LinkedModule): void => {
        if (!config.isExempt(module.path)) run(module, asked);
      };
      if (ahead?.program !== program) ahead = { program, work: workAhead(program, one) };
      if (ahead.around?.file !== open) ahead.around = { file: open, work: workAround(program, open, one) };
      const until = performance.now() + SLICE;
      while (performance.now() < until) if (ahead.around.work.next().done && ahead.work.next().done) return false;
      return true;
    },
  };
}

/** Milliseconds that somebody who asks meanwhile has to wait. */
const SLICE = 5;
