/** A retry that code writes by hand. */
import type { CallStep } from '@dist-lint/model';
import type { Course } from './attempt-run.ts';
import type { Scope } from './plain-values.ts';
import type { LinkedModule } from './program.ts';

export interface OwnRetry {
  /** `event`: a listener for the end of what it made begins anew. `again`: the same call is written out once more. */
  form: 'loop' | 'recursion' | 'event' | 'again';
  module: LinkedModule;
  /** FunctionId within the module. */
  function: number;
  /** The loop's keyword, or what is attempted. */
  span: { at: number; end: number };
  /** The calls that are attempted again. */
  attempts: readonly CallStep[];
  /**
   * It goes round after success, too: work of its own, and no attempt of anybody's. Whether a turn that succeeds waits, and
   * whether it carries something on, so that one that has failed asks for the very same.
   */
  goesOn?: { waits: boolean; carries?: true };
  /** Functions of the module by way of which it begins anew, by FunctionId. */
  leadsBack?: ReadonlySet<number>;
  /** An interval runs it, whatever comes out. */
  isInterval?: true;
  /** It begins anew when what it had got has ended; nothing says that an attempt which fails leads back. */
  isOfStanding?: true;
  /** When the last attempt fails, the function fails: its callers may try again. */
  escapes: boolean;
  /** What it does when every attempt fails, in a run of its function. */
  course(scope: Scope): Course;
}
