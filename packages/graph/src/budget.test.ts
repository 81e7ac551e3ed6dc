import { expect, test } from 'vitest';
import { budget } from './budget.ts';
import { programOf } from './marked-calls.test.setup.ts';

/** The lines at which too much may be called, once every call has been asked for. */
function cutLines(text: string): number[] {
  const program = programOf(text);
  program.callCounts();
  return program.gaps.filter(({ kind }) => kind === 'too-many-answers').map(({ line }) => line);
}

test('a question is cut when it goes too deep or takes too long, and the next one starts afresh', () => {
  const { enter, leave } = budget();
  for (let deep = 0; deep < 80; deep += 1) expect(enter()).toBe(true);
  expect(enter()).toBe(false);
  for (let deep = 0; deep < 80; deep += 1) leave();
  expect(enter()).toBe(true);
  for (let each = 1; each < 4_000; each += 1) {
    expect(enter()).toBe(true);
    leave();
  }
  expect(enter()).toBe(false);
  leave();
  expect(enter()).toBe(true);
});

test('each cut question counts once', () => {
  const one = budget();
  for (let deep = 0; deep < 90; deep += 1) one.enter();
  expect(one.cut).toBe(1);
});

test('a call whose answer was cut is a gap; others are none', () => {
  const deep = Array.from({ length: 120 }, () => '.next').join('');
  expect(cutLines(`
    const node = { get next() { return node; }, stop() {} };
    node.next.stop();
    node${deep}.stop();`)).toEqual([4]);
});

test('more implementations than are followed are a gap', () => {
  const classes = Array.from({ length: 30 }, (_, index) => `class G${index} implements Gateway { charge() {} }`).join(' ');
  expect(cutLines(`interface Gateway { charge(): void } ${classes}
    function pay(gateway: Gateway) { gateway.charge(); }`)).toEqual([2]);
});

test('types that grow without end, and members that double, end', () => {
  expect(() => cutLines(`
    type Grow<T> = { next: Grow<T[]>; both: Grow<[T, Grow<T>]> };
    class Twice<T> { left!: Twice<Twice<T>>; right!: Twice<T | Twice<T>>; self() { return this.left.self() ?? this.right.self(); } go() {} }
    function run(grow: Grow<string>, twice: Twice<string>) {
      grow.next.both.next.both.next.go();
      twice.left.right.left.right.left.self().go();
    }
    const tree = { a: () => ({ ...tree, b: tree.a() }), b: () => tree.a().b().a() };
    tree.a().b().a().b();`)).not.toThrow();
});
