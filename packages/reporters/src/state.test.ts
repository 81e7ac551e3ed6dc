import type { StateField, StateInventory, StateMachineInfo, StateRow, StateTransition } from '@dist-lint/model';
import { describe, expect, it } from 'vitest';
import { columnsOf } from './columns.ts';
import { hostile } from './report.test.data.ts';
import { renderState } from './state-formats.ts';

const drawing = { color: false, width: 100 };
const place = { file: 'src/orders/pay.ts', line: 4, column: 9 };

function aTransition(differences: Partial<StateTransition> = {}): StateTransition {
  return { from: 'pending', to: 'paid', isStart: false, guard: 'conditional', unit: 'src/orders', ...place, ...differences };
}

function aMachine(transitions: readonly StateTransition[], differences: Partial<StateMachineInfo> = {}): StateMachineInfo {
  return { states: ['pending', 'paid'], transitions, unknown: 0, ...differences };
}

function aField(differences: Partial<StateField> = {}): StateField {
  const writer = { changes: 1, creates: 0, deletes: 0 };
  return {
    name: 'total', id: 'db::Order.total', owner: { unit: 'src/orders', because: 'writes most' }, writers: [{ unit: 'src/orders', ...writer }, { unit: 'src/billing', ...writer }], readers: [],
    guards: { unguarded: 2 }, isMoment: false, writes: [{ ...place, function: 'pay', unit: 'src/orders', operation: 'update', guard: 'unguarded', aside: false }], ...differences,
  };
}

function aRow({ fields = [aField()], ...differences }: Partial<StateRow> = {}): StateRow {
  const { writers } = aField();
  return { id: 'db::Order', name: 'Order', kind: 'entity', store: 'Prisma', declared: { file: 'prisma/schema.prisma', line: 12 }, owner: { unit: 'src/orders', because: 'writes most' }, writers, readers: [{ unit: 'src/web', reads: 3 }], guards: { unguarded: 2, atomic: 1 }, fields, unknownFields: 0, copies: [], ...differences };
}

function anInventory({ state = [], counts, ...differences }: Omit<Partial<StateInventory>, 'counts'> & { counts?: Partial<StateInventory['counts']> }): StateInventory {
  const none = { reads: 0, writes: 0 };
  return {
    tool: { name: 'dist-lint', version: '1.2.3' }, root: '.', state,
    counts: { modules: 2, exempt: 0, state: state.length, fields: 1, shared: 1, machines: 0, changes: 3, unguarded: 2, unknownFields: 0, unnamedRows: none, unnamedKeys: none, unnamedFiles: none, unresolvedCalls: 0, ...counts },
    incomplete: [], ...differences,
  };
}

/** A copy that lacks what may be absent. */
function without<T extends object, K extends keyof T & string>(whole: T, key: K): Omit<T, K> {
  return Object.fromEntries(Object.entries(whole).filter(([name]) => name !== key)) as Omit<T, K>;
}

const text = (row: Partial<StateRow>) => renderState(anInventory({ state: [aRow(row)] }), 'text', drawing);

