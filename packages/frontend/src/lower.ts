import type { ts } from 'ts-morph';
import { FACTS_VERSION, type FunctionFact, type Language, type ModuleFacts } from '@dist-lint/model';
import { commentStartsOf, directiveComments, sortedComments } from './comments.ts';
import { hoistBlock, hoistVars } from './hoisting.ts';
import { hoistTypedefs, jsDocTypesOf, lowerTypedefs } from './jsdoc.ts';
import { TooDeep, type Lowering } from './lowering.ts';
import { uniqueName } from './naming.ts';
import { childScope } from './scopes.ts';
import { isJavaScript, lineStartsOf, parse, syntaxErrorsOf } from './source.ts';
import { lowerStatements } from './statements.ts';
import * as K from './syntax.ts';

/** A file's facts, or why there are none. */
export type LowerResult = { facts: ModuleFacts } | { gap: LowerGap };

export interface LowerGap {
  kind: 'too-deep' | 'too-large';
  message: string;
}

const largest = 5_000_000;

/** Reads one file and states what it says. Depends on nothing but its arguments. */
export function lower(text: string, language: Language): LowerResult {
  if (text.length > largest) {
    return { gap: { kind: 'too-large', message: `The file has ${text.length} characters; files of more than ${largest} are not read.` } };
  }
  let cx: Lowering;
  try {
    cx = begin(text, language);
    hoistBlock(cx, cx.source.statements, cx.scope);
    hoistVars(cx, cx.source.statements, cx.scope);
    hoistTypedefs(cx);
    lowerStatements(cx, cx.source.statements);
    lowerTypedefs(cx);
    directiveComments(cx);
  } catch (error) {
    if (!(error instanceof TooDeep || isStackOverflow(error))) throw error;
    return { gap: { kind: 'too-deep', message: 'The code is nested too deeply to be read.' } };
  }
  for (const { fact, base } of cx.unnamed) fact.name = uniqueName(cx, base);
  cx.facts.comments = sortedComments(cx);
  return { facts: cx.facts };
}

/** Stack overflow of TypeScript's parser. */
function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack');
}

function begin(text: string, language: Language): Lowering {
  const source = parse(text, language);
  const module: FunctionFact = {
    name: '<module>', nameAt: 0, kind: 'module', parent: -1, params: [], body: [], at: 0, end: text.length,
  };
  const facts: ModuleFacts = {
    version: FACTS_VERSION, language, lineStarts: lineStartsOf(text), syntaxErrors: syntaxErrorsOf(source),
    directives: directivesOf(source), imports: [], exports: [], variables: [], functions: [module], classes: [],
    enums: [], types: [], comments: [],
  };
  return {
    text, source, facts, hasVar: /\bvar\b/.test(text), commentStarts: commentStartsOf(text), comments: new Map(),
    names: new Map([[module.name, 1]]), unnamed: [], jsDoc: isJavaScript(language) ? jsDocTypesOf(source) : undefined, requires: new Set(),
    scope: childScope(undefined, 0), functionId: 0, steps: module.body, nextCall: 0, depth: 0,
    evaluating: true, how: 'other', owner: '',
  };
}

function directivesOf(source: ts.SourceFile): string[] {
  const directives: string[] = [];
  for (const statement of source.statements) {
    const text = statement.kind === K.ExpressionStatement ? literal((statement as ts.ExpressionStatement).expression) : undefined;
    if (text === undefined) break;
    directives.push(text);
  }
  return directives;
}

function literal(node: ts.Expression): string | undefined {
  return node.kind === K.StringLiteral ? (node as ts.StringLiteral).text : undefined;
}
