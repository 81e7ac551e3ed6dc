import { expect, it } from 'vitest';
import { programOf } from './marked-calls.test.setup.ts';
import { plainValue } from './plain-values.ts';

/** What is known of the argument of each `tell(…)`: the value, `nothing`, or `?`. */
function told(files: string | Record<string, string>, isExempt?: (path: string) => boolean): string[] {
  const program = programOf(files, {}, [], isExempt);
  return program.modules.all.flatMap((module) => module.facts.functions.flatMap((_, fn) =>
    program.calls(module, fn).flatMap(({ call }) => {
      const [arg] = call.args;
      if (call.callee.k !== 'global' || call.callee.name !== 'tell' || !arg) return [];
      const found = plainValue(program.link, { module, function: fn }, arg);
      return [!found ? '?' : found.isObject ? 'an object' : found.value === undefined ? 'nothing' : String(found.value)];
    })));
}

const payments = `export class Payments {
  private readonly limit: number;
  constructor(private readonly options: { attempts?: number; retry?: { max?: number } } = {}, delay?: number) { this.limit = options.attempts ?? 3; this.delay = delay ?? 100; }
  private readonly delay: number;
  pay() { tell(this.limit); tell(this.delay); tell(this.options.retry?.max ?? 5); }
}
`;

it.each<[what: string, files: string | Record<string, string>, expected: string[]]>([
  ['made nowhere in sight: the defaults', payments, ['3', '100', '5']],
  ['made with nothing: the defaults', `${payments}new Payments(); new Payments({});`, ['3', '100', '5']],
  ['made in one way', `${payments}new Payments({ attempts: 7, retry: { max: 2 } }, 50);`, ['7', '50', '2']],
  ['made in several ways: the most of what is known', `${payments}declare const given: number; new Payments({ attempts: 2 }, 900); new Payments({ attempts: 6 }); new Payments({ attempts: given });`, ['6', '900', '5']],
  ['made only with what nobody can tell', `${payments}declare const given: { attempts: number }; declare const ms: number; new Payments(given, ms);`, ['?', '?', '?']],
  ['made by a subclass, through super', `${payments}class Patient extends Payments { constructor(attempts = 9) { super({ attempts }, 10 * attempts); } } new Patient();`, ['9', '90', '5']],
  ['made by a subclass without a constructor, in another file', { 'a.ts': payments, 'b.ts': `import { Payments } from './a.js'; class Patient extends Payments {} export const patient = new Patient({ attempts: 8 });` }, ['8', '100', '5']],
  ['options of a type of another file', {
    'a.ts': `import type { Options } from './options.js'; export class Mail { private readonly tries: number; constructor(options: Options) { this.tries = options.tries ?? 4; } send() { tell(this.tries); } }`,
    'options.ts': `export interface Base { tries?: number } export interface Options extends Base { url: string }`,
  }, ['4']],
  ['options that have to be given are not known', `export class Mail { private readonly tries: number; constructor(options: { tries: number }) { this.tries = options.tries; } send() { tell(this.tries); } }`, ['?']],
  ['options taken apart with defaults', `export class Mail { private readonly tries: number; constructor({ tries = 4, delay: { first = 20 } = {} }: { tries?: number; delay?: { first?: number } } = {}) { this.tries = tries + first; } send() { tell(this.tries); } }`, ['24']],
  ['what is filled in where nothing was given', `export class Mail {
    constructor(private readonly config: { tries?: number; delay?: number; last?: number }) { this.config.tries ??= 3; this.config.delay ||= 30_000; this.config.last = 7; }
    send() { tell(this.config.tries); tell(this.config.delay); tell(this.config.last); }
  }
  new Mail({ delay: 5 });`, ['3', '5', '7']],
  ['an initialiser that a constructor replaces, on a condition or not', `export class Mail {
    private tries = 3; private delay = 100; private other = 1;
    constructor(options: { tries?: number; delay?: number } = {}) { if (options.tries !== undefined) this.tries = options.tries; this.delay = options.delay ?? 50; if (Math.random() > 0.5) this.other = 2; }
    send() { tell(this.tries); tell(this.delay); tell(this.other); }
  }
  new Mail({ tries: 6 });`, ['6', '50', '?']],
  ['one that a method sets, or a subclass, cannot be told', `export class Mail {
    protected tries = 3; private delay = 100; private config = { most: 5 };
    slow() { this.delay = 200; this.config.most = 9; }
    send() { tell(this.tries); tell(this.delay); tell(this.config.most); }
  }
  export class Eager extends Mail { protected override tries = 9; }`, ['?', '?', '?']],
  ['a field of what it extends', `class Base { protected readonly tries = 4; constructor(protected readonly delay = 20) {} } export class Mail extends Base { send() { tell(this.tries); tell(this.delay); } }`, ['4', '20']],
  ['statics, their own and inherited, and those that are set', {
    'a.ts': `import { Limits } from './limits.js'; class Own { static readonly MOST = 3; static DELAYS = [10, 20]; static other = 1; static twice() { tell(this.MOST * 2); } }
      class Below extends Own {} Own.other = 2;
      tell(Own.MOST); tell(Below.MOST); tell(Own.DELAYS[1]); tell(Own.other); tell(Limits.mail.tries);`,
    'limits.ts': `export class Limits { static readonly mail = { tries: 6 }; }`,
  }, ['3', '3', '20', '?', '6', '6']],
  ['getters', `export class Mail { constructor(private readonly tries = 3) {} private get most() { return this.tries + 1; } send() { tell(this.most); } }`, ['4']],
  ['functions kept in fields, and given in options', `export class Mail {
    constructor(private readonly config = { first: 20, delayOf: (attempt: number) => 10 * 2 ** attempt }, private readonly most: (n: number) => number = (n) => n + 1) {}
    send() { tell(this.config.delayOf(3)); tell(this.most(4)); }
  }`, ['80', '5']],
  ['circles end', `export class Mail { private a = this.b; private b = this.a; constructor() { new Mail(); } send() { tell(this.a); } }`, ['?']],
])('%s', (_, files, expected) => {
  expect(told(files)).toEqual(expected);
});

it('leaves out what tests make', () => {
  const files = { 'src/payments.ts': payments, 'test/payments.ts': `import { Payments } from '../src/payments.js'; new Payments({ attempts: 50 });` };
  expect(told(files, (path) => path.startsWith('test/'))).toEqual(['3', '100', '5']);
});
