import { expect, it } from 'vitest';
import { programOf } from './marked-calls.test.setup.ts';
import { MOST_CHAINS, retryChains, type RetryChain } from './retry-chains.ts';

/** The chains of the function `pay`, in a line each: `withRetry ×3 > loop in send ×2 > network`, `(kept)` when the failure stays. */
function chains(files: string | Record<string, string>, name = 'pay'): string[] {
  const program = programOf(files);
  for (const module of program.modules.all) {
    const fn = module.facts.functions.findIndex((fact) => !fact.bodiless && (fact.name === name || fact.name.endsWith(`.${name}`)));
    if (fn >= 0) return retryChains(program, module.functionBase + fn).map(shown);
  }
  throw new Error(`no function ${name}`);
}

function shown({ layers, end, escapes }: RetryChain): string {
  const names = layers.map((layer) => `${layer.name} ×${layer.attempts === 'unbounded' ? '∞' : layer.attempts === 'unknown' ? '?' : layer.attempts}`);
  return `${[...names, end.kind].join(' > ')}${escapes ? '' : ' (kept)'}`;
}

const withRetry = `export async function withRetry<T>(work: () => Promise<T>, attempts = 3): Promise<T> {
  for (let attempt = 1; ; attempt++) { try { return await work(); } catch (error) { if (attempt >= attempts) throw error; } }
}
`;
const send = `async function send(text: string) {
  for (let attempt = 0; attempt < 2; attempt++) { try { return await fetch('https://mail.shop.example', { method: 'POST', body: text }); } catch {} }
  throw new Error('not sent');
}
`;

it.each<[what: string, files: string | Record<string, string>, expected: string[]]>([
  ['nothing is attempted', 'export const pay = (prices: number[]) => prices.reduce((sum, each) => sum + each, 0);', []],
  ['no layer', `export async function pay() { await fetch('https://a.example'); }`, ['network']],
  ['a loop around a loop of another function', `${send}export async function pay(text: string) {
    for (let attempt = 0; attempt < 4; attempt++) { try { return await send(text); } catch {} }
    throw new Error('not paid');
  }`, ['loop in pay ×4 > loop in send ×2 > network']],
  ['a helper with a default, and with a number', `${withRetry}${send}export async function pay(text: string) { await withRetry(() => send(text)); }
  export async function payTwice(text: string) { await withRetry(() => send(text), 2); }`, ['withRetry ×3 > loop in send ×2 > network']],
  ['a helper that is handed a function by name', `${withRetry}${send}const work = () => send('1');
  export const pay = () => withRetry(work, 5);`, ['withRetry ×5 > loop in send ×2 > network']],
  ['a helper that is handed on by another helper', `${withRetry}${send}const patiently = <T>(work: () => Promise<T>) => withRetry(work, 6);
  export const pay = () => patiently(() => send('1'));`, ['withRetry ×6 > loop in send ×2 > network']],
  ['a helper that a function makes', `${send}const make = (retries: number) => async <T>(work: () => Promise<T>): Promise<T> => {
    for (let attempt = 0; ; attempt++) { try { return await work(); } catch (error) { if (attempt === retries) throw error; } }
  };
  const retry = make(3);
  export const pay = () => retry(() => send('1'));`, ['make.<returned> ×4 > loop in send ×2 > network']],
  ['promises in a list, whose failures are kept where they are awaited', `${withRetry}${send}async function all(texts: string[]) {
    const sent = [];
    for (const text of texts) sent.push(withRetry(() => send(text), 3));
    try { await Promise.all(sent); } catch (error) { console.error(error); }
  }
  export async function pay() { await withRetry(() => all(['1']), 4); }`, []],
  ['promises in a list, whose failures come out where they are awaited', `${withRetry}${send}async function all(texts: string[]) {
    const sent = [];
    try { for (const text of texts) sent.push(withRetry(() => send(text), 3)); } catch (error) { console.error(error); }
    await Promise.all(sent);
  }
  export async function pay() { await withRetry(() => all(['1']), 4); }`, ['withRetry ×4 > withRetry ×3 > loop in send ×2 > network']],
  ['a promise in a constant that is awaited in a try, and one that is given back as well', `${withRetry}${send}async function kept() {
    const sent = send('1');
    try { await sent; } catch (error) { console.error(error); }
  }
  async function given() {
    const sent = send('1');
    try { await sent; } catch (error) { console.error(error); }
    return sent;
  }
  export async function pay() { await withRetry(() => kept(), 4); await withRetry(() => given(), 5); }`, ['withRetry ×5 > loop in send ×2 > network']],
  ['over files, a barrel, and a class', {
    'src/pay.ts': `import { Mail, withRetry } from './parts/index.js'; const mail = new Mail(); export const pay = () => withRetry(() => mail.send('1'), 4);`,
    'src/parts/index.ts': `export * from './with-retry.js'; export { Mail } from './mail.js';`,
    'src/parts/with-retry.ts': withRetry,
    'src/parts/mail.ts': `export class Mail { private readonly tries = 2; async send(text: string) {
      for (let each = 0; each < this.tries; each++) { try { return await fetch('https://mail.shop.example', { body: text, method: 'POST' }); } catch {} } throw new Error('not sent');
    } }`,
  }, ['withRetry ×4 > loop in Mail.send ×2 > network']],
  ['a template method of a base class', `export abstract class Task {
    protected abstract work(): Promise<void>;
    async pay() { for (let i = 0; i < 3; i++) { try { return await this.work(); } catch {} } throw new Error('gave up'); }
  }
  export class Charge extends Task { protected async work() { await fetch('https://a.example'); } }`, ['loop in Task.pay ×3 > network']],
  ['recursion with a count', `${send}export async function pay(left = 4): Promise<unknown> {
    try { return await send('1'); } catch (error) { if (left === 0) throw error; return pay(left - 1); }
  }`, ['pay calling itself ×5 > loop in send ×2 > network']],
  ['a number that cannot be told', `${withRetry}export const pay = (attempts: number) => withRetry(() => fetch('https://a.example'), attempts);`, ['withRetry ×? > network']],
  ['no end', `export async function pay() { while (true) { try { return await fetch('https://a.example'); } catch {} } }`, ['loop in pay ×∞ > network']],
  ['the inner failure is kept, so the outer sees none', `${withRetry}async function tried() { try { await fetch('https://a.example'); } catch (error) { console.error(error); } }
  export const pay = () => withRetry(tried);`, []],
  ['a failure that stays', `${send}export async function pay() { try { await send('1'); } catch (error) { console.error(error); } }`, ['loop in send ×2 > network (kept)']],
  ['a promise that nobody awaits', `${send}export async function pay() { void send('1'); }`, ['loop in send ×2 > network (kept)']],
  ['a rejection handler that keeps it', `${send}export const pay = () => send('1').catch((error) => { console.error(error); });`, ['loop in send ×2 > network (kept)']],
  ['items are no layer', `${send}export async function pay(texts: string[]) { for (const text of texts) { try { await send(text); } catch (error) { console.error(error); } } }`, ['loop in send ×2 > network (kept)']],
  ['layers of one thing that is reached in two ways are each counted once', `${send}export async function pay(isFast: boolean) { if (isFast) await send('fast'); else await send('slow'); }`, ['loop in send ×2 > network']],
  ['what is attempted most comes first', `${withRetry}export async function pay() {
    await fetch('https://a.example/stock');
    await withRetry(() => fetch('https://a.example/charges', { method: 'POST' }));
    await withRetry(() => fetch('https://a.example/mails', { method: 'PUT' }), 9);
  }`, ['withRetry ×9 > network', 'withRetry ×3 > network', 'network']],
  ['a function that calls itself through another', `export async function pay(order: string): Promise<void> { await fetch('https://a.example/' + order); await next(order); }
  async function next(order: string): Promise<void> { if (order) await pay(order.slice(1)); }`, ['network']],
])('%s', (_, files, expected) => {
  expect(chains(files)).toEqual(expected);
});

