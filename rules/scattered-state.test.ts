import { check, checkFixtures } from '@dist-lint/testing';
import { expect, test } from 'vitest';

const rule = 'scattered-state';

test('finds what its fixtures mark', () => checkFixtures(rule));

const client = `import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\n`;
const write = (data: string, mark = '', where = 'id') => `${client}export async function change(id: string, price: number) { await prisma.order.updateMany({ where: { ${where} }, data: { ${data} } });${mark}\n}`;
const begin = (data: string) => `${client}export const add = () => prisma.order.create({ data: { ${data} } });`;
const after = (refused: string, mark: string) => `${client}export async function change(id: string, event: { kind: string }) {
  const order = await prisma.order.findUnique({ where: { id } });
  if (${refused}) return;
  await prisma.order.update({ where: { id }, data: { status: 'paid' } });${mark}
}`;
const carts = `import mongoose from 'mongoose';\nexport const Carts = mongoose.model('Cart', new mongoose.Schema({ label: String }));`;
const saved = (made: string) => `import { Carts } from '../cart';\nexport async function save(id: string, label: string) { ${made} await cart.save(); }`;
const locked = `${client}export async function change(id: string, price: number) { await prisma.$transaction(async (tx) => {
  await tx.$queryRaw\`SELECT * FROM "order" WHERE id = \${id} FOR UPDATE\`;
  await tx.order.update({ where: { id }, data: { price } });
}); }`;
const finds = ' // finds: scattered-state';

test.each<[what: string, files: Record<string, string>, severities: string[]]>([
  ['two parts set different states, whatever is there', { 'src/a/x.ts': write(`status: 'open'`), 'src/a/y.ts': write(`status: 'shut'`), 'src/b/x.ts': write(`status: 'paid'`, finds) }, ['info']],
  ['three parts do', { 'src/a/x.ts': write(`status: 'open'`), 'src/a/y.ts': write(`status: 'shut'`), 'src/b/x.ts': write(`status: 'paid'`, finds), 'src/c/x.ts': write(`status: 'sent'`, finds) }, ['error', 'error']],
  ['two parts, each under a condition', { 'src/a/x.ts': write(`status: 'open'`, finds, `id, status: 'new'`), 'src/b/x.ts': write(`status: 'paid'`, finds, `id, status: 'open'`) }, ['info', 'info']],
  ['the kind of a row is changed, too, and so tells nothing apart', { 'src/a/x.ts': write(`status: 'open', kind: 'offer'`, finds, `id, kind: 'invoice'`), 'src/b/x.ts': write(`status: 'paid'`, finds, `id, kind: 'offer'`) }, ['info', 'info']],
  ['of three parts one has rows of its own', { 'src/a/x.ts': write(`status: 'open'`, finds, `id, kind: 'invoice'`), 'src/b/x.ts': write(`status: 'paid'`, finds, `id, kind: 'invoice'`), 'src/c/x.ts': write(`status: 'sent'`, '', `id, kind: 'offer'`) }, ['info', 'info']],
  ['three parts set the same word', { 'src/a/x.ts': begin(`status: 'new'`), 'src/a/y.ts': write(`status: 'open'`), 'src/a/z.ts': write(`status: 'open'`), 'src/b/x.ts': write(`status: 'open'`, finds), 'src/c/x.ts': write(`status: 'open'`, finds) }, ['info', 'info']],
  ['the others set nothing but what rows begin with', { 'src/a/x.ts': begin(`status: 'new'`), 'src/a/y.ts': write(`status: 'new'`), 'src/b/x.ts': write(`status: 'sent'`, finds), 'src/c/x.ts': write(`status: 'sent'`, finds) }, ['info', 'info']],
  ['only a seed begins with it', { 'src/seeds/x.ts': begin(`status: 'open'`), 'src/a/y.ts': write(`status: 'open'`, finds), 'src/b/x.ts': write(`status: 'sent'`, finds), 'src/c/x.ts': write(`status: 'sent'`, finds) }, ['error', 'error', 'error']],
  ['what rows begin with is set again, whatever is there', { 'src/a/x.ts': begin(`status: 'new'`), 'src/a/y.ts': write(`status: 'sent'`), 'src/b/x.ts': write(`status: 'new'`, finds), 'src/c/x.ts': write(`status: 'sent'`, finds) }, ['error', 'info']],
  ['one hits rows of one kind alone', { 'src/a/x.ts': write(`status: 'open'`), 'src/a/y.ts': write(`status: 'shut'`), 'src/b/x.ts': write(`status: 'paid'`, finds, `id, kind: 'offer'`), 'src/c/x.ts': write(`status: 'sent'`, finds) }, ['info', 'error']],
  ['all hit rows of one kind', { 'src/a/x.ts': write(`status: 'open'`, '', `id, kind: 'offer'`), 'src/a/y.ts': write(`status: 'shut'`, '', `id, kind: 'offer'`), 'src/b/x.ts': write(`status: 'paid'`, finds, `id, kind: 'offer'`), 'src/c/x.ts': write(`status: 'sent'`, finds, `id, kind: { in: ['offer', 'draft'] }`) }, ['error', 'error']],
  ['a flag and a missing value tell no kinds apart', { 'src/a/x.ts': write(`status: 'open'`), 'src/a/y.ts': write(`status: 'shut'`), 'src/b/x.ts': write(`status: 'paid'`, finds, `id, deletedAt: null, active: true`), 'src/c/x.ts': write(`status: 'sent'`, finds) }, ['error', 'error']],
  ['a test of the row tells its kind', { 'src/a/x.ts': write(`status: 'open'`), 'src/a/y.ts': write(`status: 'shut'`), 'src/b/x.ts': after(`order.kind !== 'offer'`, finds), 'src/c/x.ts': write(`status: 'sent'`, finds) }, ['info', 'error']],
  ['a test of what was handed in tells no kind of the row', { 'src/a/x.ts': write(`status: 'open'`), 'src/a/y.ts': write(`status: 'shut'`), 'src/b/x.ts': after(`event.kind !== 'offer'`, finds), 'src/c/x.ts': write(`status: 'sent'`, finds) }, ['error', 'error']],
  ['of three parts one waits for the row', { 'src/a/x.ts': write('price', finds), 'src/b/x.ts': write('price', finds), 'src/c/x.ts': locked }, ['info', 'info']],
  ['one call writes two columns', { 'src/a/x.ts': write('price, weight: price', finds), 'src/b/x.ts': write('price, weight: price', finds), 'src/c/x.ts': write('price, weight: price', finds) }, ['info', 'info', 'info']],
  ['three parts change a column that is no state', { 'src/a/x.ts': write('price', finds), 'src/b/x.ts': write('price', finds), 'src/c/x.ts': write('price', finds) }, ['info', 'info', 'info']],
])('%s', async (_, files, severities) => {
  const { findings } = await check({ rule, files });
  expect(findings.map(({ severity }) => severity)).toEqual(severities);
});

