/** Which rules run, with which options. */
import type { OptionDeclaration, Rule } from '@dist-lint/graph';
import { nearest, UserError, type Precision, type Severity } from '@dist-lint/model';
import type { CheckOptions, Preset } from './api.ts';

export type OptionTable = Record<string, boolean | number | string | readonly string[]>;

export interface SelectedRule {
  rule: Rule;
  options: OptionTable;
}

/** What a preset shows. */
export const presets: Record<Preset, { minSeverity: Severity; minPrecision: Precision }> = {
  recommended: { minSeverity: 'warning', minPrecision: 'high' },
  strict: { minSeverity: 'info', minPrecision: 'medium' },
  all: { minSeverity: 'info', minPrecision: 'low' },
};

/** @throws UserError `unknown-rule`, `unknown-option`, `invalid-option`. */
export function selectRules(all: readonly Rule[], options: Pick<CheckOptions, 'rules' | 'ruleOptions'>): SelectedRule[] {
  const names = all.map(({ name }) => name);
  for (const name of [...(options.rules ?? []), ...Object.keys(options.ruleOptions ?? {})]) {
    if (!names.includes(name)) {
      throw new UserError('unknown-rule', `There is no rule '${name}'.`, suggestion(name, names, 'The rules are'));
    }
  }
  return all
    .filter(({ name }) => !options.rules || options.rules.length === 0 || options.rules.includes(name))
    .map((rule) => ({ rule, options: ruleOptions(rule, options.ruleOptions?.[rule.name] ?? {}) }));
}

function ruleOptions(rule: Rule, given: Record<string, unknown>): OptionTable {
  const known = Object.keys(rule.options);
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(rule.options, key)) {
      const hint = known.length === 0 ? 'It has no options.' : suggestion(key, known, 'Its options are');
      throw new UserError('unknown-option', `The rule '${rule.name}' has no option '${key}'.`, hint);
    }
  }
  return Object.fromEntries(
    Object.entries(rule.options).map(([key, declaration]) => [
      key,
      Object.hasOwn(given, key) ? optionValue(rule, key, declaration, given[key]) : declaration.default,
    ]),
  );
}

/** @throws UserError `invalid-option`. */
export function optionValue(rule: Rule, key: string, declaration: OptionDeclaration, value: unknown): OptionTable[string] {
  const wrong = (wanted: string): UserError =>
    new UserError('invalid-option', `The option '${key}' of the rule '${rule.name}' is ${JSON.stringify(value)}, not ${wanted}.`, `${declaration.description} Default: ${JSON.stringify(declaration.default)}.`);
  switch (declaration.type) {
    case 'boolean':
      if (typeof value !== 'boolean') throw wrong('true or false');
      return value;
    case 'number': {
      const { minimum, maximum = Number.MAX_SAFE_INTEGER } = declaration;
      if (typeof value !== 'number' || !Number.isInteger(value) || value < minimum || value > maximum) {
        throw wrong(declaration.maximum === undefined ? `a whole number of at least ${minimum}` : `a whole number from ${minimum} to ${maximum}`);
      }
      return value;
    }
    case 'choice':
      if (typeof value !== 'string' || !declaration.choices.includes(value)) throw wrong(`one of ${declaration.choices.join(', ')}`);
      return value;
    case 'strings':
      if (!Array.isArray(value) || !value.every((each): each is string => typeof each === 'string')) throw wrong('a list of strings');
      return value;
  }
}

function suggestion(name: string, known: readonly string[], intro: string): string {
  const close = nearest(name, known);
  return `${close ? `Did you mean '${close}'? ` : ''}${intro} ${known.join(', ')}.`;
}
