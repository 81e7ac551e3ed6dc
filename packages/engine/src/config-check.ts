/** Whether a configuration says only what can be said. All its mistakes are told at once. */
import type { Rule } from '@dist-lint/graph';
import { nearest, UserError } from '@dist-lint/model';
import type { ConfigFile } from '@dist-lint/workspace';
import { configKeys, overrideKeys, ruleKeys, type ConfigKey, type ConfigValue, type DistLintConfig } from './config-keys.ts';
import { optionValue } from './rule-selection.ts';

type Path = readonly (string | number)[];

/** @throws UserError `invalid-config`. */
export function checkConfig(file: Pick<ConfigFile, 'name' | 'value' | 'lineOf'>, all: readonly Rule[]): DistLintConfig {
  const mistakes: string[] = [];
  const wrong = (path: Path, what: string): void => {
    const line = file.lineOf(path);
    mistakes.push(`${file.name}${line === undefined ? '' : `:${line}`} ${spelled(path)} ${what}`);
  };
  if (isRecord(file.value)) object(file.value, configKeys, []);
  else mistakes.push(`${file.name} holds ${shown(file.value)}, not an object`);
  if (mistakes.length > 0) throw new UserError('invalid-config', `${mistakes.join('; ')}.`, 'docs/configuration.md lists what a configuration may say.');
  return file.value as DistLintConfig;

  function object(value: Record<string, unknown>, keys: Record<string, ConfigKey>, path: Path): void {
    for (const [key, inner] of Object.entries(value)) {
      const known = Object.hasOwn(keys, key) ? keys[key] : undefined;
      if (known) check(inner, known.value, [...path, key]);
      else unknown([...path, key], key, Object.keys(keys));
    }
  }

  function check(value: unknown, wanted: ConfigValue, path: Path): void {
    switch (wanted.type) {
      case 'choice':
        if (typeof value !== 'string' || !wanted.choices.includes(value)) wrong(path, `is ${shown(value)}, not one of ${wanted.choices.join(', ')}${meant(value, wanted.choices)}`);
        return;
      case 'number':
        if (!Number.isInteger(value) || (value as number) < wanted.minimum || (value as number) > wanted.maximum) wrong(path, `is ${shown(value)}, not a whole number from ${wanted.minimum} to ${wanted.maximum}`);
        return;
      case 'boolean':
        if (typeof value !== 'boolean') wrong(path, `is ${shown(value)}, not true or false`);
        return;
      case 'string':
        if (typeof value !== 'string') wrong(path, `is ${shown(value)}, not a string`);
        return;
      case 'globs':
        if (!Array.isArray(value)) return wrong(path, `is ${shown(value)}, not a list of globs`);
        value.forEach((glob, index) => typeof glob === 'string' && glob !== '' && glob !== '!' ? undefined : wrong([...path, index], `is ${shown(glob)}, not a glob`));
        return;
      case 'rules':
        if (!isRecord(value)) return wrong(path, `is ${shown(value)}, not an object`);
        for (const [name, setting] of Object.entries(value)) ruleSetting(name, setting, [...path, name]);
        return;
      case 'overrides':
        if (!Array.isArray(value)) return wrong(path, `is ${shown(value)}, not a list`);
        value.forEach((each: unknown, index) => {
          if (!isRecord(each)) return wrong([...path, index], `is ${shown(each)}, not an object`);
          object(each, overrideKeys, [...path, index]);
          if (!Object.hasOwn(each, 'files')) wrong([...path, index], "lacks 'files'");
        });
    }
  }

  function ruleSetting(name: string, setting: unknown, path: Path): void {
    const rule = all.find((each) => each.name === name);
    if (!rule) return unknown(path, name, all.map((each) => each.name), 'rule');
    if (setting === 'off' || setting === 'on') return;
    if (!isRecord(setting)) return wrong(path, `is ${shown(setting)}, not 'off', 'on' or an object with options`);
    for (const [key, value] of Object.entries(setting)) {
      const option = Object.hasOwn(rule.options, key) ? rule.options[key] : undefined;
      const known = Object.hasOwn(ruleKeys, key) ? ruleKeys[key] : undefined;
      if (known) check(value, known.value, [...path, key]);
      else if (!option) unknown([...path, key], key, [...Object.keys(rule.options), ...Object.keys(ruleKeys)], 'option');
      else {
        try {
          optionValue(rule, key, option, value);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          wrong([...path, key], `is wrong: ${error.message.replace(/\.$/, '')}`);
        }
      }
    }
  }

  function unknown(path: Path, key: string, known: readonly string[], what = 'key'): void {
    wrong(path, `is no ${what} that is known${meant(key, known)}`);
  }
}

function meant(value: unknown, known: readonly string[]): string {
  const close = typeof value === 'string' ? nearest(value, known) : undefined;
  return close === undefined ? '' : ` (did you mean '${close}'?)`;
}

function spelled(path: Path): string {
  return path.reduce<string>((text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`), '');
}

function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : String(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
