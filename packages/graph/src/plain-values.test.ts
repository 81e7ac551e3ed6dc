import { expect, it } from 'vitest';
import { programOf } from './marked-calls.test.setup.ts';
import { plainValue, type PlainValue, type Scope } from './plain-values.ts';
import { locate } from './program.ts';

/** What is known of the argument of each `tell(…)`, in order: the value, `nothing`, or `?`. */
function told(files: string | Record<string, string>): string[] {
  const program = programOf(files);
  return program.modules.all.flatMap((module) => module.facts.functions.flatMap((_, fn) =>
    program.calls(module, fn).flatMap(({ call }) => {
      const [arg] = call.args;
      if (call.callee.k !== 'global' || call.callee.name !== 'tell' || !arg) return [];
      const scope: Scope = { module, function: fn };
      return [shown(plainValue(program.link, scope, arg))];
    })));
}

function shown(found: PlainValue | undefined): string {
  if (!found) return '?';
  const value = found.isObject ? 'an object' : found.value === undefined ? 'nothing' : String(found.value);
  return [value, found.env && `or ${found.env}`, found.random && 'by chance'].filter(Boolean).join(' ');
}

it.each<[what: string, text: string | Record<string, string>, expected: string[]]>([
  ['literals and arithmetic', `
    tell(3); tell(-3); tell(2 * 3 + 4); tell(10 / 4); tell(2 ** 10); tell(1 << 4); tell(7 % 4); tell(60_000); tell(1e9);
    tell('three'); tell(true); tell(!true); tell(null); tell(undefined); tell(3 > 2 && 2 >= 2); tell(Infinity); tell(Number.POSITIVE_INFINITY);`,
  ['3', '-3', '10', '2.5', '1024', '16', '3', '60000', '1000000000', 'three', 'true', 'false', 'null', 'nothing', 'true', 'Infinity', 'Infinity']],
  ['what has no plain value', `
    declare const settings: { attempts: number };
    tell(settings); tell(settings.attempts); tell(read()); tell([3]); tell({ attempts: 3 }); tell(() => 3); tell(await load());
    declare function read(): number; declare function load(): Promise<number>;`,
  ['?', '?', '?', '?', 'an object', '?', '?']],
  ['a parameter that is filled in by an object of its own name', `
    const usual = { delay: 1000, tries: 5 };
    class Client {
      delay: number; tries: number; limit: number;
      constructor(options: { delay?: number; tries?: number; limit?: number }) {
        options = { ...usual, ...options };
        this.delay = options.delay || 0; this.tries = options.tries ?? 1; this.limit = options.limit || 0;
      }
      start() { tell(this.delay); tell(this.tries); tell(this.limit); }
    }
    new Client({ tries: 3 }).start();
    function send(options: { delay?: number }) { tell(options.delay); }
    send({});`,
  ['nothing', '1000', '3', '0']],
  ['a number or nothing behind what cannot be told', `
    declare const settings: { delay?: number };
    class Client { delay = settings.delay || 0; other = settings.delay ?? 0; start() { tell(this.delay); tell(this.other); } }
    new Client().start();`,
  ['?', '?']],
  ['constants, also of other files and through barrels', {
    'main.ts': `import { RETRIES, limits } from './config/index.js';
      const attempts = RETRIES + 1;
      tell(attempts); tell(limits.mail.attempts); tell(limits.mail.delay); tell(limits['mail'].attempts);`,
    'config/index.ts': `export * from './limits.js';`,
    'config/limits.ts': `export const RETRIES = 4; export const limits = { mail: { attempts: 5 } } as const;`,
  }, ['5', '5', 'nothing', '5']],
  ['an exported constant from the environment', {
    'main.ts': `import { attempts } from './config.js'; tell(attempts);`,
    'config.ts': `export const attempts = Number(process.env.ATTEMPTS ?? 4);`,
  }, ['4 or ATTEMPTS']],
  ['members of enumerations', {
    'main.ts': `import { Attempts } from './attempts.js'; enum Wait { Short = 10, Long = 1000 } tell(Wait.Long); tell(Attempts.Mail);`,
    'attempts.ts': `export enum Attempts { Mail = 3, Billing }`,
  }, ['1000', '3']],
  ['variables that are assigned more than once cannot be told', `
    let attempts = 3; if (Math.random() > 0.5) attempts = 4; tell(attempts);
    let tries = 0; tries += 1; tell(tries); let left = 3; tell(left--);`, ['?', '?', '?']],
  ['environment variables and what holds without them', `
    tell(process.env.ATTEMPTS); tell(process.env['ATTEMPTS']); tell(Number(process.env.ATTEMPTS ?? 3)); tell(Number(process.env.ATTEMPTS) || 4);
    tell(parseInt(process.env.ATTEMPTS ?? '5', 10)); tell(process.env.ATTEMPTS ? Number(process.env.ATTEMPTS) : 6); tell(+(process.env.ATTEMPTS ?? 7));
    tell(Number(process.env.ATTEMPTS));
    const { ATTEMPTS = '8' } = process.env; tell(Number(ATTEMPTS));`,
  ['nothing or ATTEMPTS', 'nothing or ATTEMPTS', '3 or ATTEMPTS', '4 or ATTEMPTS', '5 or ATTEMPTS', '6', '7 or ATTEMPTS', 'nothing or ATTEMPTS', '8 or ATTEMPTS']],
  ['options merged by spreads: the last one wins', `
    const usual = { attempts: 3, delay: 100 };
    const patient = { ...usual, delay: 1000 };
    const merged = Object.assign({}, usual, { attempts: 7 });
    const frozen = Object.freeze({ attempts: 9 });
    tell(patient.attempts); tell(patient.delay); tell({ attempts: 1, ...usual }.attempts); tell({ ...usual, attempts: 2 }.attempts);
    tell(merged.attempts); tell(merged.delay); tell(frozen.attempts);`,
  ['3', '1000', '3', '2', '7', '100', '9']],
  ['a spread of what is unknown hides what stands before it, and nothing after it', `
    declare const given: { attempts?: number };
    tell({ attempts: 3, ...given }.attempts); tell({ ...given, attempts: 3 }.attempts); tell({ ...given }.attempts);
    tell({ attempts: 3, ...made() }.attempts); declare function made(): object;
    const key = String(given); tell({ attempts: 3, [key]: 4 }.attempts);`,
  ['?', '3', '?', '?', '?']],
  ['options that hold on a condition', `
    declare const isSlow: boolean;
    tell({ attempts: 3, ...(isSlow ? { attempts: 3 } : {}) }.attempts); tell(isSlow ? 4 : 5); tell(isSlow ? 4 : 4); tell(true ? 6 : 7);`,
  ['?', '?', '4', '6']],
  ['what stands in when nothing is given', `
    const options: { attempts?: number; delay?: number } = { delay: 0 };
    const { attempts = 3, delay = 100 } = options;
    tell(attempts); tell(delay); tell(options.attempts ?? 4); tell(options.delay ?? 5); tell(options.delay || 6);`,
  ['3', '0', '4', '0', '6']],
  ['defaults of parameters hold while nobody is known to give more', `
    export function withRetry(work: () => Promise<void>, { attempts = 3, delay }: { attempts?: number; delay?: number } = {}, limit = 5, most: number, least?: number) {
      tell(attempts); tell(delay); tell(limit); tell(most); tell(least); tell(least ?? 6);
    }`,
  ['3', 'nothing', '5', '?', 'nothing', '6']],
  ['functions that compute it', {
    'main.ts': `import { minutes, backoff } from './time.js'; tell(minutes(2)); tell(backoff(3)); tell(backoff(20));`,
    'time.ts': `export const minutes = (count: number) => count * 60_000;
      export function backoff(attempt: number, base = 100): number { const grown = base * 2 ** attempt; return Math.min(grown, 10_000); }`,
  }, ['120000', '800', '10000']],
  ['functions with several ends: the one that is taken, or what all of them come to', `
    declare const isSlow: boolean;
    function attempts(slow: boolean) { if (slow) return 3; return 5; } tell(attempts(true)); tell(attempts(false)); tell(attempts(isSlow));
    function delay(n: number) { let ms = 100; if (n > 3) { ms = 5000; } else if (n > 1) ms *= n; return ms; } tell(delay(1)); tell(delay(2)); tell(delay(9));
    function checked(n: number) { if (isSlow) throw new Error('slow'); switch (n) { case 1: return 10; case 2: case 3: return 20; default: return 30; } } tell(checked(1)); tell(checked(2)); tell(checked(7));
    function looped(n: number) { let ms = 1; for (let i = 0; i < n; i++) ms *= 2; return ms; } tell(looped(3));
    function nothing(n: number) { if (n > 1) return 5; } tell(nothing(1));`, ['3', '5', '?', '100', '200', '5000', '10', '20', '30', '?', 'nothing']],
  ['Math, and chance as one half', `
    tell(Math.max(1, 2, 3)); tell(Math.floor(2.7)); tell(Math.pow(2, 3)); tell(Math.random() * 100); tell(Math.min(50, Math.random() * 1000)); tell(Math.fround(2)); tell(Math.exp(0)); tell(Math.min(1, ...[2]));`,
  ['3', '2', '8', '50 by chance', '50 by chance', '?', '1', '?']],
  ['items of a list', `
    const DELAYS = [100, 500, 2500] as const; const more = [...DELAYS, 5000];
    tell(DELAYS[1]); tell(DELAYS[7]); tell(more[0]);`, ['500', 'nothing', '?']],
  ['fields as initialisers and constructors leave them; where nobody makes one in sight, what holds when nothing is given', `
    export class Payments {
      private readonly attempts = 4; private delay = 100; private readonly most;
      constructor(private readonly options: { attempts?: number } = { attempts: 6 }, limit = 7) { this.most = limit; }
      grow() { this.delay = this.delay * 2; }
      pay() { tell(this.attempts); tell(this.delay); tell(this.most); tell(this.options.attempts); }
    }`, ['4', '?', '7', '6']],
  ['circles end', `
    const a: number = b + 1; const b: number = a + 1; tell(a);
    function up(n: number): number { return down(n) + 1; } function down(n: number): number { return up(n) - 1; } tell(up(1));
    const options = { ...options }; tell(options.attempts);`, ['?', '?', '?']],
  ['numbers that are none', `tell(Number('three')); tell(parseInt('12 times', 10)); tell(0 / 0);`, ['?', '?', 'NaN']],
  ['how many a list holds, unless it is there to be filled, or grows', `
    const waits = [1, 2]; const found: number[] = []; const grows = [1]; grows.push(2);
    tell(waits.length); tell(found.length); tell(grows.length); tell(grows[0]); tell(waits[1]);`, ['2', '?', '?', '?', '2']],
])('%s', (_, files, expected) => {
  expect(told(files)).toEqual(expected);
});

