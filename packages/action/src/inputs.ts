import { UserError } from '@dist-lint/model';

export type Environment = Readonly<Record<string, string | undefined>>;

/** An input of the action, which action.yml hands over as `INPUT_…`; empty where it is not given. */
export function input(env: Environment, name: string): string {
  return (env[`INPUT_${name.toUpperCase().replaceAll('-', '_')}`] ?? '').trim();
}

/**
 * An input that is `true` or `false`.
 *
 * @throws {UserError} `bad-input`
 */
export function isOn(env: Environment, name: string): boolean {
  const value = input(env, name);
  if (value === 'true') return true;
  if (value === 'false' || value === '') return false;
  throw new UserError('bad-input', `The input ${name} is neither true nor false.`, `Write ${name}: true.`);
}

/**
 * What a step before, or the runner, has to have said.
 *
 * @throws {UserError} `not-in-a-workflow`
 */
export function needed(env: Environment, name: string): string {
  const value = env[name] ?? '';
  if (value === '') throw new UserError('not-in-a-workflow', `${name} is not set.`, 'The scripts of this action are run by its action.yml, on a runner of GitHub Actions.');
  return value;
}

/**
 * The words of a line, as a shell would part them; nothing in them is replaced or run.
 *
 * @throws {UserError} `bad-input`
 */
export function words(text: string): string[] {
  const found: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (const character of text) {
    if (quote !== '') {
      if (character === quote) quote = '';
      else word = `${word ?? ''}${character}`;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character)) {
      if (word !== undefined) found.push(word);
      word = undefined;
    } else {
      word = `${word ?? ''}${character}`;
    }
  }
  if (quote !== '') throw new UserError('bad-input', `A quote in the input args is never closed: ${quote}`, 'Close it, or leave it out.');
  return word === undefined ? found : [...found, word];
}
