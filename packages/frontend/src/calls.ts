import { type ts } from 'ts-morph';
import type { CallStep, EvaluatedUse, Expr, IfStep, Step } from '@dist-lint/model';
import { argumentComments } from './comments.ts';
import { expression } from './expressions.ts';
import { lowerFunction } from './functions.ts';
import { addImport, requiredSpecifier } from './imports.ts';
import { append, Awaited, Dropped, enter, hasEffects, Returned, startOf, TooDeep, unknown, Voided, MAX_DEPTH, type Lowering } from './lowering.ts';
import { argumentName, qualified } from './naming.ts';
import { calleeHow, reference } from './scopes.ts';
import * as K from './syntax.ts';
import { typeFacts } from './types.ts';

/** A step along a chain of calls and member accesses. */
export type Link = ts.CallExpression | ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.NonNullExpression | ts.TaggedTemplateExpression;

/**
 * A chain of calls and member accesses, from its innermost operand outwards and without recursion:
 * a fluent chain may have a thousand calls. Behind a `?.` the rest of the chain is a branch of its
 * own, kept if it holds steps.
 */
export function lowerChain(cx: Lowering, node: Link, hint: string, fate: number): Expr {
  const links: Link[] = [];
  let base: ts.Expression = node;
  let calls = false;
  for (;;) {
    switch (base.kind) {
      case K.CallExpression:
        calls = true;
        links.push(base as ts.CallExpression);
        base = (base as ts.CallExpression).expression;
        continue;
      case K.TaggedTemplate:
        calls = true;
        links.push(base as ts.TaggedTemplateExpression);
        base = (base as ts.TaggedTemplateExpression).tag;
        continue;
      case K.PropertyAccess:
      case K.ElementAccess:
      case K.NonNull:
        links.push(base as ts.PropertyAccessExpression);
        base = (base as ts.PropertyAccessExpression).expression;
        continue;
    }
    break;
  }
  const depth = cx.depth;
  const at = startOf(cx, base);
  const open: { outer: Step[]; step: IfStep }[] = [];
  let top = 0;
  while (links[top]?.kind === K.NonNull) top++;
  let value: Expr = unknown();
  let optional = false;
  let nameAt = at;
  let nested = 0;
  let i = links.length - 1;

  const special = lowerRoot(cx, base, links, hint, fate, top);
  if (special === undefined) {
    value = rootOperand(cx, base, calls);
  } else {
    value = special.value;
    i -= special.links;
  }

  for (; i >= 0; i--) {
    const link = links[i] as Link;
    const questioned = (link as ts.CallExpression).questionDotToken !== undefined;
    if (questioned) {
      const steps: Step[] = [];
      open.push({ outer: cx.steps, step: { s: 'if', kind: 'chain', test: value, then: steps, else: [], at, end: node.end } });
      cx.steps = steps;
      enter(cx);
    }
    switch (link.kind) {
      case K.NonNull:
        break;
      case K.PropertyAccess: {
        const { name } = link;
        value = name.text === '' ? unknown() : { k: 'member', of: value, name: name.text };
        nameAt = startOf(cx, name);
        optional = questioned;
        nested++;
        break;
      }
      case K.ElementAccess: {
        const { argumentExpression } = link;
        const index = expression(cx, argumentExpression);
        value = index.k === 'literal' && typeof index.value === 'string'
          ? { k: 'member', of: value, name: index.value }
          : { k: 'index', of: value, index };
        nameAt = startOf(cx, argumentExpression);
        optional = questioned;
        nested++;
        break;
      }
      case K.CallExpression: {
        const call = link;
        const args = callArguments(cx, call.expression, call.arguments, hint, '');
        value = pushCall(cx, call, value, nameAt, args, at, i === top ? fate : 0, optional || questioned);
        nested = 0;
        optional = false;
        break;
      }
      default: {
        const tagged = link;
        const template = expression(cx, tagged.template);
        const args: Expr[] = [template.k === 'template' ? template : { k: 'template', parts: [literalPart(template)], values: [] }];
        value = pushCall(cx, tagged, value, nameAt, args, at, i === top ? fate : 0, optional, 'tag');
        nested = 0;
        optional = false;
      }
    }
    if (cx.depth + nested > MAX_DEPTH) throw new TooDeep();
    if (open.length > 0 && (i === 0 || !continuesChain(links[i - 1] as Link))) closeBranches(cx, open, depth);
  }
  return value;
}

function literalPart(template: Expr): string {
  return template.k === 'literal' && typeof template.value === 'string' ? template.value : '';
}

function continuesChain(next: Link): boolean {
  return (next.flags & K.InOptionalChain) !== 0;
}

function closeBranches(cx: Lowering, open: { outer: Step[]; step: IfStep }[], depth: number): void {
  for (let frame = open.pop(); frame !== undefined; frame = open.pop()) {
    if (hasEffects(frame.step.then)) frame.outer.push(frame.step);
    else append(frame.outer, frame.step.then);
    cx.steps = frame.outer;
  }
  cx.depth = depth;
}

function rootOperand(cx: Lowering, base: ts.Expression, calls: boolean): Expr {
  if (base.kind === K.Identifier) return reference(cx, base as ts.Identifier, calls ? calleeHow(cx, 'call') : cx.how);
  return expression(cx, base);
}

