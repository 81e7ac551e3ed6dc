import { expect, test } from 'vitest';
import type { LinkedModule } from './program.ts';
import { tracked } from './tracked.ts';
import type { Memo, Table, Tracker } from './tracking.ts';

/** Modules that are nothing but a value that can be replaced. */
function modulesOf(tracker: Tracker, ...values: string[]) {
  const modules = values.map((_, number) => ({ number }) as LinkedModule);
  const at = (number: number): LinkedModule => modules[number] as LinkedModule;
  return {
    modules,
    at,
    read(number: number): string {
      tracker.readBody(at(number));
      return values[number] ?? '';
    },
    write(number: number, value: string): void {
      values[number] = value;
      tracker.changed(at(number), { imports: false, exports: [] });
    },
  };
}

function ask(memo: Memo<string, string>, key: string, compute: () => string): string {
  return memo.get(undefined, key) ?? memo.fill(undefined, key, '', compute);
}

test('what was taken up half done in a circle is computed again when the rest of the circle changes', () => {
  const tracker = tracked();
  const { read, write } = modulesOf(tracker, 'a', 'b');
  const memo = tracker.memo<string, string>();
  const first = (): string => ask(memo, 'first', () => `${read(0)}(${second()})`);
  const second = (): string => ask(memo, 'second', () => `${read(1)}(${first()})`);
  expect(second()).toBe('b(a())');
  write(1, 'c');
  expect(first()).toBe('a(c())');
});

test('so is what took that up, while the circle was not done', () => {
  const tracker = tracked();
  const { read, write } = modulesOf(tracker, 'a', 'b', 'c');
  const memo = tracker.memo<string, string>();
  const outer = (): string => ask(memo, 'outer', () => `${read(0)}(${inner()} ${late()})`);
  const inner = (): string => ask(memo, 'inner', () => `${read(1)}(${outer()})`);
  const late = (): string => ask(memo, 'late', () => `${read(2)}(${inner()})`);
  expect(outer()).toBe('a(b() c(b()))');
  write(0, 'x');
  expect(late()).toBe('c(b(x( )))');
});

test('what failed is tried again', () => {
  const tracker = tracked();
  const memo = tracker.memo<string, string>();
  expect(() => ask(memo, 'key', () => { throw new Error('too deep'); })).toThrow('too deep');
  expect(ask(memo, 'key', () => 'there')).toBe('there');
});

test('a table whose parts ask for one another tells none of them what another said before', () => {
  const tracker = tracked();
  const { modules, read, write } = modulesOf(tracker, 'one', 'asks');
  const table: Table<string, string> = tracker.table<string, string>(() => modules, ({ number }) => {
    const value = read(number);
    return [[`key ${number}`, value === 'asks' ? `asked ${table.get('key 0').join()}` : value]];
  });
  expect(table.get('key 1')).toEqual(['asked one']);
  write(0, 'two');
  expect(table.get('key 1')).toEqual(['asked two']);
});

test('a key that was not there is seen at once by the parts that asked for it', () => {
  const tracker = tracked();
  const { modules, read, write } = modulesOf(tracker, '', 'asks');
  const table: Table<string, string> = tracker.table<string, string>(() => modules, ({ number }) => {
    const value = read(number);
    return value === '' ? [] : [[`key ${number}`, value === 'asks' ? `asked ${table.get('key 0').join()}` : value]];
  });
  expect(table.get('key 1')).toEqual(['asked ']);
  write(0, 'two');
  expect(table.get('key 1')).toEqual(['asked two']);
});

test('a table that could not be read is read when it is asked again', () => {
  const tracker = tracked();
  const { modules, read, write } = modulesOf(tracker, 'one', 'bad');
  const table = tracker.table<string, string>(() => modules, ({ number }) => {
    const value = read(number);
    if (value === 'bad') throw new Error('too deep');
    return [['key', value]];
  });
  expect(() => table.get('key')).toThrow('too deep');
  write(1, 'two');
  expect(table.get('key')).toEqual(['one', 'two']);
});

