/** Reads the slots of library rows at a call: where a value is found, and its text. */
import type { Slot } from '@dist-lint/libraries';
import type { Expr, ObjectProp } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import type { LinkedModule, Placed } from './program.ts';
import { returnedOnce } from './returned-once.ts';
import type { CallSite, ExternalValue, ObjectValue, Value } from './values.ts';

const LONGEST_CHAIN = 40;

/** The expression in a slot, or undefined: absent, spread, or not followed. */
export function slotExpr(link: Link, site: CallSite, callee: ExternalValue, slot: Slot): Placed | undefined {
  if (slot.includes('|')) return slot.split('|').map((each) => slotExpr(link, site, callee, each)).find((each) => each !== undefined);
  const named = /^(\w+):(.+)$/.exec(slot);
  if (named) {
    const origin = chainCall(callee, named[1] ?? '');
    return origin ? argument(link, origin, named[2] ?? '0') : undefined;
  }
  return /^\d/.test(slot) ? argument(link, site, slot) : undefined;
}

/** The text in a slot: literals followed through constants, fixed parts of templates; '' when it cannot be told. */
export function slotText(link: Link, site: CallSite, callee: ExternalValue, slot: Slot | undefined): string {
  if (slot === undefined) return '';
  if (slot.includes('|')) return slot.split('|').map((each) => slotText(link, site, callee, each)).find((each) => each !== '') ?? '';
  if (slot.startsWith('=')) return slot.slice(1);
  if (slot.startsWith('*')) return slot.endsWith('s') ? singular(starText(link, callee, Number(slot.slice(1, -1)))) : starText(link, callee, Number(slot.slice(1)));
  const typeArg = /^<(\d+)>$/.exec(slot);
  if (typeArg) return callee.args?.[Number(typeArg[1])]?.map((value) => valueName(link, value)).find(Boolean) ?? '';
  if (slot === 'this') return modelName(link, callee);
  const placed = slotExpr(link, site, callee, slot);
  return placed ? textOf(link, placed.module, placed.function, placed.expr) : '';
}

/** The class of the program that a model's method was called on, `Order.findAll()`, or what its type argument says. */
function modelName(link: Link, { args, receiver }: ExternalValue): string {
  if (receiver?.is === 'class' || receiver?.is === 'instance') return valueName(link, receiver);
  // `ModelStatic<Model>` says no more than that it is one.
  return args?.[0]?.map((value) => (value.is === 'external' && !value.made ? '' : valueName(link, value))).find(Boolean) ?? '';
}

function starText(link: Link, callee: ExternalValue, index: number): string {
  return link.libraries.symbol(callee.package, callee.path)?.stars[index - 1] ?? '';
}

/** `Order` of `Orders`, `Category` of `Categories`, `Address` of `Addresses`. */
export function singular(name: string): string {
  if (name.endsWith('ies')) return `${name.slice(0, -3)}y`;
  return name.replace(/(s|x|z|ch|sh)es$/, '$1').replace(/([^s])s$/, '$1');
}

/** The nearest call of that name up the receiver's chain; `new` is the construction or factory call that began it. */
export function chainCall(callee: ExternalValue, name: string): CallSite | undefined {
  let last: CallSite | undefined;
  let each: Value | undefined = callee;
  for (let hops = 0; each && hops < LONGEST_CHAIN; hops += 1) {
    if (each.is === 'instance') return name === 'new' ? each.made : undefined;
    if (each.is !== 'external') break;
    const made: CallSite | undefined = each.made;
    if (made) {
      if (name === 'new' && made.call.kind === 'new') return made;
      if (name !== 'new' && made.call.callee.k === 'member' && made.call.callee.name === name) return made;
      last = made;
    }
    each = each.receiver;
  }
  return name === 'new' ? last : undefined;
}

function argument(link: Link, site: CallSite, slot: string): Placed | undefined {
  const [position = '0', ...path] = slot.split('.');
  const index = position.endsWith('+') ? Number(position.slice(0, -1)) : position === 'last' ? site.call.args.length - 1 : Number(position);
  if (site.call.args.slice(0, index + 1).some((arg) => arg.k === 'spread')) return undefined;
  const arg = site.call.args[index];
  return arg ? property(link, { module: site.module, function: site.function, expr: arg }, path) : undefined;
}

