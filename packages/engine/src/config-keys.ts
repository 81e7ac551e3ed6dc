/** What a configuration may say, once: validation, the JSON Schema and the table in docs/configuration.md follow from it. */
import type { Rule } from '@dist-lint/graph';
import type { Library } from '@dist-lint/libraries';
import type { Precision, Severity } from '@dist-lint/model';
import type { Preset } from './api.ts';
import { libraryKeys } from './config-library-keys.ts';
import type { ConfigKey, ConfigValue } from './config-value.ts';

const SEVERITIES = ['error', 'warning', 'info'];
const PRECISIONS = ['high', 'medium', 'low'];

const floors: Record<string, ConfigKey> = {
  preset: { value: { type: 'choice', choices: ['recommended', 'strict', 'all'] }, description: 'Which findings to show.' },
  minSeverity: { value: { type: 'choice', choices: SEVERITIES }, description: 'Show no findings below this severity, whatever the preset.' },
  minPrecision: { value: { type: 'choice', choices: PRECISIONS }, description: 'Show no findings below this precision, whatever the preset.' },
  rules: { value: { type: 'rules' }, description: "By rule: 'off', 'on', or an object with its options, 'minSeverity', 'minPrecision', 'severity' instead of the declared one, and 'baseline': false when no baseline may hold its findings." },
};

const overrideKeys: Record<string, ConfigKey> = {
  files: { value: { type: 'globs' }, description: 'The files meant.' },
  excludedFiles: { value: { type: 'globs' }, description: 'Files among them that are not meant.' },
  ...floors,
};

const ownerKeys: Record<string, ConfigKey> = {
  name: { value: { type: 'text' }, description: 'A team, a service, a person.' },
  files: { value: { type: 'globs' }, description: 'What it owns.' },
};

/** Of a rule of one's own, as {@link Rule} declares them. */
const declarationKeys = {
  name: { value: { type: 'text' }, description: 'In kebab-case.' },
  summary: { value: { type: 'text' }, description: 'One sentence.' },
  pillar: { value: { type: 'choice', choices: ['state', 'feedback', 'blast-radius'] }, description: 'Which question it answers.' },
  source: { value: { type: 'text' }, description: 'Where the idea is from.' },
  severity: { value: { type: 'choice', choices: SEVERITIES }, description: 'How bad if true.' },
  precision: { value: { type: 'choice', choices: PRECISIONS }, description: 'How often true.' },
  scope: { value: { type: 'choice', choices: ['file', 'program'] }, description: 'What a finding rests on.' },
  exempt: { value: { type: 'list', of: { type: 'choice', choices: ['scripts', 'migrations'] } }, description: 'Where it stays silent.' },
  isWhole: { value: { type: 'boolean' }, description: 'It asks the graph of the whole system: run where its findings are shown, and in no editor.' },
  options: { value: { type: 'optionDeclarations' }, description: 'Its options.' },
  find: { value: { type: 'function' }, description: 'Yields findings.' },
  explain: { value: { type: 'function' }, description: 'What it thinks of a line.' },
} satisfies Record<keyof Rule, ConfigKey>;

const listOf = (keys: Record<string, ConfigKey>, required: readonly string[]): ConfigValue => ({ type: 'list', of: { type: 'object', keys, required } });

export const configKeys: Record<string, ConfigKey> = {
  $schema: { value: { type: 'string' }, description: 'For editors; not read.' },
  version: { value: { type: 'constant', value: 1, hint: 'this version of dist-lint reads configurations of version 1' }, description: 'The version of this format: 1, which holds when nothing is said.' },
  ...floors,
  failOn: { value: { type: 'choice', choices: [...SEVERITIES, 'never'] }, description: "Which findings make the run fail; 'error' when nothing is said." },
  baseline: { value: { type: 'text' }, description: "A file that lists findings which are put up with, as `--baseline`; counted from the configuration's folder." },
  overrides: { value: listOf(overrideKeys, ['files']), description: "Other settings for some files: 'files', 'excludedFiles' and any of 'preset', 'minSeverity', 'minPrecision', 'rules'; later ones win." },
  ignore: { value: { type: 'globs' }, description: "Files that are not analysed at all, counted under 'skipped' as 'configured'." },
  exempt: { value: { type: 'globs' }, description: "Files that are analysed and have no findings; '!' before a glob lifts an exemption, built-in ones too; the last glob that matches decides." },
  owners: { value: listOf(ownerKeys, ['name', 'files']), description: "Who owns which files: 'name' and 'files'; the last that matches owns a file. Rules about state may ask for it." },
  ownRules: { value: listOf(declarationKeys, ['name', 'summary', 'pillar', 'source', 'severity', 'precision', 'scope', 'options', 'find']), onlyInCode: true, description: "Rules of one's own, made with 'defineRule'; only where the configuration is code." },
  libraries: { value: listOf(libraryKeys, ['name', 'packages', 'docs', 'symbols']), description: "What calls of other packages do, made with 'defineLibrary'; a row wins over the built-in one of the same symbol." },
  threads: { value: { type: 'number', minimum: 1, maximum: 256 }, description: 'Threads that read files, as `--threads`.' },
  cache: { value: { type: 'boolean' }, description: 'Whether the disk cache is used and filled; false as `--no-cache`.' },
};

/** Beside a rule's own options. */
export const ruleKeys: Record<string, ConfigKey> = {
  minSeverity: floors['minSeverity'] as ConfigKey,
  minPrecision: floors['minPrecision'] as ConfigKey,
  severity: { value: { type: 'choice', choices: SEVERITIES }, description: 'Instead of the severity that the rule declares.' },
  baseline: { value: { type: 'boolean' }, description: 'False when no baseline may hold its findings, so that they always count.' },
};

export type RuleConfig = 'off' | 'on' | ({ minSeverity?: Severity; minPrecision?: Precision; severity?: Severity; baseline?: boolean } & Record<string, unknown>);

/** Settings that may differ from file to file. */
export interface FileSettings {
  preset?: Preset;
  minSeverity?: Severity;
  minPrecision?: Precision;
  rules?: Record<string, RuleConfig>;
}

export interface OverrideConfig extends FileSettings {
  files: string[];
  excludedFiles?: string[];
}

export interface OwnerConfig {
  name: string;
  files: string[];
}

export interface DistLintConfig extends FileSettings {
  $schema?: string;
  version?: 1;
  failOn?: Severity | 'never';
  baseline?: string;
  overrides?: OverrideConfig[];
  ignore?: string[];
  exempt?: string[];
  owners?: OwnerConfig[];
  ownRules?: readonly Rule[];
  libraries?: readonly Library[];
  threads?: number;
  cache?: boolean;
}
