/** A fixture or case that is not as it says. Anything else thrown is a fault of the engine, and keeps its stack. */
export class ExpectationError extends Error {
  override readonly name = 'ExpectationError';
}