it('says where a number is written: at the option, or at the constant', () => {
  const program = programOf('const ATTEMPTS = 1 + 2;\nconst options = {\n  attempts: ATTEMPTS,\n  delay: 100,\n};\ntell(options.attempts);\ntell(options.delay);\ntell(3);');
  const [main] = program.modules.all;
  if (!main) throw new Error('no module');
  const lines = program.calls(main, 0).map(({ call }) => {
    const place = call.args[0] && plainValue(program.link, { module: main, function: 0 }, call.args[0])?.place;
    return place && locate(place.module, place).line;
  });
  expect(lines).toEqual([1, 4, undefined]);
});

it('goes by what variables hold at the moment before it goes by what they are declared with', () => {
  const program = programOf('export function pay(limit = 3) { const attempts = limit; tell(attempts + limit); }');
  const [main] = program.modules.all;
  const fn = main?.facts.functions.findIndex(({ name }) => name === 'pay') ?? -1;
  const call = main && program.calls(main, fn)[0]?.call;
  const limit = main?.facts.variables.findIndex(({ name }) => name === 'limit') ?? -1;
  const arg = call?.args[0];
  if (!main || !arg) throw new Error('no call');
  const valueWith = (held: PlainValue | null): string => shown(plainValue(program.link, { module: main, function: fn, locals: new Map([[limit, held]]) }, arg));
  expect([valueWith({ value: 5 }), valueWith(null)]).toEqual(['10', '?']);
});

it('gives up on functions that call one another in more ways than anyone can walk', () => {
  const names = Array.from({ length: 8 }, (_, index) => `walk${index}`);
  const walks = names.map((name) => `function ${name}(node: Node): number { if (node.isLeaf) return ${names.map((each) => `${each}(node.left)`).join(' + ')}; return ${names.map((each) => `${each}(node.right)`).join(' - ')}; }`);
  expect(told(`${walks.join('\n')}\ntell(walk0(root())); tell(3);`)).toEqual(['?', '3']);
});
