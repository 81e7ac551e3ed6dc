/** What an imported or exported name refers to, through re-exports and barrels. */
import type { Expr, ImportBinding } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import type { LinkedModule, Placed } from './program.ts';

export type Meaning = 'value' | 'type';

/** The declaration behind a name. */
export type Declared =
  | { is: 'variable'; module: LinkedModule; variable: number }
  | { is: 'expression'; placed: Placed }
  | { is: 'module'; module: LinkedModule }
  | { is: 'external'; package: string; path: string };

export interface ExportResolver {
  /** The declaration that a module exports under a name. */
  export(module: LinkedModule, name: string, meaning: Meaning): Declared | undefined;
  /** The declaration that an import variable refers to. */
  import(module: LinkedModule, variable: number, meaning: Meaning): Declared | undefined;
  /** What a specifier as a whole stands for: `import('./orders')`. */
  whole(module: LinkedModule, specifier: string): Declared | undefined;
}

const TYPE_KINDS = new Set(['type', 'type-param']);

/** `generated` names the package behind a specifier that leads to generated code, if it is known. */
export function exportResolver(
  modules: Pick<Link, 'modules' | 'libraries' | 'tracker'>,
  generated: (module: LinkedModule, specifier: string) => string | undefined = () => undefined,
): ExportResolver {
  const { tracker } = modules;
  const memo = { value: tracker.memo<string, { found: Declared | undefined }>(), type: tracker.memo<string, { found: Declared | undefined }>() };

  function find(module: LinkedModule, name: string, meaning: Meaning, seen: Set<string>): Declared | undefined {
    const key = `${module.number} ${name}`;
    const known = memo[meaning].get(undefined, key);
    if (known) return known.found;
    if (seen.has(key)) return undefined;
    seen.add(key);
    const { found } = memo[meaning].fill(undefined, key, { found: undefined }, () => ({ found: search(module, name, meaning, seen) }));
    // What is missing on a way that came from elsewhere may be there on another.
    if (!found && seen.size > 1) memo[meaning].forget(undefined, key);
    return found;
  }

  function search(module: LinkedModule, name: string, meaning: Meaning, seen: Set<string>): Declared | undefined {
    let fallback: Declared | undefined;
    for (const fact of module.exported(name)) {
      let found: Declared | undefined;
      if (fact.kind === 'expression' && fact.value) {
        found =
          fact.value.k === 'var'
            ? follow(module, fact.value.v, meaning, seen)
            : { is: 'expression', placed: { module, function: 0, expr: fact.value } };
      } else if (fact.kind === 'local' && fact.variable !== undefined) {
        found = follow(module, fact.variable, meaning, seen);
      } else if (fact.kind === 'reexport' && fact.import !== undefined) {
        found = through(module, fact.import, fact.imported ?? name, meaning, seen);
      } else if (fact.kind === 'namespace' && fact.import !== undefined) {
        found = through(module, fact.import, '*', meaning, seen);
      }
      if (found && suits(found, meaning)) return found;
      fallback ??= found;
    }
    if (fallback) return fallback;
    if (name !== 'default') {
      for (const fact of module.exported('*')) {
        if (fact.import === undefined || !leadsToModule(module, fact.import)) continue;
        const found = through(module, fact.import, name, meaning, seen);
        if (found) return found;
      }
    }
    const whole = module.exported('=')[0];
    if (!whole?.value) return undefined;
    // `module.exports = { pay }` and `import { pay }`.
    const expr: Expr = name === 'default' ? whole.value : { k: 'member', of: whole.value, name };
    return { is: 'expression', placed: { module, function: 0, expr } };
  }

  function leadsToModule(module: LinkedModule, index: number): boolean {
    return module.input.resolutions[module.outline.imports[index]?.specifier ?? '']?.to === 'module';
  }

  /** What no module has comes from a package that is re-exported as a whole: one whose library is known, or the only one. */
  function fromPackage(module: LinkedModule, name: string): Declared | undefined {
    const packages = name === 'default' ? [] : packagesBehind(module, new Set());
    const from = packages.find((pkg) => modules.libraries.hasPackage(pkg)) ?? (packages.length === 1 ? packages[0] : undefined);
    return from === undefined ? undefined : outside(from, name);
  }

  function packagesBehind(module: LinkedModule, seen: Set<LinkedModule>): string[] {
    if (seen.has(module)) return [];
    seen.add(module);
    return module.exported('*').flatMap(({ import: index }) => {
      const whole = index === undefined ? undefined : through(module, index, '*', 'value', new Set());
      if (whole?.is === 'external') return [whole.package];
      return whole?.is === 'module' ? packagesBehind(whole.module, seen) : [];
    });
  }

  function suits(found: Declared, meaning: Meaning): boolean {
    if (found.is !== 'variable') return true;
    const kind = found.module.outline.variables[found.variable]?.kind ?? 'const';
    return meaning === 'type' || !TYPE_KINDS.has(kind);
  }

  /** A variable, or what it refers to if it is itself imported. */
  function follow(module: LinkedModule, variable: number, meaning: Meaning, seen: Set<string>): Declared | undefined {
    const fact = module.outline.variables[variable];
    if (fact?.kind === 'import') return followImport(module, variable, meaning, seen);
    return { is: 'variable', module, variable };
  }

  function followImport(module: LinkedModule, variable: number, meaning: Meaning, seen: Set<string>): Declared | undefined {
    const fact = module.outline.variables[variable];
    if (fact?.def === undefined) return undefined;
    const binding: ImportBinding | undefined = module.outline.imports[fact.def]?.bindings[fact.binding ?? 0];
    return through(module, fact.def, binding?.imported ?? '*', meaning, seen);
  }

  function through(module: LinkedModule, index: number, name: string, meaning: Meaning, seen: Set<string>): Declared | undefined {
    return from(module, module.outline.imports[index]?.specifier ?? '', name, meaning, seen);
  }

  function from(module: LinkedModule, specifier: string, name: string, meaning: Meaning, seen: Set<string>): Declared | undefined {
    const resolution = module.input.resolutions[specifier];
    switch (resolution?.to) {
      case 'module': {
        if (modules.libraries.isUnreadable(specifier, name)) return outside(specifier, name);
        const target = modules.modules.byPath(resolution.path);
        if (!target) return undefined;
        if (name === '*') return wholeModule(target);
        return seen.size > 0 ? find(target, name, meaning, seen) : (find(target, name, meaning, seen) ?? fromPackage(target, name));
      }
      case 'external': {
        const from = resolution.subpath ? `${resolution.package}/${resolution.subpath}` : resolution.package;
        return outside(generated(module, specifier) ?? from, name);
      }
      case 'nothing':
      case 'outside':
      case 'asset': {
        // Its shape is unknown, but a generated client is known by the schema it comes from.
        return outside(generated(module, specifier) ?? specifier, name);
      }
      default:
        return undefined;
    }
  }

  function outside(pkg: string, name: string): Declared {
    return { is: 'external', package: pkg, path: name === '*' ? '' : modules.libraries.canonical(pkg, name) };
  }

  /** `require('x')` and `import * as x`: the module, or what a CommonJS module is set to. */
  function wholeModule(target: LinkedModule): Declared {
    const whole = target.exported('=')[0];
    if (whole?.value) return { is: 'expression', placed: { module: target, function: 0, expr: whole.value } };
    return { is: 'module', module: target };
  }

  return {
    export: (module, name, meaning) => find(module, name, meaning, new Set()) ?? fromPackage(module, name),
    import: (module, variable, meaning) => followImport(module, variable, meaning, new Set()),
    whole: (module, specifier) => from(module, specifier, '*', 'value', new Set()),
  };
}
