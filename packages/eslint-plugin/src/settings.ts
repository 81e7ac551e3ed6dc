import { nearest, UserError } from '@dist-lint/model';

/** What `settings['dist-lint']` may say. */
export interface Settings {
  /**
   * `batch`: every file waits for its answer. `editor`: nobody is kept waiting, and what is not known in time
   * is not shown. Without it, the host is looked at.
   */
  wait?: 'batch' | 'editor';
  /** Use and fill the disk cache; default true. */
  cache?: boolean;
  /** Worker threads for reading and lowering. */
  threads?: number;
  /** Of the tree's state, see `indexSettings`: it keeps ESLint's own cache honest and means nothing else. */
  index?: string;
}

const WANTED: Record<keyof Settings, { is: (value: unknown) => boolean; words: string }> = {
  wait: { is: (value) => value === 'batch' || value === 'editor', words: "'batch' or 'editor'" },
  cache: { is: (value) => typeof value === 'boolean', words: 'true or false' },
  threads: { is: (value) => Number.isInteger(value) && (value as number) >= 1, words: 'a whole number of at least 1' },
  index: { is: (value) => typeof value === 'string', words: 'a string, as indexSettings() gives it' },
};

/** @throws UserError `invalid-setting`, `unknown-setting`; ESLint shows the message alone, so it says what to do, too. */
export function readSettings(all: Readonly<Record<string, unknown>>): Settings {
  const given = all['dist-lint'];
  if (given === undefined) return {};
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw wrong('invalid-setting', `settings['dist-lint'] is ${show(given)}, not an object.`, `Its keys are ${KEYS.join(', ')}.`);
  for (const [key, value] of Object.entries(given)) {
    if (!Object.hasOwn(WANTED, key)) {
      const close = nearest(key, KEYS);
      throw wrong('unknown-setting', `settings['dist-lint'] has no '${key}'.`, `${close ? `Did you mean '${close}'? ` : ''}Its keys are ${KEYS.join(', ')}.`);
    }
    const { is, words } = WANTED[key as keyof Settings];
    if (value !== undefined && !is(value)) throw wrong('invalid-setting', `settings['dist-lint'].${key} is ${show(value)}, not ${words}.`, 'Mend it in the ESLint configuration.');
  }
  return given;
}

const KEYS = Object.keys(WANTED);

function wrong(code: string, message: string, hint: string): UserError {
  return new UserError(code, `${message} ${hint}`, hint);
}

function show(value: unknown): string {
  return typeof value === 'function' ? 'a function' : JSON.stringify(value);
}