test('a change is nothing to what only looked at another name of the module', () => {
  const tracker = tracked();
  const module = { number: 0 };
  const memo = tracker.memo<string, string>();
  let computed = 0;
  const askFor = (name: string): string => ask(memo, name, () => {
    tracker.readExport(module, name);
    computed += 1;
    return name;
  });
  askFor('a');
  askFor('b');
  tracker.changed(module, { imports: true, exports: ['a'] });
  askFor('b');
  expect(computed).toBe(2);
  askFor('a');
  expect(computed).toBe(3);
});

test('what was taken up of a table before a key came there is computed again, however far away', () => {
  const tracker = tracked();
  const { modules, read, write } = modulesOf(tracker, '', 'other');
  const table: Table<string, string> = tracker.table<string, string>(() => modules, ({ number }) => (read(number) === '' ? [] : [['key', read(number)]]));
  const memo = tracker.memo<string, string>();
  const near = (): string => ask(memo, 'near', () => `(${table.get('key').join()})`);
  const far = (): string => ask(memo, 'far', () => `far ${near()}`);
  expect(far()).toBe('far (other)');
  write(0, 'new');
  expect(far()).toBe('far (new,other)');
});

test('what rests on very many answers does not keep those that hold no more', () => {
  const tracker = tracked();
  const { read, write } = modulesOf(tracker, 'base', 'edited');
  const memo = tracker.memo<string, string>();
  const base = (): string => ask(memo, 'base', () => read(0));
  const both = (): string => ask(memo, 'both', () => `${base()} ${read(1)}`);
  for (let edit = 0; edit < 100; edit += 1) {
    write(1, `edit ${edit}`);
    expect(both()).toBe(`base edit ${edit}`);
  }
  write(0, 'last');
  expect(both()).toBe('last edit 99');
});

/** A table of what each module says, `word:more`, by its first word; who asks for one is counted. */
function firmTable(...texts: string[]) {
  const tracker = tracked();
  const { modules, read, write, at } = modulesOf(tracker, ...texts);
  const said: Table<string, string> = tracker.table(() => modules, ({ number }) => [[read(number).split(':')[0] ?? '', read(number).split(':')[1] ?? '']], Object.is);
  const memo = tracker.memo<string, string>();
  const counts = { asked: 0 };
  const near = (): string => ask(memo, 'near', () => ((counts.asked += 1), said.get('a').join(' ')));
  const far = (): string => ask(memo, 'far', () => `<${near()}>`);
  return { tracker, write, at, far, counts };
}

test('what rests on values that say all is kept when a module says the same again, and not when it says something else', () => {
  const { write, far, counts } = firmTable('a:one:x', 'a:two:x', 'b:three:x');
  expect(far()).toBe('<one two>');
  write(0, 'a:one:y');
  expect(far()).toBe('<one two>');
  expect(counts.asked).toBe(1);
  write(0, 'a:other:y');
  expect(far()).toBe('<other two>');
  write(0, 'b:other:y');
  expect(far()).toBe('<two>');
  write(2, 'a:three:x');
  expect(far()).toBe('<two three>');
});

test('what was kept so is computed again after a later change, of this or another module', () => {
  const { write, far } = firmTable('a:one:x', 'a:two:x');
  expect(far()).toBe('<one two>');
  write(0, 'a:one:y');
  write(1, 'a:two:y');
  expect(far()).toBe('<one two>');
  write(1, 'a:late:y');
  expect(far()).toBe('<one late>');
  write(0, 'a:later:y');
  expect(far()).toBe('<later late>');
});

test('nothing is kept so where the numbers of classes may be nobody\'s any more, whichever module changed first', () => {
  const { tracker, write, at, far, counts } = firmTable('a:one:x', 'a:two:x');
  expect(far()).toBe('<one two>');
  write(0, 'a:one:y');
  tracker.changed(at(1), { imports: false, exports: [], renumbered: true });
  expect(far()).toBe('<one two>');
  expect(counts.asked).toBe(2);
});

test('a table that no answer could tell from another is refused', () => {
  const tracker = tracked();
  for (let each = 0; each < 32; each += 1) tracker.table(() => [], () => []);
  expect(() => tracker.table(() => [], () => [])).toThrow('more than 32 tables');
});