describe('a row in text', () => {
  it('says who owns, writes and reads it, and what protects it', () => {
    expect(text({ copies: [{ id: 'kv:ioredis:order:*', name: 'order:*', store: 'ioredis', file: 'src/cache.ts', line: 4, column: 1 }], unknownFields: 2 })).toContain([
      'Order  table, Prisma  prisma/schema.prisma:12',
      '  owner    src/orders (writes most)',
      '  writers  src/orders 1, src/billing 1',
      '  readers  src/web 3',
      '  copies   order:* (ioredis) src/cache.ts:4',
      '  changes  2 of 3 unguarded, 1 atomic',
      '  .total  changed by 2 parts; 2 of 2 changes unguarded',
      '    by src/orders 1, src/billing 1',
      '    update  unguarded  src/orders/pay.ts:4',
      '  unknown  2 writes to fields that nobody can tell',
    ].join('\n'));
  });

  const fromAny = without(aTransition(), 'from');
  const unprotected = without(fromAny, 'guard');

  it.each<[what: string, transition: StateTransition, expected: string]>([
    ['a state it starts from', aTransition(), "    'pending' → 'paid'  conditional  src/orders/pay.ts:4\n"],
    ['whatever it was', { ...fromAny, guard: 'unguarded' }, "    any → 'paid'  unguarded  src/orders/pay.ts:4\n"],
    ['a condition whose words nobody can tell', fromAny, "    ? → 'paid'  conditional  src/orders/pay.ts:4\n"],
    ['a new row', { ...unprotected, isStart: true }, "    new → 'paid'  src/orders/pay.ts:4\n"],
  ])('tells a transition from %s', (_, transition, expected) => {
    expect(text({ fields: [aField({ name: 'status', machine: aMachine([transition]) })] })).toContain(expected);
  });

  it('puts transitions without protection first, and says which states nobody sets', () => {
    const machine = aMachine([aTransition(), aTransition({ to: 'void', guard: 'unguarded' })], { states: ['pending', 'paid', 'void', 'lost'] });
    expect(text({ fields: [aField({ name: 'status', machine })] })).toMatch(/→ 'void' .*\n.*→ 'paid' .*\n {4}not written in sight, unless as a default: pending, lost\n/);
    const unknown = text({ fields: [aField({ name: 'status', machine: { ...machine, unknown: 1 } })] });
    expect(unknown).toContain('\n    1 write sets a state that is no word in sight\n');
    expect(unknown).not.toContain('not written in sight');
  });

  it('tells fields that the same parts change together, and names what one part changes', () => {
    const alone = aField({ name: 'note', id: 'n', writers: [{ unit: 'src/orders', changes: 1, creates: 0, deletes: 0 }] });
    const drawn = text({ fields: [aField(), aField({ name: 'tax', id: 't' }), alone, aField({ name: 'paidAt', id: 'p', isMoment: true })] });
    expect(drawn).toContain('  .total, .tax  changed by the same 2 parts\n    by src/orders 2, src/billing 2\n  others   note, paidAt\n');
  });

  it.each([80, 120])('fits %i columns', (width) => {
    const units = Array.from({ length: 9 }, (_, index) => ({ unit: `services/orders/src/feature-${index}`, changes: index + 1, creates: 1, deletes: 0 }));
    const long = aField({ name: 'aRatherLongNameOfAFieldThatManyPartsChange', writers: units, machine: aMachine([aTransition({ to: 'a rather long name of a state that somebody has thought of', file: 'services/orders/src/payments/payment-repository.ts' })]) });
    const rows = Array.from({ length: 20 }, (_, index) => aRow({ id: `db::${index}`, name: `ARatherLongNameOfAnEntityThatManyPartsChange${index}`, owner: { unit: 'services/orders/src/a/feature/folder/that/lies/deep', because: 'writes alone' }, writers: units, readers: units.map(({ unit }) => ({ unit, reads: 100 })), fields: [long, aField({ writers: units })] }));
    const drawn = renderState(anInventory({ state: rows, counts: { unknownFields: 3, unnamedRows: { reads: 200, writes: 3 }, unresolvedCalls: 4000 } }), 'text', { color: false, width });
    expect(drawn.split('\n').filter((line) => columnsOf(line) > width)).toEqual([]);
    expect(drawn).toContain('and 4 more below');
    expect(drawn).toContain('and 3 more');
  });
});

describe('the whole in text', () => {
  it('begins with what it comes to and a table, and ends with what was not told', () => {
    const state = ['Order', 'Cart', 'Bill'].map((name) => aRow({ id: name, name }));
    const drawn = renderState(anInventory({ state, counts: { exempt: 1, shared: 3, machines: 2, unknownFields: 1, unnamedRows: { reads: 1, writes: 2 }, unnamedFiles: { reads: 0, writes: 1 }, unresolvedCalls: 5 } }), 'text', drawing);
    expect(drawn).toMatch(/^3 pieces of state in 1 module \(1 module of tests and examples left out\): 3 fields changed by several\nparts, 2 state machines\. Without protection in sight: 2 of 3 changes of rows\.\n\nState +Owner +Writers +Readers +Unguarded {2}Machines\nOrder +src\/orders +2 +1 +2 of 3\n/);
    expect(drawn).toContain('Of 1 write nobody can tell which fields it sets: it may be one more writer of any field.\nNot in any row: 2 writes and 1 read to a database without a table in sight; 1 write to a file\nwithout a name in sight.\nNothing is known of 5 calls');
  });

  it('tells what one part alone changes by owner, and memory apart', () => {
    const [first] = aField().writers;
    const alone = { writers: first ? [first] : [], fields: [aField({ writers: first ? [first] : [] })] };
    const memory: Partial<StateRow> = { kind: 'module', store: '', name: 'src/orders/open.ts', id: 'mod:src/orders/open.ts', ...alone };
    expect(renderState(anInventory({ state: [aRow({ ...alone, name: 'Cart' }), aRow({ ...alone, name: 'Bill', id: 'b' }), aRow(memory)] }), 'text', drawing)).toContain(
      '3 more, no field of which several parts change\n  src/orders: Cart, Bill\n  in memory of src/orders: open.ts#total\n');
  });

  it.each<[counts: Partial<StateInventory['counts']>, incomplete: string[], expected: string]>([
    [{ modules: 0 }, [], 'Nothing was analysed: there are no TypeScript or JavaScript files in what was asked for.'],
    [{ exempt: 2 }, [], 'Nothing was looked at: all 2 modules are tests or examples, whose state is left out.'],
    [{}, [], 'No state that changes is in sight in 2 modules.'],
    [{}, ['A thread died.'], 'No state that changes was found before the analysis ended in 2 modules.'],
  ])('never looks healthy when little was looked at: %j %j', (counts, incomplete, expected) => {
    const drawn = renderState(anInventory({ counts, incomplete }), 'text', drawing);
    expect(drawn.startsWith(`${expected}\n`)).toBe(true);
    expect(drawn.includes('INCOMPLETE')).toBe(incomplete.length > 0);
  });
});

