/** Whether a configuration says only what can be said. All its mistakes are told at once. */
import type { Rule } from '@dist-lint/graph';
import { nearest, UserError } from '@dist-lint/model';
import { isRecord, type ConfigFile } from '@dist-lint/workspace';
import { configKeys, ruleKeys, type DistLintConfig } from './config-keys.ts';
import { SLOT, type ConfigKey, type ConfigValue } from './config-value.ts';
import { declarationMistake, namesTaken, nameable } from './own-rules.ts';
import { optionValue } from './rule-selection.ts';

type Path = readonly (string | number)[];

const isSlot = new RegExp(SLOT);

/**
 * What is said, by a catalogue and the rules that the configuration itself brings.
 *
 * @throws UserError `invalid-config`.
 */
export function checkConfig(file: Pick<ConfigFile, 'name' | 'value' | 'lineOf' | 'isCode'>, catalogue: readonly Rule[]): DistLintConfig {
  const mistakes: string[] = [];
  const wrong = (path: Path, what: string): void => {
    const line = file.lineOf(path);
    mistakes.push(`${file.name}${line === undefined ? '' : `:${line}`} ${spelled(path)} ${what}`);
  };
  // Settings are checked by what rules declare, those that come with the configuration included.
  const all = [...catalogue, ...nameable(file.value)];
  if (isRecord(file.value)) {
    object(file.value, configKeys, []);
    for (const { index, what } of namesTaken(file.value['ownRules'], catalogue)) wrong(['ownRules', index, 'name'], what);
  } else mistakes.push(`${file.name} holds ${shown(file.value)}, not an object`);
  if (mistakes.length > 0) throw new UserError('invalid-config', `${mistakes.join('; ')}.`, 'docs/configuration.md lists what a configuration may say.');
  return file.value as DistLintConfig;

  function object(value: Record<string, unknown>, keys: Record<string, ConfigKey>, path: Path): void {
    for (const [key, inner] of Object.entries(value)) {
      const known = Object.hasOwn(keys, key) ? keys[key] : undefined;
      if (!known) unknown([...path, key], key, Object.keys(keys));
      else if (known.onlyInCode && !file.isCode) wrong([...path, key], 'is possible only in a configuration that is code, such as dist-lint.config.ts');
      // Code may leave a key out by saying undefined.
      else if (inner !== undefined) check(inner, known.value, [...path, key]);
    }
  }

  function check(value: unknown, wanted: ConfigValue, path: Path): void {
    const not = (words: string): void => wrong(path, `is ${shown(value)}, not ${words}`);
    switch (wanted.type) {
      case 'choice':
        if (typeof value !== 'string' || !wanted.choices.includes(value)) not(`one of ${wanted.choices.join(', ')}${meant(value, wanted.choices)}`);
        return;
      case 'number':
        if (!Number.isInteger(value) || (value as number) < wanted.minimum || (value as number) > wanted.maximum) not(`a whole number from ${wanted.minimum} to ${wanted.maximum}`);
        return;
      case 'constant':
        if (value !== wanted.value) not(`${wanted.value}${wanted.hint === undefined ? '' : `: ${wanted.hint}`}`);
        return;
      case 'boolean':
        if (typeof value !== 'boolean') not('true or false');
        return;
      case 'string':
        if (typeof value !== 'string') not('a string');
        return;
      case 'text':
        if (typeof value !== 'string' || value === '') not('a string that says something');
        return;
      case 'slot':
        if (typeof value !== 'string' || !isSlot.test(value)) not("a slot, such as '0', '1.url' or '=orders'");
        return;
      case 'null':
        if (value !== null) not('null');
        return;
      case 'function':
        if (typeof value !== 'function') not('a function');
        return;
      case 'globs':
        if (!Array.isArray(value)) return not('a list of globs');
        value.forEach((glob, index) => typeof glob === 'string' && glob !== '' && glob !== '!' ? undefined : wrong([...path, index], `is ${shown(glob)}, not a glob`));
        return;
      case 'list':
        if (!Array.isArray(value)) return not('a list');
        if (wanted.isFilled && value.length === 0) wrong(path, 'is an empty list');
        value.forEach((each: unknown, index) => check(each, wanted.of, [...path, index]));
        return;
      case 'object':
        if (!isRecord(value)) return not('an object');
        object(value, wanted.keys, path);
        for (const key of wanted.required) if (value[key] === undefined) wrong(path, `lacks '${key}'`);
        return;
      case 'map':
        if (!isRecord(value)) return not('an object');
        for (const [key, each] of Object.entries(value)) check(each, wanted.of, [...path, key]);
        return;
      case 'either': {
        const before = mistakes.length;
        const fits = wanted.of.some((one) => {
          mistakes.length = before;
          check(value, one, path);
          return mistakes.length === before;
        });
        mistakes.length = before;
        if (!fits) not(wanted.words);
        return;
      }
      case 'rules':
        if (!isRecord(value)) return not('an object');
        for (const [name, setting] of Object.entries(value)) ruleSetting(name, setting, [...path, name]);
        return;
      case 'optionDeclarations': {
        if (!isRecord(value)) return not('an object');
        for (const [key, declared] of Object.entries(value)) {
          const mistake = declarationMistake(key, declared);
          if (mistake !== undefined) wrong([...path, key], mistake);
        }
      }
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
  return path.reduce<string>((text, part) => (typeof part === 'number' ? `${text}[${part}]` : !/^[\w$-]+$/.test(part) ? `${text}[${JSON.stringify(part)}]` : text === '' ? part : `${text}.${part}`), '');
}

function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : String(value);
}