/** Beginnings of a chain that are more than an operand: `import('s')`, `require('s')`, `(() => …)()`. */
function lowerRoot(
  cx: Lowering, base: ts.Expression, links: Link[], hint: string, fate: number, top: number,
): { value: Expr; links: number } | undefined {
  const first = links.at(-1) as Link;
  const own = links.length - 1 === top ? fate : 0;
  if (base.kind === K.ImportKeyword && first.kind === K.CallExpression) {
    return { value: lowerImportCall(cx, first, 'import', 'dynamic', own), links: 1 };
  }
  if (base.kind === K.Identifier) {
    if (first.kind !== K.CallExpression || requiredSpecifier(cx, first, cx.scope) === undefined) return undefined;
    return { value: lowerImportCall(cx, first, 'require', 'require', own), links: 1 };
  }
  const called = K.unwrapped(base);
  if (!K.isFunctionExpression(called)) return undefined;
  let count = 0;
  if (first.kind === K.CallExpression) count = 1;
  else if (first.kind === K.PropertyAccess && links.at(-2)?.kind === K.CallExpression) {
    const method = (first).name.text;
    if (method === 'call' || method === 'apply') count = 2;
  }
  if (count === 0) return undefined;
  const call = links.at(-count) as ts.CallExpression;
  const at = startOf(cx, called);
  const depth = cx.depth;
  enter(cx);
  const id = lowerFunction(cx, called, called.kind === K.ArrowFunction ? 'arrow' : 'function', {
    name: qualified(cx, called.name?.text ?? (hint === '' ? '<immediate>' : hint)), nameNode: called.name, immediate: true,
  });
  cx.depth = depth;
  cx.steps.push({ s: 'function', function: id, at, end: called.end });
  let callee: Expr = { k: 'function', function: id };
  if (count === 2) callee = { k: 'member', of: callee, name: (first as ts.PropertyAccessExpression).name.text };
  const args = callArguments(cx, call.expression, call.arguments, hint, '');
  return { value: pushCall(cx, call, callee, at, args, startOf(cx, base), links.length - count === top ? fate : 0, false), links: count };
}

function lowerImportCall(cx: Lowering, call: ts.CallExpression, name: string, kind: 'dynamic' | 'require', fate: number): Expr {
  const specifier = call.arguments[0];
  const args = call.arguments.map((argument) => expression(cx, argument));
  if (specifier !== undefined && K.literalText(specifier) !== undefined) addImport(cx, call, specifier, kind, false, !cx.evaluating);
  const at = startOf(cx, call);
  return pushCall(cx, call, { k: 'global', name }, at, args, at, fate, false, 'import');
}

/** `new C(…)` */
export function lowerNew(cx: Lowering, node: ts.NewExpression, hint: string, fate: number): Expr {
  const { expression: name } = node;
  const at = startOf(cx, node);
  const callee = withHow(cx, calleeHow(cx, 'new'), () => expression(cx, name));
  const args = callArguments(cx, name, node.arguments, hint, 'new ');
  const nameAt = startOf(cx, name.kind === K.PropertyAccess ? (name as ts.PropertyAccessExpression).name : name);
  return pushCall(cx, node, callee, nameAt, args, at, fate, false, 'new');
}

/** Runs `lower` where imported names are read for the reason `how`. */
export function withHow<T>(cx: Lowering, how: EvaluatedUse['how'], lower: () => T): T {
  const outer = cx.how;
  cx.how = how;
  const result = lower();
  cx.how = outer;
  return result;
}

/** The arguments of a call; functions among them are named after the call. */
export function callArguments(
  cx: Lowering, callee: ts.Expression, args: ts.NodeArray<ts.Expression> | undefined, hint: string, prefix: string,
): Expr[] {
  const values: Expr[] = [];
  if (args === undefined) return values;
  let name: string | undefined;
  for (const argument of args) {
    switch (argument.kind) {
      case K.Identifier:
        values.push(reference(cx, argument as ts.Identifier));
        break;
      case K.ArrowFunction:
      case K.FunctionExpression:
        values.push(expression(cx, argument, (name ??= argumentName(hint, callee, args, prefix))));
        argumentComments(cx, callee, argument as ts.ArrowFunction, argument !== args[0]);
        break;
      case K.StringLiteral:
      case K.NumericLiteral:
      case K.PropertyAccess:
        values.push(expression(cx, argument));
        break;
      default:
        values.push(expression(cx, argument, (name ??= argumentName(hint, callee, args, prefix))));
    }
  }
  return values;
}

/** Adds the call step and answers its value. */
function pushCall(
  cx: Lowering, node: ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression, callee: Expr, nameAt: number,
  args: Expr[], at: number, fate: number, optional: boolean, kind?: 'new' | 'tag' | 'import',
): Expr {
  const id = cx.nextCall++;
  const step: CallStep = { s: 'call', id, callee, nameAt, args, at, end: node.end };
  if (kind !== undefined) step.kind = kind;
  if (node.typeArguments !== undefined) step.typeArgs = typeFacts(cx, node.typeArguments);
  if (optional) step.optional = true;
  if ((fate & Awaited) !== 0) step.awaited = true;
  if ((fate & Dropped) !== 0) step.fate = 'dropped';
  else if ((fate & Voided) !== 0) step.fate = 'void';
  else if ((fate & Returned) !== 0) step.fate = 'returned';
  cx.steps.push(step);
  return { k: 'result', id };
}
