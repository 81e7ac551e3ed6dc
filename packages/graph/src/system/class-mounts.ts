/** What stands in front of the routes of a class: the path below which a container hangs it, and the version that it is of. */
import type { Decorator, Mount } from '@dist-lint/libraries';
import { addTo, type DecoratorFact } from '@dist-lint/model';
import { joinPath, type EntryPoint } from '../entry-points.ts';
import { decoratorCall } from '../injection.ts';
import type { Program } from '../link.ts';
import { arrayItems } from '../plain-lists.ts';
import type { LinkedModule, Placed } from '../program.ts';
import { property, slotExpr, slotText, textOf } from '../slots.ts';
import { textSaidBy } from '../spoken-texts.ts';
import type { ExternalValue } from '../values.ts';
import type { NeededCall } from './call-edges.ts';

/** Trees of paths are followed this far. */
const DEEPEST = 6;

/** The prefixes of a route that is a method of a class; one empty text for one that has none. */
export function classMounts(program: Program, calls: readonly NeededCall[]): (entry: EntryPoint) => string[] {
  const paths = new Map<string, string[]>();
  const versions = new Map<string, (said: readonly string[]) => string[]>();
  for (const { module, function: fn, resolved } of calls) {
    if (program.link.isExempt(module.path)) continue;
    for (const external of resolved.externals) {
      const mounts = program.link.libraries.symbol(external.package, external.path)?.facts.mounts;
      const site = { module, function: fn, call: resolved.call };
      if (mounts?.tree) readTree(program, mounts.tree, slotExpr(program.link, site, external, mounts.tree.at), '', paths);
      if (mounts?.versions) {
        const { at, is, prefix, usual, others } = mounts.versions;
        const kind = slotText(program.link, site, external, at);
        const front = slotExpr(program.link, site, external, prefix);
        // A beginning that varies is where the whole is deployed.
        const before = front ? textSaidBy(program.link, front, []).replace(/^\*\/?/, '') : usual;
        const standard = textsOf(program, slotExpr(program.link, site, external, others));
        if (kind === is || kind === is.slice(is.lastIndexOf('.') + 1)) versions.set(module.input.package, (said) => (said.length > 0 ? said : standard).map((each) => before + each));
      }
    }
  }
  return (entry) => {
    const place = program.modules.function(entry.function);
    const owner = place.fact.class === undefined ? undefined : place.module.facts.classes[place.fact.class];
    if (entry.role !== 'route' || !owner || place.module !== entry.module) return [''];
    const version = versions.get(entry.module.input.package);
    const said = (decorators: readonly DecoratorFact[] | undefined): string[] => (decorators ?? []).flatMap((each) => decoratorTexts(program, place.module, owner.function, each, 'version'));
    const own = said(place.fact.decorators);
    const numbers = version?.(own.length > 0 ? own : said(owner.decorators)) ?? [];
    const below = paths.get(`${place.module.number} ${place.fact.class}`) ?? [''];
    return below.flatMap((path) => (numbers.length > 0 ? numbers : ['']).map((each) => (each === '' ? path : path === '' ? joinPath(each, '') : joinPath(each, path))));
  };
}

/** `[{ path: 'admin', module: AdminModule, children: [{ path: 'users', module: UsersModule }, BillingModule] }]`. */
function readTree(program: Program, tree: NonNullable<Mount['tree']>, placed: Placed | undefined, before: string, paths: Map<string, string[]>, depth = 0): void {
  for (const item of itemsOf(program, placed)) {
    if (depth > DEEPEST) return;
    const prefix = property(program.link, item, [tree.prefix]);
    const path = joinPath(before, prefix ? textOf(program.link, prefix.module, prefix.function, prefix.expr) : '');
    const holder = prefix === undefined && property(program.link, item, [tree.of]) === undefined ? item : property(program.link, item, [tree.of]);
    for (const value of holder ? program.link.evaluate(holder.module, holder.function, holder.expr) : []) {
      if (value.is === 'class') for (const listed of listedBy(program, value.number)) addTo(paths, listed, path);
    }
    readTree(program, tree, property(program.link, item, [tree.inner]), path, paths, depth + 1);
  }
}

/** The classes with routes that the decorator of a class lists. */
function listedBy(program: Program, number: number): string[] {
  const { module, fact } = program.link.modules.class(number);
  return (fact.decorators ?? []).flatMap((decorator) => saying(program, module, fact.function, decorator).flatMap(({ row, value }) => {
    const list = row.routes === undefined ? undefined : slotExpr(program.link, { module, function: fact.function, call: decoratorCall(decorator) }, value, row.routes);
    return itemsOf(program, list).flatMap((item) => program.link.evaluate(item.module, item.function, item.expr)).flatMap((each) => {
      if (each.is !== 'class') return [];
      const place = program.link.modules.class(each.number);
      return [`${place.module.number} ${place.id}`];
    });
  }));
}

function saying(program: Program, module: LinkedModule, fn: number, { callee }: DecoratorFact): { row: Decorator; value: ExternalValue }[] {
  return program.link.evaluate(module, fn, callee).flatMap((value) => {
    const row = value.is === 'external' ? program.link.libraries.symbol(value.package, value.path)?.facts.decorates : undefined;
    return row && value.is === 'external' ? [{ row, value }] : [];
  });
}

function decoratorTexts(program: Program, module: LinkedModule, fn: number, decorator: DecoratorFact, slot: 'version'): string[] {
  return saying(program, module, fn, decorator).flatMap(({ row, value }) => (row[slot] === undefined ? [] : textsOf(program, slotExpr(program.link, { module, function: fn, call: decoratorCall(decorator) }, value, row[slot]))));
}

/** A text, or those of a list. */
function textsOf(program: Program, placed: Placed | undefined): string[] {
  const items = itemsOf(program, placed);
  return (items.length > 0 ? items : placed ? [placed] : []).map((each) => textOf(program.link, each.module, each.function, each.expr)).filter((text) => /^[\w.-]+$/.test(text));
}

/** The items of a list that is written down. */
function itemsOf(program: Program, placed: Placed | undefined): Placed[] {
  const list = placed && arrayItems(program.link, { module: placed.module, function: placed.function }, placed.expr);
  return list ? list.items.map((expr) => ({ module: list.scope.module, function: list.scope.function, expr })) : [];
}
