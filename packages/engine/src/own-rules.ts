/** What is asked of rules that a configuration brings, beyond the shape that config-keys.ts gives. */
import type { OptionDeclaration, Rule } from '@dist-lint/graph';
import { UserError } from '@dist-lint/model';
import { isRecord } from '@dist-lint/workspace';
import { ruleKeys } from './config-keys.ts';
import { optionValue } from './rule-selection.ts';

const TYPES: readonly string[] = ['boolean', 'number', 'choice', 'strings'] satisfies OptionDeclaration['type'][];
/** As `defineRule` asks of all rules; a configuration need not have called it. */
const NAME = /^[a-z]+(-[a-z]+)*$/;

/** The rules whose names and options settings may speak of, whatever else is wrong with them. */
export function nameable(config: unknown): Rule[] {
  const given: readonly unknown[] = isRecord(config) && Array.isArray(config['ownRules']) ? config['ownRules'] : [];
  return given.filter((each): each is Rule & Record<string, unknown> => isRecord(each) && typeof each['name'] === 'string' && isRecord(each['options']));
}

/** One entry for each rule whose name cannot be its own. */
export function namesTaken(given: unknown, catalogue: readonly Rule[]): { index: number; what: string }[] {
  if (!Array.isArray(given)) return [];
  const names: unknown[] = given.map((each: unknown) => (isRecord(each) ? each['name'] : undefined));
  return names.flatMap((name, index) => {
    if (typeof name !== 'string' || name === '') return [];
    const first = names.indexOf(name);
    if (!NAME.test(name)) return [{ index, what: `is ${JSON.stringify(name.slice(0, 60))}, which is not kebab-case, such as 'late-mail'` }];
    if (catalogue.some((rule) => rule.name === name)) return [{ index, what: `is '${name}', which a rule of dist-lint bears` }];
    return first < index ? [{ index, what: `is '${name}', as ownRules[${first}] is named` }] : [];
  });
}

/** What is wrong with the declaration of an option; undefined when nothing is. */
export function declarationMistake(key: string, declared: unknown): string | undefined {
  if (Object.hasOwn(ruleKeys, key)) return 'bears the name of a setting that every rule has';
  if (!isRecord(declared)) return "is no declaration of an option, such as { type: 'boolean', default: false, description: '…' }";
  const { type, description, minimum, maximum, choices } = declared;
  if (typeof type !== 'string' || !TYPES.includes(type)) return `has no type that is known: ${TYPES.join(', ')}`;
  if (typeof description !== 'string' || description === '') return "lacks a 'description'";
  if (type === 'number' && (typeof minimum !== 'number' || (maximum !== undefined && typeof maximum !== 'number'))) return "lacks a 'minimum' that is a number";
  if (type === 'choice' && !(Array.isArray(choices) && choices.length > 0 && choices.every((each) => typeof each === 'string'))) return "lacks a list of 'choices'";
  try {
    optionValue({ name: '' } as Rule, key, declared as OptionDeclaration, declared['default']);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return 'has a default that it does not allow itself';
  }
  return undefined;
}
