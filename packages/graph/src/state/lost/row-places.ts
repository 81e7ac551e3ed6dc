/** Where reads and writes of rows stand, and what their entity is called. */
import type { Span } from '@dist-lint/model';
import type { Program } from '../../link.ts';
import type { LinkedModule } from '../../program.ts';
import { entities } from '../entities.ts';
import type { Frame } from './frames.ts';
import { plain } from './row-conditions.ts';

export interface Place {
  module: LinkedModule;
  /** FunctionId within the module. */
  function: number;
  span: Span;
}

export function isSameEntity(program: Program, one: string, at: Frame, other: string, from: Frame): boolean {
  if (one === '' || other === '') return false;
  const name = (text: string, frame: Frame): string => plain(entities(program).named(text, frame.module)?.name ?? text);
  return name(one, at) === name(other, from);
}

export function readableEntity(program: Program, entity: string, frame: Frame): string {
  return entities(program).named(entity, frame.module)?.name ?? entity;
}
