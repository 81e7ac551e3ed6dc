/** What a configuration may say, once: validation and types follow from it. */
import type { Precision, Severity } from '@dist-lint/model';
import type { Preset } from './api.ts';

export type ConfigValue =
  | { type: 'choice'; choices: readonly string[] }
  | { type: 'number'; minimum: number; maximum: number }
  | { type: 'boolean' | 'string' | 'globs' | 'rules' | 'overrides' };

export interface ConfigKey {
  value: ConfigValue;
  description: string;
}

const SEVERITIES = ['error', 'warning', 'info'];

const floors: Record<string, ConfigKey> = {
  preset: { value: { type: 'choice', choices: ['recommended', 'strict', 'all'] }, description: 'Which findings to show.' },
  minSeverity: { value: { type: 'choice', choices: SEVERITIES }, description: 'Show no findings below this severity, whatever the preset.' },
  minPrecision: { value: { type: 'choice', choices: ['high', 'medium', 'low'] }, description: 'Show no findings below this precision, whatever the preset.' },
  rules: { value: { type: 'rules' }, description: "By rule: 'off', 'on', or its options." },
};

export const configKeys: Record<string, ConfigKey> = {
  $schema: { value: { type: 'string' }, description: 'For editors; not read.' },
  ...floors,
  failOn: { value: { type: 'choice', choices: [...SEVERITIES, 'never'] }, description: 'Which findings make the run fail.' },
  overrides: { value: { type: 'overrides' }, description: 'Other settings for some files; later ones win.' },
  ignore: { value: { type: 'globs' }, description: 'Files that are not analysed at all.' },
  exempt: { value: { type: 'globs' }, description: "Files that are analysed and have no findings; '!' before a glob lifts an exemption." },
  threads: { value: { type: 'number', minimum: 1, maximum: 256 }, description: 'Threads that read files.' },
  cache: { value: { type: 'boolean' }, description: 'Whether the disk cache is used and filled.' },
};

export const overrideKeys: Record<string, ConfigKey> = {
  files: { value: { type: 'globs' }, description: 'The files meant.' },
  excludedFiles: { value: { type: 'globs' }, description: 'Files among them that are not meant.' },
  ...floors,
};

/** Beside a rule's own options. */
export const ruleKeys: Record<string, ConfigKey> = {
  minSeverity: floors['minSeverity'] as ConfigKey,
  minPrecision: floors['minPrecision'] as ConfigKey,
  severity: { value: { type: 'choice', choices: SEVERITIES }, description: 'Instead of the severity that the rule declares.' },
};

export type RuleConfig = 'off' | 'on' | ({ minSeverity?: Severity; minPrecision?: Precision; severity?: Severity } & Record<string, unknown>);

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

export interface DistLintConfig extends FileSettings {
  $schema?: string;
  failOn?: Severity | 'never';
  overrides?: OverrideConfig[];
  ignore?: string[];
  exempt?: string[];
  threads?: number;
  cache?: boolean;
}

/** Gives a configuration its type; changes nothing. */
export function defineConfig<T extends DistLintConfig | (() => DistLintConfig | Promise<DistLintConfig>)>(config: T): T {
  return config;
}
