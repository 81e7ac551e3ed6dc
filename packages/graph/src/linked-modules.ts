/** Modules as link sees them: facts with their index, and numbers. */
import { groupBy, type ModuleFacts, type ModuleInput } from '@dist-lint/model';
import { indexModule } from './index-module.ts';
import type { LinkedModule, ModuleIndex, ModuleNumber } from './program.ts';
import type { Tracker } from './tracking.ts';
import { once } from './once.ts';

/** What a module says, as the disk side and the frontend give it. */
export interface ModuleSource {
  input: ModuleInput;
  facts: ModuleFacts;
}

/** A module that stays as it is. */
export function fixedModule({ input, facts }: ModuleSource, number: ModuleNumber): LinkedModule {
  const exports = byName(facts);
  return { number, path: input.path, facts, outline: facts, exported: (name) => exports.get(name) ?? [], input, functionBase: -1, classBase: -1, index: indexOf(facts) };
}

/** The two sides of a change share the facts of what did not change, and with them the index, which follows from facts alone. */
export const indexOf = once(indexModule);

/** A module whose source may be replaced; whoever looks at it is noted. */
export class ReplaceableModule implements LinkedModule {
  readonly number: ModuleNumber;
  readonly path: string;
  functionBase = -1;
  classBase = -1;
  #source: ModuleSource;
  #index: ModuleIndex;
  #exports: ReadonlyMap<string, ModuleFacts['exports']>;
  #outline: Outline;
  readonly #tracker: Tracker;

  constructor(source: ModuleSource, number: ModuleNumber, tracker: Tracker) {
    this.number = number;
    this.path = source.input.path;
    this.#source = source;
    this.#index = indexOf(source.facts);
    this.#exports = byName(source.facts);
    this.#outline = outlineOf(source);
    this.#tracker = tracker;
  }

  get facts(): ModuleFacts {
    this.#tracker.readBody(this);
    return this.#source.facts;
  }

  get outline(): ModuleFacts {
    this.#tracker.readImports(this);
    return this.#source.facts;
  }

  exported(name: string): ModuleFacts['exports'] {
    this.#tracker.readExport(this, name);
    return this.#exports.get(name) ?? [];
  }

  get input(): ModuleInput {
    this.#tracker.readImports(this);
    return this.#source.input;
  }

  get index(): ModuleIndex {
    this.#tracker.readBody(this);
    return this.#index;
  }

  replace(source: ModuleSource): void {
    const before = this.#outline;
    const now = outlineOf(source);
    const names = new Set([...before.exports.keys(), ...now.exports.keys()]);
    this.#tracker.changed(this, {
      imports: before.imports !== now.imports,
      renumbered: this.#source.facts.classes.length !== source.facts.classes.length,
      exports: [...names].filter((name) => before.exports.get(name) !== now.exports.get(name) || now.exports.get(name) === UNIQUE),
    });
    this.#source = source;
    this.#index = indexOf(source.facts);
    this.#exports = byName(source.facts);
    this.#outline = now;
  }
}

function byName({ exports }: ModuleFacts): Map<string, ModuleFacts['exports']> {
  return groupBy(exports, ({ name }) => name);
}

/** All that other modules see of a module's names, without places, as text to be compared. */
interface Outline {
  imports: string;
  /** By name. */
  exports: ReadonlyMap<string, string>;
}

/** An export that is an expression is known by its place in the facts, so it is never the same again. */
const UNIQUE = '';

function outlineOf({ input, facts }: ModuleSource): Outline {
  const imported = facts.variables.flatMap(({ kind, def, binding }, variable) => (kind === 'import' ? [[variable, def, binding]] : []));
  const exports = new Map([...byName(facts)].map(([name, list]): [string, string] => {
    if (list.some(({ value }) => value !== undefined && value.k !== 'var')) return [name, UNIQUE];
    const variables = list.map(({ variable, value }) => facts.variables[variable ?? (value?.k === 'var' ? value.v : -1)]);
    return [name, withoutPlaces([list, variables.map((each) => each && [each.kind, each.def, each.binding])])];
  }));
  return { imports: `${withoutPlaces([facts.imports, imported])}\n${JSON.stringify(input)}`, exports }; // a specifier may be called 'end' or 'use'
}

function withoutPlaces(seen: unknown): string {
  return JSON.stringify(seen, (key, value: unknown) => (key === 'at' || key === 'end' || key === 'specifierAt' || key === 'use' ? undefined : value));
}
