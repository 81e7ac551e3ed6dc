import type { ts } from 'ts-morph';
import type {
  CommentFact, EvaluatedUse, Expr, FunctionFact, FunctionId, ModuleFacts, Span, Step,
} from '@dist-lint/model';
import type { JsDocTypes } from './jsdoc.ts';
import type { Scope } from './scopes.ts';

/**
 * How many levels of expressions, statements, types and patterns may be nested in each other. It is
 * fixed, and low enough that neither TypeScript's parser nor this package runs out of a 984 KB stack
 * below it, so that every thread and machine draws the line at the same file.
 */
export const MAX_DEPTH = 256;

/** How many `else if`s may follow each other; they count as one level, but the parser nests them. */
export const MAX_ELSE_IFS = 2048;

/** Thrown, and caught by `lower`, when a file is nested deeper than {@link MAX_DEPTH}. */
export class TooDeep extends Error {}

/** The state of lowering one file. It lives as long as the call of `lower`. */
export interface Lowering {
  readonly text: string;
  readonly source: ts.SourceFile;
  readonly facts: ModuleFacts;
  /** The file holds the word `var`: declarations in nested blocks are to be hoisted. */
  readonly hasVar: boolean;
  /** Offsets of everything that looks like the begin of a comment, ascending. */
  readonly commentStarts: number[];
  readonly comments: Map<number, CommentFact>;
  /** How often a function name was given out. */
  readonly names: Map<string, number>;
  /** Functions without a body: they are named last, so that an implementation keeps the plain name. */
  readonly unnamed: { fact: FunctionFact; base: string }[];
  /** What comments say of types, in JavaScript. */
  readonly jsDoc: JsDocTypes | undefined;
  /** Declarations that an import replaced: `const x = require('s')`. */
  readonly requires: Set<ts.Node>;

  scope: Scope;
  functionId: FunctionId;
  /** Where the next step goes. */
  steps: Step[];
  /** The id of the next call step of the function. */
  nextCall: number;
  depth: number;
  /** The code runs while the module is evaluated. */
  evaluating: boolean;
  /** Why it runs then, when the surroundings say so. */
  how: EvaluatedUse['how'];
  /** The qualified name of what encloses: the prefix of names. */
  owner: string;
}

/** Where an expression's value goes, as bits; it reaches the call step that yields the value. */
export const Dropped = 1;
export const Voided = 2;
export const Returned = 4;
export const Awaited = 8;

/** Counts one more level of nesting; pair with {@link leave}. */
export function enter(cx: Lowering): void {
  if (++cx.depth > MAX_DEPTH) throw new TooDeep();
}

export function leave(cx: Lowering): void {
  cx.depth--;
}

/** Offset of a node's first character, without comments and white space before it. */
export function startOf(cx: Lowering, node: ts.Node): number {
  const at = node.pos;
  const first = cx.text.charCodeAt(at);
  if (isPlain(first)) return at;
  if (first === 32 && node.end > at + 1 && isPlain(cx.text.charCodeAt(at + 1))) return at + 1;
  return node.getStart(cx.source);
}

/** A character that can only be the first of a token. */
function isPlain(code: number): boolean {
  return code > 32 && code < 127 && code !== 47 /* / */ && code !== 35 /* # */
    && code !== 60 && code !== 61 && code !== 62 && code !== 124 /* conflict markers */;
}

export function spanOf(cx: Lowering, node: ts.Node): Span {
  return { at: startOf(cx, node), end: node.end };
}

/** Runs `lower` with an own list of steps and returns it. */
export function collect(cx: Lowering, lower: () => void): Step[] {
  const outer = cx.steps;
  const steps: Step[] = (cx.steps = []);
  lower();
  cx.steps = outer;
  return steps;
}

/** Whether a branch does more than create functions, which needs no branch. */
export function hasEffects(steps: Step[]): boolean {
  for (const step of steps) if (step.s !== 'function') return true;
  return false;
}

export function append(to: Step[], steps: Step[]): void {
  for (const step of steps) to.push(step);
}

export const unknown = (): Expr => ({ k: 'unknown' });
