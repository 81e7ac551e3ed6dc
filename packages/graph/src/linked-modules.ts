/** Modules as link sees them: facts with their index, and numbers. */
import type { ModuleFacts, ModuleInput } from '@dist-lint/model';
import { indexModule } from './index-module.ts';
import type { LinkedModule, ModuleIndex, ModuleNumber } from './program.ts';
import type { Tracker } from './tracking.ts';

/** What a module says, as the disk side and the frontend give it. */
export interface ModuleSource {
  input: ModuleInput;
  facts: ModuleFacts;
}

/** A module that stays as it is. */
export function fixedModule({ input, facts }: ModuleSource, number: ModuleNumber): LinkedModule {
  return { number, path: input.path, facts, outline: facts, input, functionBase: -1, classBase: -1, index: indexModule(facts) };
}

/** A module whose source may be replaced; whoever looks at it is noted. */
export class ReplaceableModule implements LinkedModule {
  readonly number: ModuleNumber;
  readonly path: string;
  functionBase = -1;
  classBase = -1;
  #source: ModuleSource;
  #index: ModuleIndex;
  #outline: string;
  readonly #tracker: Tracker;

  constructor(source: ModuleSource, number: ModuleNumber, tracker: Tracker) {
    this.number = number;
    this.path = source.input.path;
    this.#source = source;
    this.#index = indexModule(source.facts);
    this.#outline = outlineOf(source, number);
    this.#tracker = tracker;
  }

  get facts(): ModuleFacts {
    this.#tracker.readBody(this);
    return this.#source.facts;
  }

  get outline(): ModuleFacts {
    this.#tracker.readOutline(this);
    return this.#source.facts;
  }

  get input(): ModuleInput {
    this.#tracker.readOutline(this);
    return this.#source.input;
  }

  get index(): ModuleIndex {
    this.#tracker.readBody(this);
    return this.#index;
  }

  replace(source: ModuleSource): void {
    const outline = outlineOf(source, this.number);
    this.#tracker.changed(this, outline !== this.#outline || outline === UNIQUE);
    this.#source = source;
    this.#index = indexModule(source.facts);
    this.#outline = outline;
  }
}

/** An export that is an expression is known by its place in the facts, so it is never the same again. */
const UNIQUE = '';

/** All that other modules see of a module's names, without places. */
function outlineOf({ input, facts }: ModuleSource, number: ModuleNumber): string {
  if (facts.exports.some(({ value }) => value !== undefined && value.k !== 'var')) return UNIQUE;
  const kinds = facts.exports.map(({ variable, value }) => facts.variables[variable ?? (value?.k === 'var' ? value.v : -1)]?.kind);
  const imported = facts.variables.map(({ kind, def, binding }) => (kind === 'import' ? [def, binding] : 0));
  const seen = [number, facts.imports, facts.exports, kinds, imported];
  const withoutPlaces = JSON.stringify(seen, (key, value: unknown) => (key === 'at' || key === 'end' || key === 'specifierAt' || key === 'use' ? undefined : value));
  return `${withoutPlaces}\n${JSON.stringify(input)}`; // a specifier may be called 'end' or 'use'
}