test.each<[what: string, files: Record<string, string>]>([
  ['two parts change a column that is no state', { 'src/a/x.ts': write('price'), 'src/b/x.ts': write('price') }],
  ['one part changes the state in several files', { 'src/a/x.ts': write(`status: 'open'`), 'src/a/y.ts': write(`status: 'paid'`), 'src/b/z.ts': 'export const z = 1;' }],
  ['another part only creates', { 'src/a/x.ts': write(`status: 'open'`), 'src/b/x.ts': `${client}export const add = () => prisma.order.create({ data: { status: 'new' } });` }],
  ['others create by saving what they make', { 'src/a/x.ts': saved(`const cart = (await Carts.findById(id))!; cart.label = label;`), 'src/b/x.ts': saved('const cart = new Carts({ label });'), 'src/c/x.ts': saved('const cart = new Carts({ label });'), 'src/cart.ts': carts }],
  ['another part only deletes', { 'src/a/x.ts': write(`status: 'open'`), 'src/b/x.ts': `${client}export const drop = () => prisma.order.delete({ where: { id: '1' } });` }],
  ['a script sets it by hand', { 'src/a/x.ts': write(`status: 'open'`), 'src/b/y.ts': 'export const y = 1;', 'scripts/mend.ts': write(`status: 'paid'`) }],
  ['each part has rows of another kind', { 'src/a/x.ts': write(`status: 'open'`, '', `id, kind: 'invoice'`), 'src/b/x.ts': write(`status: 'paid'`, '', `id, kind: { in: ['offer', 'draft'] }`) }],
  ['each is a program of its own', {
    'src/seed.ts': 'export const seed = { value: 0 };\nexport let mode = 0;',
    'src/a/main.ts': `export const handler = async (event: { seed: string }) => { process.env.SEED = event.seed; };`,
    'src/b/main.ts': `export const handler = async (event: { seed: string }) => { process.env.SEED = event.seed; };`,
  }],
  ['two parts of one program set the same', {
    'src/main.ts': `import { a } from './a/mode';\nimport { b } from './b/mode';\nexport const handler = () => { a(); b(); };`,
    'src/a/mode.ts': `export const a = () => { process.env.MODE = 'fast'; };`,
    'src/b/mode.ts': `export const b = () => { process.env.MODE = 'fast'; };`,
  }],
  ['one of two gives it the first value, before the other runs', {
    'src/state.ts': `export const state = { targets: [] as string[] };`,
    'src/start/main.ts': `import { state } from '../state';\nimport { renew } from '../renew/renew';\nasync function start(ask: () => Promise<string[]>) { state.targets = await ask(); }\nvoid start(async () => []);\nprocess.on('SIGHUP', () => renew(['a']));`,
    'src/renew/renew.ts': `import { state } from '../state';\nexport const renew = (targets: string[]) => { state.targets = targets; };`,
  }],
  ['subclasses fill what they inherit, whenever that is', {
    'src/env.ts': `export abstract class Env { protected values: object | undefined; abstract load(): void; }`,
    'src/a/env.ts': `import { Env } from '../env';\nexport class A extends Env { load() { this.values = { a: 1 }; } }\nexport const a = new A();`,
    'src/b/env.ts': `import { Env } from '../env';\nexport class B extends Env { load() { this.values = { b: 1 }; } }\nexport const b = new B();`,
    'src/main.ts': `import { a } from './a/env';\nimport { b } from './b/env';\nexport const handler = () => { a.load(); b.load(); };`,
  }],
  ['subclasses give fields of their base the first value', {
    'src/field.ts': `export class Field { required = false; hint = ''; constructor(readonly name: string) {} }`,
    ...Object.fromEntries(['a', 'b', 'c'].map((part) => [`src/${part}/field.ts`, `import { Field } from '../field';\nexport class Own extends Field { constructor(name: string, config: { required: boolean; hint: string }) { super(name); this.required = config.required; this.hint = config.hint; } }\nexport const own = new Own('${part}', { required: true, hint: '' });`])),
  }],
  ['tests set it', { 'src/a/x.ts': write(`status: 'open'`), 'src/b/x.test.ts': write(`status: 'paid'`) }],
])('silent: %s', async (_, files) => void (await check({ rule, files })));

