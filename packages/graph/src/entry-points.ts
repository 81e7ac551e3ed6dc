/** Where work begins: what frameworks call, by registration, decorator or file name. */
import type { Callback, EntryRole, FileConvention, Library } from '@dist-lint/libraries';
import { byCodeUnit, type ClassFact, type DecoratorFact } from '@dist-lint/model';
import picomatch from 'picomatch';
import { decoratorCall } from './injection.ts';
import { fileEntryName } from './file-routes.ts';
import type { Link } from './link-context.ts';
import type { Caller } from './link.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import { parameterBehind, type CallTarget, type Handed, type ResolvedCall } from './resolved-calls.ts';
import { slotExpr, slotText, textOf } from './slots.ts';
import { tableRoutes } from './table-routes.ts';
import { simpleName } from './class-members.ts';
import type { CallSite, Closure, ExternalValue } from './values.ts';

export interface EntryPoint {
  function: FunctionNumber;
  /** `main` and `export` are found by the system graph alone. */
  role: EntryRole | 'main' | 'export';
  /** `POST /orders/:id/refund`, `mail`, …; '' when it cannot be told. */
  name: string;
  /** The library whose convention it is. */
  library: string;
  /** What returning normally means. */
  onReturn?: 'ack' | 'respond' | 'decide';
  /** Where its failure goes. */
  onThrow?: 'caller' | 'retry' | 'handled' | 'lost' | 'crash';
  /** Where it is registered. */
  module: LinkedModule;
  at: number;
  end: number;
  /** The calls that made the function, where it was made by one: `asyncHandler(placeOrder)`. */
  within?: readonly Closure[];
}

/** Reads the entry points that one module registers, declares or is. */
export function entryPointReader(
  link: Link, calls: (module: LinkedModule, fn: number) => readonly ResolvedCall[], callers: (fn: FunctionNumber) => readonly Caller[],
): (module: LinkedModule) => EntryPoint[] {
  const conventions = link.libraries.fileConventions.map(({ library, convention }) => ({ library, convention, matches: picomatch(convention.glob) }));
  const uses = libraryUse(link);
  return (module) => {
    const found: EntryPoint[] = [];
    module.facts.functions.forEach((_, fn) => {
      for (const resolved of calls(module, fn)) {
        const table = tableRoutes(link, { module, function: fn, call: resolved.call });
        for (const { target, row, by, name } of table) found.push(entry({ number: target.number, ...(target.within ? { within: [target.within] } : {}) }, 'route', name, by.package, row, module, resolved.call));
        for (const handed of table.length > 0 ? [] : resolved.handed) {
          const { row, by } = handed;
          if (!row?.role || !by) continue;
          for (const passed of passedThrough(link, handed, row, { module, function: fn, call: resolved.call }, by, callers)) found.push(passed);
          for (const target of handed.functions) {
            const name = [slotText(link, { module, function: fn, call: resolved.call }, by, row.method), slotText(link, { module, function: fn, call: resolved.call }, by, row.name)];
            found.push(entry(target, row.role, name.filter(Boolean).join(' '), by.package, row, module, resolved.call));
          }
        }
      }
    });
    found.push(...decorated(link, module));
    for (const { library, convention, matches } of conventions) {
      if (matches(withinPackage(module)) && uses(library, module)) found.push(...byFile(link, module, convention, library.name));
    }
    return found;
  };
}

/** By function, then role and name. */
export function byFunction(a: EntryPoint, b: EntryPoint): number {
  return a.function - b.function || byCodeUnit(a.role, b.role) || byCodeUnit(a.name, b.name);
}

function entry(
  { number, within }: Pick<CallTarget, 'number' | 'within'>, role: EntryRole, name: string, library: string,
  says: Pick<EntryPoint, 'onReturn' | 'onThrow'>, module: LinkedModule, span: { at: number; end: number },
): EntryPoint {
  return {
    function: number, role, name, library, module, at: span.at, end: span.end,
    ...(within ? { within } : {}),
    ...(says.onReturn ? { onReturn: says.onReturn } : {}),
    ...(says.onThrow ? { onThrow: says.onThrow } : {}),
  };
}

/** `register(queue, processor)` that makes the worker: each caller's function is the entry point, under the caller's name. */
function passedThrough(
  link: Link, handed: Handed, row: Callback, site: CallSite, by: ExternalValue, callers: (fn: FunctionNumber) => readonly Caller[],
): EntryPoint[] {
  const { parameter } = handed;
  if (!parameter || !row.role) return [];
  const { role } = row;
  const nameSlot = row.name === undefined ? undefined : slotExpr(link, site, by, row.name);
  const nameParameter = nameSlot && parameterBehind(link, nameSlot.module, nameSlot.function, nameSlot.expr);
  return callers(parameter.function).flatMap(({ module, function: fn, resolved }) => {
    const at = [parameter.index, ...parameter.path].join('.');
    const given = resolved.handed.find((each) => each.at === at)?.functions ?? [];
    const nameArg = nameParameter?.function === parameter.function && nameParameter.path.length === 0 ? resolved.call.args[nameParameter.index] : undefined;
    const name = nameArg ? textOf(link, module, fn, nameArg) : slotText(link, site, by, row.name);
    return given.map((target) => entry(target, role, name, by.package, row, module, resolved.call));
  });
}

