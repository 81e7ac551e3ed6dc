/** What is known of a plain value, and in which run an expression stands: the data that the readers of plain values share. */
import type { CallStep, Expr } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import type { ClassNumber, LinkedModule } from './program.ts';

export interface PlainValue {
  /** `undefined`: nothing was given. */
  value: number | string | boolean | null | undefined;
  /** The environment variable that may say something else. */
  env?: string;
  /** It is an object literal: something is given, and it is no plain value. */
  isObject?: true;
  /** What is known of its properties, when it is an object: before what its expression says. */
  holds?: ReadonlyMap<string, PlainValue | null>;
  /** Chance has a part in it; it then counts as one half. */
  random?: true;
  /**
   * The number is made up in the place of one that cannot be told and does not change: what is made from it shows how
   * something grows, and nothing else. `whole`: nothing was done to it yet.
   */
  guess?: 'whole' | 'part';
  /** Something that cannot be told may make it less: it shows that something grows, and never that it stays as it is. */
  limited?: true;
  /** Where it is written, as far as an expression has a place. */
  place?: PlainPlace;
}

/** What readers hand to one another: a plain value, a function, or a list. */
export interface Reading extends PlainValue {
  /** It is a function: a run of it that has been given nothing yet. */
  run?: Scope;
  /** It is an array literal. */
  list?: { items: readonly Expr[]; scope: Scope };
  /** It is left out as far as is known, and whoever is not in sight may hand it in: what was said before it counts, if anything was. */
  isOpen?: true;
}

export interface PlainPlace {
  module: LinkedModule;
  at: number;
  end: number;
}

/** In which run of a function an expression stands. */
export interface Scope {
  module: LinkedModule;
  /** FunctionId within the module. */
  function: number;
  /** What variables hold at the moment, by id; `null` when it cannot be told. They go before what declarations say. */
  locals?: ReadonlyMap<number, PlainValue | null>;
  /** What the function was called with. Without it, only defaults of its parameters are known. */
  given?: { args: readonly Expr[]; scope: Scope };
  /** The run of the function around it. */
  outer?: Scope;
  /** It was called with arguments that nobody sees: nothing is known of its parameters, not even that they are left out. */
  isHidden?: true;
  /** It is a caller whose arguments are read: what it hands on of its own parameters is not for what it calls to know. */
  handsOn?: true;
  /** Of a parameter that is set anew by what it was: `options = { ...usual, ...options }`, read as it was handed in. */
  handedIn?: number;
  /** The object that `this` is. */
  self?: Self;
}

export interface Self {
  /** The `new` that made it. */
  made?: CallStep;
  /** The class it is just of, or is itself: what other classes that extend the one at hand have is not its. */
  of?: ClassNumber;
  /** What its fields hold at the moment; `null` when it cannot be told. They go before what constructors say. */
  fields?: ReadonlyMap<string, PlainValue | null>;
}

export interface Reader {
  link: Link;
  /** Expressions that may still be read for the question at hand; what is not read cannot be told. */
  left: number;
  /** Numbers that cannot be told and do not change are made up. */
  guesses: boolean;
  /** The value below an expression. */
  read(scope: Scope, expr: Expr, path: readonly string[], depth: number): Reading | undefined;
  /** The same with a budget of its own, for answers that are kept: they must not rest on who asks first. */
  anew(): Reader;
}

/** Functions, constants and options are followed this deep. */
export const DEEPEST = 24;

export const ABSENT: PlainValue = { value: undefined };

/** In the place of a number that cannot be told. */
export const GUESS: PlainValue = { value: 1000, guess: 'whole' };

/** The run of a function that a scope stands in, itself or around it. */
export function runOf(scope: Scope, fn: number): Scope | undefined {
  for (let each: Scope | undefined = scope; each; each = each.outer) if (each.module === scope.module && each.function === fn) return each;
  return undefined;
}

/** The run of a function, or the function as it stands, where nobody is known to run it. */
export function runOrFunction(scope: Scope, fn: number): Scope {
  return runOf(scope, fn) ?? { module: scope.module, function: fn, ...selfWithin(scope) };
}

/** What `this` is in a scope, for a scope in which it is the same. */
export function selfWithin(scope: Scope): { self?: Self } {
  for (let each: Scope | undefined = scope; each; each = each.outer) {
    if (each.self) return { self: each.self };
    if (each.module.facts.functions[each.function]?.kind !== 'arrow') break;
  }
  return {};
}

/** Who calculates with something has been given it: where numbers are made up, for what is left out, too. */
export function inArithmetic({ guesses }: Reader, found: Reading | undefined): Reading | undefined {
  return guesses && found && !isGiven(found) && found.env === undefined ? GUESS : found;
}

/** Whether it is more than nothing. */
export function isGiven({ value, isObject, run, list }: Reading): boolean {
  return isObject === true || run !== undefined || list !== undefined || (value !== undefined && value !== null);
}

/** Whether a test of it holds. */
export function isTrue(found: Reading): boolean {
  return isGiven(found) && (found.value === undefined || Boolean(found.value));
}

/** The value of the first, with what the second knows of chance, environment and guesses. */
export function withEnv(found: Reading | undefined, before: Reading | undefined): Reading | undefined {
  if (!found || !before) return found;
  return {
    ...found,
    ...(found.env === undefined && before.env !== undefined ? { env: before.env } : {}),
    ...(before.random ? { random: true } : {}),
    ...(before.guess ? { guess: 'part' } : {}),
    ...(before.limited ? { limited: true } : {}),
  };
}

/** What holds whichever of several is the case: the most of those numbers that are known, or what all agree on. */
export function most(all: readonly (Reading | undefined)[]): Reading | undefined {
  const numbers = all.filter((each): each is Reading & { value: number } => typeof each?.value === 'number' && !Number.isNaN(each.value));
  const told = numbers.filter(({ guess }) => !guess);
  const among = told.length > 0 ? told : numbers;
  if (among.length > 0) return among.reduce((highest, each) => (each.value > highest.value ? each : highest));
  return same(all);
}

/** What all of several are; undefined when they differ, or when one cannot be told. */
export function same(all: readonly (Reading | undefined)[]): Reading | undefined {
  const [first] = all;
  if (!first) return undefined;
  return all.every((each) => each && each.value === first.value && each.isObject === first.isObject && each.run?.function === first.run?.function && each.run?.module === first.run?.module && each.list?.items === first.list?.items) ? first : undefined;
}
