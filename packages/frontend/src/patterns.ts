import { ts } from 'ts-morph';
import type { Expr, PatternItem, PatternProp, Target } from '@dist-lint/model';
import { expression } from './expressions.ts';
import { append, collect, enter, hasEffects, leave, spanOf, unknown, type Lowering } from './lowering.ts';
import { memberName, pathName } from './naming.ts';
import { lookupValue, writtenName } from './scopes.ts';
import * as K from './syntax.ts';

/** What a declared name or pattern binds; `source` is where its value comes from, if that has a name. */
export function bindingTarget(cx: Lowering, name: ts.BindingName, source?: Expr): Target {
  if (name.kind === K.Identifier) return declaredName(cx, name);
  enter(cx);
  const target = name.kind === K.ObjectBindingPattern
    ? objectBinding(cx, name, source)
    : arrayBinding(cx, name);
  leave(cx);
  return target;
}

function declaredName(cx: Lowering, name: ts.Identifier): Expr {
  const id = lookupValue(cx.scope, name.text);
  return id === -1 ? unknown() : { k: 'var', v: id };
}

function objectBinding(cx: Lowering, pattern: ts.ObjectBindingPattern, source: Expr | undefined): Target {
  const props: PatternProp[] = [];
  let rest: Target | undefined;
  for (const element of pattern.elements) {
    if (element.dotDotDotToken !== undefined) {
      rest = bindingTarget(cx, element.name);
      continue;
    }
    const key = propertyKey(cx, element.propertyName ?? (element.name as ts.Identifier));
    const member = memberOf(source, key);
    const to = bindingTarget(cx, element.name, member);
    props.push(patternProp(cx, to, key, element.initializer, member, nameOf(element.name)));
  }
  return rest === undefined ? { k: 'object-pattern', props } : { k: 'object-pattern', props, rest };
}

function arrayBinding(cx: Lowering, pattern: ts.ArrayBindingPattern): Target {
  const items: (PatternItem | null)[] = [];
  let rest: Target | undefined;
  for (const element of pattern.elements) {
    if (element.kind === K.OmittedExpression) {
      items.push(null);
      continue;
    }
    const { name, initializer, dotDotDotToken } = element;
    const to = bindingTarget(cx, name);
    if (dotDotDotToken !== undefined) rest = to;
    else items.push(patternItem(cx, to, initializer, undefined, nameOf(name)));
  }
  return rest === undefined ? { k: 'array-pattern', items } : { k: 'array-pattern', items, rest };
}

/** What an assignment assigns to: a name, a member or a pattern of them. */
export function assignmentTarget(cx: Lowering, node: ts.Expression, source?: Expr): Target {
  const inner = K.unwrapped(node);
  switch (inner.kind) {
    case K.Identifier:
      return writtenName(cx, inner as ts.Identifier);
    case K.ObjectLiteral:
    case K.ArrayLiteral: {
      enter(cx);
      const target = inner.kind === K.ObjectLiteral
        ? objectAssignment(cx, inner as ts.ObjectLiteralExpression, source)
        : arrayAssignment(cx, inner as ts.ArrayLiteralExpression);
      leave(cx);
      return target;
    }
    default:
      return expression(cx, inner);
  }
}

function objectAssignment(cx: Lowering, pattern: ts.ObjectLiteralExpression, source: Expr | undefined): Target {
  const props: PatternProp[] = [];
  let rest: Target | undefined;
  for (const property of pattern.properties) {
    switch (property.kind) {
      case K.SpreadAssignment:
        rest = assignmentTarget(cx, (property).expression);
        break;
      case K.ShorthandProperty: {
        const { name, objectAssignmentInitializer } = property;
        props.push(patternProp(cx, writtenName(cx, name), name.text, objectAssignmentInitializer, memberOf(source, name.text), name.text));
        break;
      }
      case K.PropertyAssignment: {
        const { name, initializer } = property;
        const key = propertyKey(cx, name);
        const member = memberOf(source, key);
        const { target, standard } = withDefault(initializer);
        props.push(patternProp(cx, assignmentTarget(cx, target, member), key, standard, member, pathName(target)));
        break;
      }
      default:
        break;
    }
  }
  return rest === undefined ? { k: 'object-pattern', props } : { k: 'object-pattern', props, rest };
}

function arrayAssignment(cx: Lowering, pattern: ts.ArrayLiteralExpression): Target {
  const items: (PatternItem | null)[] = [];
  let rest: Target | undefined;
  for (const element of pattern.elements) {
    if (element.kind === K.OmittedExpression) {
      items.push(null);
    } else if (element.kind === K.SpreadElement) {
      rest = assignmentTarget(cx, (element as ts.SpreadElement).expression);
    } else {
      const { target, standard } = withDefault(element);
      items.push(patternItem(cx, assignmentTarget(cx, target), standard, undefined, pathName(target)));
    }
  }
  return rest === undefined ? { k: 'array-pattern', items } : { k: 'array-pattern', items, rest };
}

/** `a = 1` within an assignment pattern. */
function withDefault(node: ts.Expression): { target: ts.Expression; standard: ts.Expression | undefined } {
  if (node.kind === K.BinaryExpression) {
    const { left, operatorToken, right } = node as ts.BinaryExpression;
    if (operatorToken.kind === ts.SyntaxKind.EqualsToken) return { target: left, standard: right };
  }
  return { target: node, standard: undefined };
}

function patternProp(
  cx: Lowering, to: Target, key: string | undefined, standard: ts.Expression | undefined, member: Expr | undefined, hint: string,
): PatternProp {
  const prop: PatternProp = patternItem(cx, to, standard, member, hint);
  if (key !== undefined) prop.key = key;
  return prop;
}

function patternItem(
  cx: Lowering, to: Target, standard: ts.Expression | undefined, member: Expr | undefined, hint: string,
): PatternItem {
  if (standard === undefined) return { to };
  return { to, default: defaultValue(cx, standard, member ?? (to.k === 'var' ? to : unknown()), hint) };
}

/** A default; its steps run only if what it replaces is `undefined`. */
export function defaultValue(cx: Lowering, node: ts.Expression, test: Expr, hint: string): Expr {
  let value: Expr = unknown();
  const steps = collect(cx, () => {
    value = expression(cx, node, hint);
  });
  if (hasEffects(steps)) cx.steps.push({ s: 'if', kind: 'default', test, then: steps, else: [], ...spanOf(cx, node) });
  else append(cx.steps, steps);
  return value;
}

function memberOf(source: Expr | undefined, key: string | undefined): Expr | undefined {
  return source === undefined || key === undefined ? undefined : { k: 'member', of: source, name: key };
}

function nameOf(name: ts.BindingName): string {
  return name.kind === K.Identifier ? (name).text : '';
}

/** The key of a property; the steps of a computed one run here. */
function propertyKey(cx: Lowering, name: ts.PropertyName): string | undefined {
  const key = memberName(name);
  if (key === undefined && name.kind === K.ComputedPropertyName) expression(cx, (name).expression);
  return key;
}