function decorated(link: Link, module: LinkedModule): EntryPoint[] {
  const found: EntryPoint[] = [];
  for (const fact of module.facts.classes) {
    const says = (decorator: DecoratorFact) =>
      link.evaluate(module, fact.function, decorator.callee).flatMap((value) => {
        const row = value.is === 'external' ? link.libraries.symbol(value.package, value.path)?.facts.decorates : undefined;
        return row && value.is === 'external' ? [{ row, value }] : [];
      });
    const text = (decorator: DecoratorFact, value: ExternalValue, slot: string | undefined) =>
      slot === undefined ? '' : slotText(link, { module, function: fact.function, call: decoratorCall(decorator) }, value, slot);
    let prefix = '';
    for (const decorator of fact.decorators ?? []) {
      for (const { row, value } of says(decorator)) {
        const name = text(decorator, value, row.name);
        if (row.on === 'class') prefix ||= name;
        if (!row.role || !row.entryMethod) continue;
        const method = fact.methods.find((id) => simpleName(module.facts.functions[id]?.name ?? '') === row.entryMethod);
        if (method !== undefined) found.push(entry({ number: module.functionBase + method }, row.role, name, value.package, row, module, decorator));
      }
    }
    for (const { row, value } of inheritedRoles(link, module, fact)) {
      if (!row.role || !row.entryMethod) continue;
      const method = fact.methods.find((id) => simpleName(module.facts.functions[id]?.name ?? '') === row.entryMethod);
      const number = method === undefined ? undefined : module.functionBase + method;
      if (number !== undefined && !found.some((each) => each.function === number)) found.push(entry({ number }, row.role, prefix, value.package, row, module, fact));
    }
    for (const { row: { hooks }, value } of (fact.decorators ?? []).flatMap(says)) {
      for (const id of hooks ? fact.methods : []) {
        const number = module.functionBase + id;
        if (!hooks?.methods.includes(simpleName(module.facts.functions[id]?.name ?? '')) || found.some((each) => each.function === number)) continue;
        found.push(entry({ number }, hooks.role, prefix, value.package, hooks, module, fact));
      }
    }
    for (const id of fact.methods) {
      const method = module.facts.functions[id];
      if (!method || method.bodiless) continue;
      for (const decorator of method.decorators ?? []) {
        for (const { row, value } of says(decorator)) {
          if (!row.role) continue;
          const own = text(decorator, value, row.name);
          const path = row.role === 'route' ? joinPath(prefix, own) : own || prefix;
          const verb = text(decorator, value, row.method);
          found.push(entry({ number: module.functionBase + id }, row.role, [verb, path].filter(Boolean).join(' '), value.package, row, module, decorator));
        }
      }
    }
  }
  return found;
}

/** What a class's external bases and interfaces make of its methods: `WorkerHost`, `OnModuleInit`. */
function inheritedRoles(link: Link, module: LinkedModule, fact: ClassFact) {
  const values = [
    ...(fact.extends ? link.evaluate(module, fact.function, fact.extends) : []),
    ...(fact.implements ?? []).flatMap((type) => link.type(module, type)),
  ];
  return values.flatMap((value) => {
    const row = value.is === 'external' ? link.libraries.symbol(value.package, value.path)?.facts.decorates : undefined;
    return row && value.is === 'external' ? [{ row, value }] : [];
  });
}

function byFile(link: Link, module: LinkedModule, convention: FileConvention, library: string): EntryPoint[] {
  const names = convention.exports.includes('*') ? module.facts.exports.map((each) => each.name) : convention.exports;
  return names.flatMap((name) =>
    link.exported(module, name).flatMap((value): EntryPoint[] => {
      if (value.is !== 'function') return [];
      const { fact, module: at } = link.modules.function(value.number);
      return [entry({ number: value.number, ...(value.within ? { within: [value.within] } : {}) }, convention.role, fileEntryName(withinPackage(module), convention, name) ?? (name === 'default' ? module.path : `${name} ${module.path}`), library, convention, at, fact)];
    }),
  );
}

/** Whether a module's package, or the root, depends on a library. Without any manifest: whether the module imports it. */
function libraryUse(link: Link): (library: Library, module: LinkedModule) => boolean {
  const byPath = new Map(link.modules.packages.map((each) => [each.path, each]));
  return (library, module) =>
    [byPath.get(module.input.package), byPath.get('')].some((each) => each && library.packages.some((name) => Object.hasOwn(each.dependencies, name))) ||
    Object.values(module.input.resolutions).some((resolution) => resolution.to === 'external' && library.packages.includes(resolution.package));
}

function withinPackage(module: LinkedModule): string {
  const prefix = module.input.package;
  return prefix && module.path.startsWith(`${prefix}/`) ? module.path.slice(prefix.length + 1) : module.path;
}

export function joinPath(prefix: string, path: string): string {
  const joined = [prefix, path].map((each) => each.replace(/^\/+|\/+$/g, '')).filter(Boolean).join('/');
  return `/${joined}`;
}
