/** Variables of other modules, by what declares them: for what has no value that could be handed over. */
import type { CallStep, Expr } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import type { LinkedModule } from './program.ts';

/** The variable of another module that an import names, bound to a value that is computed, or to a type. */
export function declaredElsewhere(link: Link, module: LinkedModule, id: number): { module: LinkedModule; variable: number } | undefined {
  const fact = module.facts.variables[id];
  const binding = fact?.def === undefined || fact.binding === undefined ? undefined : module.facts.imports[fact.def]?.bindings[fact.binding];
  const to = fact?.def === undefined ? undefined : importedModule(link, module, fact.def);
  return to && binding ? exportedVariable(link, to, binding.imported, 0) : undefined;
}

/** Followed through files that only hand it on. */
export function exportedVariable(link: Link, module: LinkedModule, name: string, hops: number): { module: LinkedModule; variable: number } | undefined {
  if (hops > MOST_BARRELS) return undefined;
  for (const { name: exported, kind, variable: id, import: from, imported: original } of module.facts.exports) {
    if (exported === name && id !== undefined && module.facts.variables[id]?.kind !== 'import') return { module, variable: id };
    const isThrough = (kind === 'reexport' && exported === name) || kind === 'star';
    const to = isThrough && from !== undefined ? importedModule(link, module, from) : undefined;
    const found = to && exportedVariable(link, to, kind === 'star' ? name : (original ?? name), hops + 1);
    if (found) return found;
  }
  return undefined;
}

const MOST_BARRELS = 6;

function importedModule(link: Link, module: LinkedModule, number: number): LinkedModule | undefined {
  const specifier = module.facts.imports[number]?.specifier;
  const resolution = specifier === undefined ? undefined : module.input.resolutions[specifier];
  return resolution?.to === 'module' ? link.modules.byPath(resolution.path) : undefined;
}

/** What `require('./routes')` gives: what the module sets `module.exports` to. */
export function setAsWhole({ modules }: Pick<Link, 'modules'>, from: LinkedModule, { args: [specifier] }: CallStep): { module: LinkedModule; value: Expr } | undefined {
  const resolution = specifier?.k === 'literal' ? from.input.resolutions[String(specifier.value)] : undefined;
  const module = resolution?.to === 'module' ? modules.byPath(resolution.path) : undefined;
  const value = module?.exported('=')[0]?.value;
  return module && value ? { module, value } : undefined;
}