it('keeps the chains with the most attempts of a function that reaches many things', () => {
  const requests = Array.from({ length: 3 * MOST_CHAINS }, (_, index) => `await fetch('https://shop.example/${index}');`).join('\n');
  const found = chains(`${withRetry}export async function pay() { ${requests} await withRetry(() => fetch('https://shop.example/charges', { method: 'POST' }), 7); }`);
  expect(found).toHaveLength(MOST_CHAINS);
  expect(found[0]).toBe('withRetry ×7 > network');
});

it('does not count ways: 12 layers of 10 calls each are 10¹² of them', () => {
  const layers = Array.from({ length: 12 }, (_, layer) => Array.from({ length: 10 }, (__, index) => {
    const calls = Array.from({ length: 10 }, (___, next) => (layer === 11 ? `await fetch('https://shop.example/${next}', { method: 'POST' });` : `await step${layer + 1}x${next}(order);`));
    return `async function step${layer}x${index}(order: string): Promise<void> {\n${calls.join('\n')}\n}`;
  }).join('\n')).join('\n');
  const text = `${withRetry}${layers}\nexport const pay = (order: string) => withRetry(() => step0x0(order), 4);`;
  const program = programOf(text);
  const [main] = program.modules.all;
  const fn = main?.facts.functions.findIndex(({ name }) => name === 'pay') ?? -1;
  const number = (main?.functionBase ?? 0) + fn;
  program.summary(number);
  const begun = performance.now();
  const found = retryChains(program, number);
  expect(performance.now() - begun).toBeLessThan(2000);
  expect(found.slice(0, 1).map(shown)).toEqual(['withRetry ×4 > network']);
});

it('ends in circles of functions that retry one another', () => {
  const text = Array.from({ length: 20 }, (_, index) => `export async function step${index}(order: string): Promise<unknown> {
    for (let attempt = 0; attempt < 2; attempt++) { try { return await step${(index + 1) % 20}(order); } catch {} }
    return fetch('https://shop.example/${index}');
  }`).join('\n');
  const found = chains(text, 'step0');
  expect(found).toContain('loop in step0 ×2 > network (kept)');
  expect(found.every((each) => each.split(' > ').length <= 9)).toBe(true);
});
