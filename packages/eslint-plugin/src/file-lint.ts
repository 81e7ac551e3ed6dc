import { findRoot, type FileFinding } from '@dist-lint/engine';
import { waitOf } from './host.ts';
import { clientOf } from './open-clients.ts';
import type { Told } from './session-client.ts';
import type { Settings } from './settings.ts';

/** One text that a host lints. */
export interface LintedFile {
  /** The same object for all rules that look at the text. */
  sourceCode: { readonly text: string };
  file: string;
  cwd: string;
  settings: Settings;
}

export interface RuleResult {
  findings: readonly FileFinding[];
  /** The rule failed, and its findings are not known. */
  failure?: string;
}

interface Lint {
  file: string;
  text: string;
  rules: Record<string, Record<string, unknown>>;
  told?: Told;
}

/** Hosts that keep one object for all texts exist: what is asked is a lint of its own once it has been answered. */
const open = new WeakMap<object, Lint>();

/**
 * Adds a rule to the lint of a text, and gives what asks for its findings. A host first creates all rules of a
 * text and then runs them, so the first that asks, asks for all.
 */
export function joinLint(linted: LintedFile, rule: string, options: Record<string, unknown>): () => RuleResult {
  const { sourceCode, file } = linted;
  // Offsets count from after the byte order mark; ESLint has taken it off, others may not.
  const text = sourceCode.text.charCodeAt(0) === 0xfeff ? sourceCode.text.slice(1) : sourceCode.text;
  let lint = open.get(sourceCode);
  if (!lint || lint.told || lint.file !== file || lint.text !== text || Object.hasOwn(lint.rules, rule)) open.set(sourceCode, (lint = { file, text, rules: {} }));
  lint.rules[rule] = options;
  const joined = lint;
  return () => {
    const { findings, failures } = (joined.told ??= ask(linted, joined));
    const failure = failures[rule];
    return { findings: findings.filter((finding) => finding.rule === rule), ...(failure === undefined ? {} : { failure }) };
  };
}

function ask({ file, cwd, settings }: LintedFile, { text, rules }: Lint): Told {
  const client = clientOf(findRoot(cwd), settings);
  return client.ask({ file, text, rules }, waitOf(settings)) ?? { findings: [], failures: {} };
}
