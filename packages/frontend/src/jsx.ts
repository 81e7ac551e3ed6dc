import type { ts } from 'ts-morph';
import type { Expr, ObjectProp } from '@dist-lint/model';
import { withHow } from './calls.ts';
import { expression } from './expressions.ts';
import { startOf, type Lowering } from './lowering.ts';
import { lastName, memberName } from './naming.ts';
import { calleeHow } from './scopes.ts';
import * as K from './syntax.ts';
import { typeFacts } from './types.ts';

export function lowerJsxElement(cx: Lowering, node: ts.JsxElement): Expr {
  return element(cx, node, node.openingElement, node.children);
}

export function lowerJsxSelfClosing(cx: Lowering, node: ts.JsxSelfClosingElement): Expr {
  return element(cx, node, node, undefined);
}

/** `<>…</>`: its children. */
export function lowerJsxFragment(cx: Lowering, node: ts.JsxFragment): Expr {
  return { k: 'array', items: children(cx, node.children, '<>') };
}

/**
 * A component is called with its properties as one object; other elements are the object alone,
 * without the attributes that are plain text.
 */
function element(
  cx: Lowering, node: ts.JsxElement | ts.JsxSelfClosingElement, opening: ts.JsxOpeningLikeElement,
  nested: readonly ts.JsxChild[] | undefined,
): Expr {
  const { tagName } = opening;
  const name = `<${tagName.kind === K.JsxNamespacedName ? memberName(tagName) ?? '' : lastName(tagName)}>`;
  const component = isComponent(tagName);
  const callee = component ? withHow(cx, calleeHow(cx, 'jsx'), () => expression(cx, tagName as ts.Expression)) : undefined;
  const props: ObjectProp[] = [];
  for (const attribute of opening.attributes.properties) {
    // A class name or the path of an icon says nothing about the system, and there are a lot of them.
    if (!component && isText(attribute)) continue;
    props.push(attributeProp(cx, attribute, name));
  }
  if (nested !== undefined) {
    const items = children(cx, nested, name);
    const [first] = nested;
    if (items.length > 0 && first !== undefined) props.push({ key: 'children', value: { k: 'array', items }, at: first.pos });
  }
  const object: Expr = { k: 'object', props };
  if (callee === undefined) return object;
  const id = cx.nextCall++;
  const nameAt = startOf(cx, tagName.kind === K.PropertyAccess ? (tagName as ts.PropertyAccessExpression).name : tagName);
  const at = startOf(cx, node);
  const typeArgs = opening.typeArguments === undefined ? undefined : typeFacts(cx, opening.typeArguments);
  cx.steps.push({
    s: 'call', id, kind: 'jsx', callee, nameAt, args: [object], at, end: node.end, ...(typeArgs === undefined ? undefined : { typeArgs }),
  });
  return { k: 'result', id };
}

function isText(attribute: ts.JsxAttributeLike): boolean {
  return attribute.kind === K.JsxAttribute && (attribute).initializer?.kind === K.StringLiteral;
}

/** Tags that begin with a lower case letter are the platform's, unless they are members. */
function isComponent(tag: ts.JsxTagNameExpression): boolean {
  if (tag.kind === K.JsxNamespacedName) return false;
  if (tag.kind !== K.Identifier) return true;
  const first = (tag).text.charAt(0);
  return first !== '' && first !== first.toLowerCase();
}

function attributeProp(cx: Lowering, attribute: ts.JsxAttributeLike, name: string): ObjectProp {
  const at = startOf(cx, attribute);
  if (attribute.kind === K.JsxSpreadAttribute) {
    return { value: { k: 'spread', of: expression(cx, (attribute).expression) }, at };
  }
  const { name: key, initializer } = attribute;
  const text = memberName(key) ?? '';
  const value: Expr = initializer === undefined
    ? { k: 'literal', value: true }
    : expression(cx, initializer, `${name}.${text}`);
  return { key: text, value, at };
}

/** The children that are expressions or elements with anything in them; text is left out. */
function children(cx: Lowering, nodes: readonly ts.JsxChild[], name: string): Expr[] {
  const items: Expr[] = [];
  for (const child of nodes) {
    if (child.kind === K.JsxText) continue;
    if (child.kind === K.JsxExpression) {
      const { expression: inner, dotDotDotToken } = child;
      if (inner === undefined) continue;
      const value = expression(cx, inner, name);
      items.push(dotDotDotToken === undefined ? value : { k: 'spread', of: value });
    } else {
      const value = expression(cx, child, name);
      if (value.k !== 'object' || value.props.length > 0) items.push(value);
    }
  }
  return items;
}

