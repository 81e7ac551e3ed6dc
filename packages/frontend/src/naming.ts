import type { ts } from 'ts-morph';
import type { Lowering } from './lowering.ts';
import * as K from './syntax.ts';

const longestOwner = 160;
const longestLiteral = 40;

/** A name that no function of the file has yet: the second `pay` is `pay#2`. */
export function uniqueName(cx: Lowering, base: string): string {
  const used = cx.names.get(base);
  if (used === undefined) {
    cx.names.set(base, 1);
    return base;
  }
  for (let n = used + 1; ; n++) {
    const name = `${base}#${n}`;
    if (cx.names.has(name)) continue;
    cx.names.set(base, n);
    cx.names.set(name, 1);
    return name;
  }
}

/** `name` as a member of what encloses it. */
export function qualified(cx: Lowering, name: string): string {
  return cx.owner === '' ? name : `${shortened(cx.owner)}.${name}`;
}

export function shortened(owner: string): string {
  return owner.length > longestOwner ? `${owner.slice(0, longestOwner)}…` : owner;
}

/**
 * What a function is called that is passed to a call: `<setTimeout>`, `<get('/orders')>`, behind the
 * name of what the call's result is assigned to.
 */
export function argumentName(hint: string, callee: ts.Expression, args: readonly ts.Expression[] | undefined, prefix = ''): string {
  let name = `${prefix}${lastName(callee)}`;
  const first = K.literalText(args?.[0]);
  if (first !== undefined && first.length <= longestLiteral && !/[\r\n]/.test(first)) name += `('${first}')`;
  return hint === '' ? `<${name}>` : `${hint}.<${name}>`;
}

/** The last name of a path: `get` of `app.router.get`. */
export function lastName(node: ts.Expression): string {
  let inner = K.unwrapped(node);
  while (inner.kind === K.CallExpression || inner.kind === K.NewExpression) {
    inner = K.unwrapped((inner as ts.CallExpression).expression);
  }
  switch (inner.kind) {
    case K.Identifier:
      return (inner as ts.Identifier).text;
    case K.PropertyAccess:
      return (inner as ts.PropertyAccessExpression).name.text;
    case K.SuperKeyword:
      return 'super';
    case K.ImportKeyword:
      return 'import';
    default:
      return 'call';
  }
}

/** What a function is called that is assigned to a path: `orders.create`, `this.handle`. */
export function pathName(node: ts.Expression): string {
  const names: string[] = [];
  let at = node;
  for (; at.kind === K.PropertyAccess && names.length < 4; at = (at as ts.PropertyAccessExpression).expression) {
    names.unshift((at as ts.PropertyAccessExpression).name.text);
  }
  if (at.kind === K.Identifier) names.unshift((at as ts.Identifier).text);
  else if (at.kind === K.ThisKeyword) names.unshift('this');
  return names.join('.');
}

/** A member's name as written: identifiers, literals, `#private`; undefined when it is computed. */
export function memberName(name: ts.PropertyName | ts.JsxAttributeName | ts.ModuleExportName): string | undefined {
  switch (name.kind) {
    case K.Identifier:
    case K.PrivateIdentifier:
    case K.StringLiteral:
    case K.NumericLiteral:
    case K.NoSubstitutionTemplate:
    case K.BigIntLiteral:
      return (name as ts.Identifier).text;
    case K.JsxNamespacedName:
      return `${(name).namespace.text}:${(name).name.text}`;
    case K.ComputedPropertyName: {
      const inner = K.unwrapped((name).expression);
      return K.literalText(inner) ?? (inner.kind === K.NumericLiteral ? (inner as ts.NumericLiteral).text : undefined);
    }
    default:
      return undefined;
  }
}

/** How a member with a computed name is called: `[Symbol.iterator]`. */
export function computedName(cx: Lowering, name: ts.Node): string {
  const text = cx.text.slice(name.pos, name.end).trim();
  return text.length <= longestLiteral && !/\s/.test(text) ? text : '[computed]';
}