describe('a machine in Mermaid', () => {
  const drawn = (machine: StateMachineInfo) => renderState(anInventory({ state: [aRow({ fields: [aField({ name: 'status', machine })] })] }), 'mermaid', drawing);

  it('is a diagram of states and transitions, those without protection marked', () => {
    const any = without(aTransition({ guard: 'unguarded' }), 'from');
    const start = without(aTransition({ isStart: true, to: 'pending' }), 'guard');
    expect(drawn(aMachine([aTransition(), any, any, start]))).toContain([
      '### `Order.status`', '', '```mermaid', 'stateDiagram-v2', '  state "pending" as s0', '  state "paid" as s1', '  state "any state" as any',
      '  any --> s1 : UNGUARDED in 2 places', '  s0 --> s1 : conditional', '  [*] --> s0', '```',
    ].join('\n'));
  });

  it('says what was cut', () => {
    const states = Array.from({ length: 50 }, (_, index) => `s${index}`);
    const all = states.slice(0, 40).flatMap((from) => states.slice(0, 3).map((to) => aTransition({ from, to })));
    const page = drawn(aMachine(all, { states, unknown: 2 }));
    expect(page).toContain('Not drawn: 10 states and 40 arrows. 2 writes to a state that is no word in sight.');
    expect(page.match(/-->/g)).toHaveLength(80);
  });

  it('draws so many and says how many it does not', () => {
    const state = Array.from({ length: 27 }, (_, index) => aRow({ id: `${index}`, fields: [aField({ machine: aMachine([aTransition()]) })] }));
    const page = renderState(anInventory({ state }), 'mermaid', drawing);
    expect(page.match(/```mermaid/g)).toHaveLength(25);
    expect(page).toContain('Not drawn: 2 more machines.');
  });
});

describe('hostile names', () => {
  const bad = `${hostile}|<script>@admin #12 \`x\` </td>\\| → "]; end\n%%{init: {}}%% \`\`\` --> click`;
  const where = { file: bad, line: 1, column: 1 };
  const machine: StateMachineInfo = { states: [bad, 'paid'], unknown: 1, transitions: [aTransition({ from: bad, to: 'paid', ...where }), aTransition({ from: 'paid', to: bad, unit: bad, guard: 'unguarded', ...where })] };
  const writer = { unit: bad, changes: 1, creates: 1, deletes: 1 };
  const field = aField({ name: bad, id: bad, owner: { unit: bad, because: 'declares' }, writers: [writer, { ...writer, unit: 'b' }], machine, writes: [{ ...where, function: bad, unit: bad, operation: 'set', literals: [bad], aside: true, storedAt: where }] });
  const plain = without(field, 'machine');
  const row = aRow({ id: bad, name: bad, store: bad, declared: where, owner: { unit: bad, because: 'declares' }, writers: field.writers, readers: [{ unit: bad, reads: 1 }], fields: [field, { ...plain, id: 'p' }], copies: [{ id: bad, name: bad, store: bad, ...where }] });
  const alone = aRow({ id: 'x', name: bad, store: '', kind: 'module', owner: { unit: bad, because: 'writes alone' }, writers: [writer], fields: [{ ...plain, writers: [writer] }] });
  const inventory = anInventory({ target: bad, state: [row, { ...row, id: 'y' }, { ...row, id: 'z' }, alone], incomplete: [bad] });

  it.each(['text', 'json', 'markdown', 'mermaid'])('reach no terminal as %s', (format) => {
    expect(renderState(inventory, format, drawing)).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]|\p{Cf}|\p{Cs}/u);
  });

  it('are no HTML, mention or cell of a table in Markdown', () => {
    const printed = renderState(inventory, 'markdown', drawing);
    const rows = printed.split('\n').filter((line) => line.startsWith('|'));
    expect(new Set(rows.map((line) => line.replace(/\\./g, '').split('|').length))).toEqual(new Set([6, 9]));
    expect(printed.replace(/(`+)[^`](?:.*?[^`])?\1(?!`)/g, '').replaceAll('<br>', '')).not.toMatch(/<|@\w/);
  });

  it('end no name, line, directive or block in Mermaid', () => {
    const printed = renderState(inventory, 'mermaid', drawing);
    const lines = /```mermaid\n([^]*?)\n```/.exec(printed)?.[1]?.split('\n') ?? [];
    expect(lines.filter((line) => !/^(?:stateDiagram-v2|  state "(?:[\p{L}\p{M}\p{N} _./-]|#\d+;)*" as (?:s\d+|any|some)|  (?:s\d+|any|some|\[\*\]) --> s\d+(?: : [A-Za-z\d ]+)?)$/u.test(line))).toEqual([]);
    expect(printed.match(/^```/gm)).toHaveLength(6);
  });

  it('are themselves in JSON', () => {
    expect(JSON.parse(renderState(inventory, 'json', drawing))).toMatchObject({ schemaVersion: 1, state: [{ name: bad, store: bad, fields: [{ name: bad, machine: { states: [bad, 'paid'] } }, {}] }, {}, {}, { store: null }] });
  });
});