test('what is undone stands in the evidence, however much else is written', async () => {
  const same = Object.fromEntries(['a', 'b', 'c', 'd'].map((file) => [`src/a/${file}.ts`, write(`status: 'paid'`)]));
  const { findings } = await check({ rule, files: { ...same, 'src/a/last.ts': write(`status: 'shut'`), 'src/b/x.ts': write(`status: 'paid'`, finds), 'src/c/x.ts': write(`status: 'paid'`, finds, `id, status: 'new'`) } });
  expect(findings[0]?.path.map(({ file, message }) => `${file} ${message}`)).toContain(`src/a/last.ts 'src/a' writes 'shut', whatever it was`);
});

test('who makes the rows and sets it once does not own what another sets time and again', async () => {
  const { findings } = await check({ rule, files: {
    'src/a/x.ts': `${begin(`status: 'new'`)}\n${write(`status: 'new'`, finds).replace(client, '')}`,
    'src/b/x.ts': write(`status: 'open'`), 'src/b/y.ts': write(`status: 'paid'`), 'src/b/z.ts': write(`status: 'sent'`),
  } });
  expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining(`belongs to 'src/b', which writes it most`)]);
});

test('of two states the last, with a mark of its own that is looked at first, undoes nothing', async () => {
  const last = (refused: string) => `${client}export async function end(id: string) {
    const order = await prisma.order.findUnique({ where: { id } });
    if (${refused}) return;
    await prisma.order.update({ where: { id }, data: { status: 'sent', sentAt: new Date() } });${finds}
  }`;
  const said = async (refused: string): Promise<boolean[]> => {
    const { findings } = await check({ rule, files: { 'src/a/x.ts': begin(`status: 'new'`), 'src/a/y.ts': write(`status: 'open'`), 'src/b/x.ts': last(refused) } });
    return findings.map(({ message }) => message.includes('undoes'));
  };
  expect(await said('order.sentAt')).toEqual([false]);
  expect(await said('order.heldAt')).toEqual([true]);
});
