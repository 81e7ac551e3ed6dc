import { UserError } from '@dist-lint/model';

/**
 * Rule name → option → value, from arguments such as `retry-storm.maxAttempts=5`. A value is read as
 * a JSON scalar or a list of them; what is no JSON is a string. Whether a rule has the option is the engine's to say.
 *
 * @throws {UserError} `invalid-option`
 */
export function parseRuleOptions(given: readonly string[]): Record<string, Record<string, unknown>> {
  // Maps: a rule called `__proto__` is unknown, not magic.
  const rules = new Map<string, Map<string, unknown>>();
  for (const argument of given) {
    const { rule, option, value } = parse(argument);
    const options = rules.get(rule) ?? new Map<string, unknown>();
    rules.set(rule, options.set(option, value));
  }
  return Object.fromEntries([...rules].map(([rule, options]) => [rule, Object.fromEntries(options)]));
}

const SHAPE = 'Write --option RULE.OPTION=VALUE, such as --option retry-storm.maxAttempts=5.';

function parse(argument: string): { rule: string; option: string; value: unknown } {
  const [, rule, option, text] = /^([^.=]+)\.([^=]+)=(.*)$/s.exec(argument) ?? [];
  if (rule === undefined || option === undefined || text === undefined) throw new UserError('invalid-option', `'${argument}' is no rule option.`, SHAPE);
  const value = read(text);
  if (!isScalar(value) && !(Array.isArray(value) && value.every(isScalar))) {
    throw new UserError('invalid-option', `The value of '${rule}.${option}' is neither a JSON scalar nor a list of them: ${text}`, SHAPE);
  }
  return { rule, option, value };
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
