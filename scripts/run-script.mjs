/** A mistake in the arguments or the sources: what is wrong and what to do. Exit code 2. */
export class UsageError extends Error {
  constructor(message, hint = '') {
    super(message);
    this.name = 'UsageError';
    this.hint = hint;
  }
}

/** Runs a script's body. A usage error prints as a sentence; anything else is a fault of ours and keeps its stack. */
export async function runScript(body) {
  try {
    await body(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error([error.message, error.hint].filter((line) => line !== '').join('\n'));
    process.exitCode = 2;
  }
}
