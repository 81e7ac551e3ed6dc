/** The tables, models and collections that a program and its schemas declare. */
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import type { Entity } from './state-model.ts';

export interface Entities {
  all(): readonly Entity[];
  /**
   * The entity that a name means in a module: a model's or class's name, the way a client spells it (`orderLine`), or a
   * table's. Of several with the name, the one of the module's own package, else of a package it depends on; undefined
   * when that leaves more than one.
   */
  named(name: string, module: LinkedModule): Entity | undefined;
}

export function entities(_program: Program): Entities {
  return { all: () => [], named: () => undefined };
}
