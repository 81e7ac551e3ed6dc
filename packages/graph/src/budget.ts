/**
 * How much one question may cost. Generic types and self-referring objects could otherwise unfold
 * without end; what is cut is an unknown answer, the same on every machine.
 */
export interface Budget {
  /** Enters one evaluation; false when the question has used up its share, and then there is nothing to leave. */
  enter(): boolean;
  leave(): void;
  /** Questions that were cut. */
  readonly cut: number;
}

/** Evaluations nested in one another. */
const DEEPEST = 80;
/** Evaluations for one outermost question. */
const MOST = 4_000;

export function budget(): Budget {
  let depth = 0;
  let spent = 0;
  let cut = 0;
  let isCut = false;
  return {
    enter() {
      if (depth === 0) {
        spent = 0;
        isCut = false;
      }
      if (depth >= DEEPEST || spent >= MOST) {
        if (!isCut) cut += 1;
        isCut = true;
        return false;
      }
      depth += 1;
      spent += 1;
      return true;
    },
    leave() {
      depth -= 1;
    },
    get cut() {
      return cut;
    },
  };
}