/** The expression at a property path of an object literal, followed through constants. */
export function property(link: Link, placed: Placed, path: readonly string[]): Placed | undefined {
  let each: Placed | undefined = placed;
  for (const key of path) {
    const object: Value | undefined =
      each.expr.k === 'object'
        ? { is: 'object', module: each.module, function: each.function, expr: each.expr }
        : link.evaluate(each.module, each.function, each.expr).find((value) => value.is === 'object');
    if (object?.is !== 'object') return undefined;
    const prop: ObjectProp | undefined = object.expr.props.find((candidate) => candidate.key === key);
    const found: Placed | undefined = prop ? { module: object.module, function: object.function, expr: prop.value } : spreadProperty(link, object, key);
    if (!found) return undefined;
    each = found;
  }
  return each;
}

/** What `{ ...defaults }` has under a key: the last spread decides, unless one after it may hold anything. */
function spreadProperty(link: Link, object: ObjectValue, key: string): Placed | undefined {
  if (!object.expr.props.some(({ value }) => value.k === 'spread') || !link.budget.enter()) return undefined;
  try {
    return lastSpread(link, object, key);
  } finally {
    link.budget.leave();
  }
}

function lastSpread(link: Link, { module, function: fn, expr }: ObjectValue, key: string): Placed | undefined {
  for (const { value } of expr.props.toReversed()) {
    if (value.k !== 'spread') continue;
    const values = link.evaluate(module, fn, value.of);
    const [spread] = values;
    if (values.length !== 1 || spread?.is !== 'object') return undefined;
    const found = property(link, { module: spread.module, function: spread.function, expr: spread.expr }, [key]);
    if (found) return found;
  }
  return undefined;
}

/** The text of an expression: literal, constant, enum member, template with `*` for what varies; '' when unknown. */
export function textOf(link: Link, module: LinkedModule, fn: number, expr: Expr, depth = 0): string {
  switch (expr.k) {
    case 'literal':
      return expr.value === null ? '' : String(expr.value);
    case 'template':
      return expr.parts.map((part, index) => part + (index < expr.values.length ? partText(link, module, fn, expr.values[index]) : '')).join('');
    case 'op':
      if (expr.op !== '+') break;
      return expr.args.map((arg) => partText(link, module, fn, arg)).join('');
    default:
  }
  const values = link.evaluate(module, fn, expr);
  const [value] = values;
  if (!value) return depth < DEEPEST_TEXT ? returnedText(link, module, fn, expr, depth + 1) : '';
  if (values.length > 1) return '';
  if (value.is === 'literal') return value.value === null ? '' : String(value.value);
  return valueName(link, value);
}

/** Functions that make a text through functions that make a text: followed this far. */
const DEEPEST_TEXT = 4;

/** The text that a function of the program always returns: `productKey(id)`. */
function returnedText(link: Link, module: LinkedModule, fn: number, expr: Expr, depth: number): string {
  const once = returnedOnce(link, module, fn, expr);
  return once ? textOf(link, once.module, once.function, once.expr, depth) : '';
}

function partText(link: Link, module: LinkedModule, fn: number, expr: Expr | undefined): string {
  const text = expr ? textOf(link, module, fn, expr) : '';
  return text === '' ? '*' : text;
}

/** The name of a class, function or exported thing, for entities and people. */
export function valueName(link: Pick<Link, 'modules'>, value: Value): string {
  switch (value.is) {
    case 'class':
    case 'instance':
      return link.modules.class(value.number).fact.name;
    case 'function':
      return link.modules.function(value.number).fact.name;
    case 'interface':
      return value.module.facts.types[value.index]?.name ?? '';
    case 'external':
      // A table or model that a call made has the name it was made with: `pgTable('orders', …)`.
      return value.made ? (value.args?.[0]?.map((each) => (each.is === 'literal' ? valueName(link, each) : '')).find(Boolean) ?? '') : value.path.slice(value.path.lastIndexOf('.') + 1);
    case 'literal':
      return value.value === null ? '' : String(value.value);
    case 'type-parameter':
      return `<${value.name}>`;
    default:
      return '';
  }
}
