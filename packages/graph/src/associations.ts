/**
 * What associations add to models: after `Order.hasMany(Line, { as: 'lines' })` a row of `Order` has `lines`, `getLines()`,
 * `createLine({ … })`, `addLines([…])`; rows say which verbs there are and what each does.
 */
import type { Associates } from '@dist-lint/libraries';
import type { Link } from './link-context.ts';
import type { LinkedModule } from './program.ts';
import { singular, slotExpr, textOf, valueName } from './slots.ts';
import { parseSymbol } from './symbols.ts';
import { join, NOTHING, type CallSite, type ExternalValue, type Value } from './values.ts';

interface Association {
  facts: Associates;
  package: string;
  /** The program's own package in which it is made. */
  within: string;
  /** Its name, and that of the rows in between, as {@link stemOf} gives them. */
  stem: string;
  through: string;
  target: readonly Value[];
  args: readonly (readonly Value[])[];
}

export type Associations = (value: ExternalValue, owner: Value, name: string) => readonly Value[];

/** What a member of a model's row is by the associations of the model; nothing where two would mean different things. */
export function associations(link: Link): Associations {
  const kept = link.tracker.memo<'', ReadonlyMap<string, readonly Association[]>>();
  const calls = link.tracker.table<'', CallSite>(() => link.modules.all, (module) => (link.isExempt(module.path) ? [] : callsIn(module)));

  function callsIn(module: LinkedModule): (readonly ['', CallSite])[] {
    return module.index.calls.flatMap((each, fn) => each.flatMap((call) => (call?.callee.k === 'member' && link.libraries.associating.has(call.callee.name) ? [['', { module, function: fn, call }] as const] : [])));
  }

  /** By the name of the model that has it. */
  function bySource(): ReadonlyMap<string, readonly Association[]> {
    return kept.get(undefined, '') ?? kept.fill(undefined, '', new Map(), () => {
      const found = new Map<string, Association[]>();
      for (const site of calls.get('')) {
        const known = link.callee(site.module, site.function, site.call);
        for (const callee of known.length > 0 ? known : calleesByOther(link, site)) {
          const facts = callee.is === 'external' ? link.libraries.symbol(callee.package, callee.path)?.facts.associates : undefined;
          const source = facts && callee.is === 'external' ? modelOf(link, callee.receiver) : '';
          const made = facts && source !== '' && callee.is === 'external' ? read(link, site, callee, facts) : undefined;
          if (made) found.set(source, [...(found.get(source) ?? []), made]);
        }
      }
      return found;
    });
  }

  return (value, owner, name) => {
    if (link.libraries.associating.size === 0 || !isModel(link, value)) return NOTHING;
    const source = modelOf(link, owner);
    const own = (source === '' ? undefined : bySource().get(source)) ?? [];
    const place = owner.is === 'instance' || owner.is === 'class' ? link.modules.class(owner.number).module.input.package : undefined;
    const fitting = own.filter((each) => each.package === value.package && (place === undefined || each.within === place));
    // The same model's name in two packages says nothing of which is meant.
    if (new Set(fitting.map(({ within }) => within)).size > 1) return NOTHING;
    return join(fitting.map((each) => memberOf(each, owner, name)));
  };
}

function memberOf({ facts, package: pkg, stem, through, target, args }: Association, owner: Value, name: string): readonly Value[] {
  const asked = stemOf(name);
  if (asked === stem) return facts.many ? [{ is: 'array', element: () => target }] : target;
  if (asked === through) return args[2] ?? NOTHING;
  const verb = facts.verbs.find((each) => name.startsWith(each) && stemOf(name.slice(each.length)) === stem);
  return verb === undefined ? NOTHING : [{ is: 'external', ...parseSymbol(`${facts.symbol}.${verb}`, pkg), receiver: owner, args }];
}

function isModel(link: Link, { package: pkg, path }: ExternalValue): boolean {
  return [...link.libraries.associating].some((name) => link.libraries.symbol(pkg, `${path}.${name}`)?.facts.associates);
}

/** `const { order } = handed.models; order.hasMany(Line)`: what the other model would call, on one of that name. */
function calleesByOther(link: Link, { module, function: fn, call }: CallSite): readonly Value[] {
  const [other] = call.args;
  if (call.callee.k !== 'member' || !other) return NOTHING;
  const { name, of } = call.callee;
  const [assigned] = of.k === 'var' ? (module.index.assignments[of.v] ?? []) : [];
  const called = of.k === 'member' ? of.name : (assigned?.path.at(-1) ?? '');
  if (called === '') return NOTHING;
  return link.evaluate(module, fn, other).flatMap((value) => link.member(value, name)).map((each) => (each.is === 'external' ? { ...each, receiver: { is: 'literal', value: called } } : each));
}

function read(link: Link, site: CallSite, callee: ExternalValue, facts: Associates): Association | undefined {
  const text = (slot: string): string => {
    const placed = slotExpr(link, site, callee, slot);
    return placed && placed.expr.k !== 'object' ? textOf(link, placed.module, placed.function, placed.expr) : '';
  };
  const target = model(link, site, callee, facts.of);
  const named = modelName(link, target);
  const stem = stemOf(text(facts.as)) || named;
  if (stem === '' || named === '') return undefined;
  const between = facts.through === undefined ? NOTHING : model(link, site, callee, facts.through);
  const source = callee.receiver ? rowsOf([callee.receiver]) : NOTHING;
  return { facts, package: callee.package, within: site.module.input.package, stem, through: modelName(link, between), target, args: [target, source, between] };
}

/** The model in a slot: its class, what defined it, or only its name: `models.Line` of whatever holds the models. */
function model(link: Link, site: CallSite, callee: ExternalValue, slots: string): readonly Value[] {
  for (const slot of slots.split('|')) {
    const placed = slotExpr(link, site, callee, slot);
    if (!placed || placed.expr.k === 'object') continue;
    const values = rowsOf(link.evaluate(placed.module, placed.function, placed.expr));
    if (values.length > 0) return modelName(link, values) === '' ? NOTHING : values;
    const name = placed.expr.k === 'member' ? placed.expr.name : '';
    const [path] = callee.path.split('.');
    return name === '' || path === undefined ? NOTHING : [{ is: 'external', package: callee.package, path, args: [[{ is: 'literal', value: name }]] }];
  }
  return NOTHING;
}

function rowsOf(values: readonly Value[]): readonly Value[] {
  return values.map((each) => (each.is === 'class' ? { is: 'instance', number: each.number } : each));
}

function modelName(link: Link, [first, ...others]: readonly Value[]): string {
  return first && others.length === 0 ? modelOf(link, first) : '';
}

/** The name by which a model is known: its class's, or what it was defined as. */
function modelOf(link: Link, value: Value | undefined): string {
  if (!value) return '';
  if (value.is === 'class' || value.is === 'instance') return stemOf(valueName(link, value));
  if (value.is === 'literal') return typeof value.value === 'string' ? stemOf(value.value) : '';
  const [named] = value.is === 'external' ? (value.args?.[0] ?? []) : [];
  return named && named.is !== 'external' ? stemOf(valueName(link, named)) : '';
}

/** Libraries make singulars and plurals of names as they need them. */
function stemOf(name: string): string {
  return singular(name).replaceAll('_', '').toLowerCase();
}
