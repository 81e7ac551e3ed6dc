import type { ts } from 'ts-morph';
import type { Expr, ObjectProp } from '@dist-lint/model';
import { expression } from './expressions.ts';
import { lowerFunction } from './functions.ts';
import { startOf, unknown, type Lowering } from './lowering.ts';
import { computedName, memberName, qualified } from './naming.ts';
import { reference } from './scopes.ts';
import * as K from './syntax.ts';

/** A number as written. What JSON cannot say (`1e999`) is not modelled. */
export function numeric(text: string): Expr {
  const value = Number(text);
  return Number.isFinite(value) ? { k: 'literal', value } : unknown();
}

export function lowerArray(cx: Lowering, node: ts.ArrayLiteralExpression, hint: string): Expr {
  const items: Expr[] = [];
  for (const element of node.elements) items.push(expression(cx, element, hint));
  return { k: 'array', items };
}

export function lowerTemplate(cx: Lowering, node: ts.TemplateExpression): Expr {
  const parts = [node.head.text];
  const values: Expr[] = [];
  for (const span of node.templateSpans) {
    values.push(expression(cx, span.expression));
    parts.push(span.literal.text);
  }
  return { k: 'template', parts, values };
}

export function lowerObject(cx: Lowering, node: ts.ObjectLiteralExpression, hint: string): Expr {
  const props: ObjectProp[] = [];
  for (const property of node.properties) props.push(objectProp(cx, property, hint));
  return { k: 'object', props };
}

function objectProp(cx: Lowering, property: ts.ObjectLiteralElementLike, hint: string): ObjectProp {
  const at = startOf(cx, property);
  if (property.kind === K.SpreadAssignment) {
    return { value: { k: 'spread', of: expression(cx, (property).expression) }, at };
  }
  if (property.kind === K.ShorthandProperty) {
    const { name, objectAssignmentInitializer } = property;
    // `{ a = 1 }` is an error outside of a pattern: the facts stay best effort.
    if (objectAssignmentInitializer !== undefined) expression(cx, objectAssignmentInitializer);
    return { key: name.text, value: reference(cx, name), at };
  }
  const name = property.name;
  const key = memberName(name);
  const computed = key === undefined && name.kind === K.ComputedPropertyName
    ? expression(cx, (name).expression)
    : undefined;
  const inner = joined(hint, key ?? computedName(cx, name));
  const prop: ObjectProp = { value: unknown(), at };
  if (key !== undefined) prop.key = key;
  if (computed !== undefined) prop.computed = computed;
  switch (property.kind) {
    case K.PropertyAssignment:
      prop.value = expression(cx, (property).initializer, inner);
      return prop;
    case K.GetAccessor:
      prop.kind = 'getter';
      break;
    case K.SetAccessor:
      prop.kind = 'setter';
      break;
    default:
      prop.kind = 'method';
  }
  const method = property as ts.MethodDeclaration;
  const id = lowerFunction(cx, method, prop.kind, { name: qualified(cx, inner), nameNode: name });
  cx.steps.push({ s: 'function', function: id, at, end: property.end });
  prop.value = { k: 'function', function: id };
  return prop;
}

function joined(hint: string, key: string): string {
  return hint === '' ? key : `${hint}.${key}`;
}
