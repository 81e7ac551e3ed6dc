/** A piece of memory that outlives a call, as an expression names it. */
import type { TypeFact } from '@dist-lint/model';
import type { ClassNumber, LinkedModule } from '../program.ts';

/** A piece of memory, before anything is known of what is done to it. */
export interface Memory {
  is: 'memory';
  id: string;
  kind: 'variable' | 'field' | 'environment' | 'global';
  name: string;
  of: string;
  field: string;
  /** The expression means what it holds and not the whole: an element, a property of a property. */
  inside?: true;
  declared?: MemoryDeclaration;
}

export interface MemoryDeclaration {
  module: LinkedModule;
  at: number;
  end: number;
  /** Where its first value is given: a function of the module, or the class whose construction does. */
  scope: { function: number } | { class: ClassNumber };
  type?: TypeFact;
  /** Its value is an object of this type, of which it is a property. */
  property?: string;
}
