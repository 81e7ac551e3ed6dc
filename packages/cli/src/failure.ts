import { UserError } from '@dist-lint/model';
import { visible } from '@dist-lint/reporters';
import { type ExitCode, exitCode } from './exit-code.ts';
import { version } from './version.ts';

/** What is said, on standard error, of a run that threw, and what it ends with. */
export function failure(error: unknown): { message: string; code: ExitCode } {
  if (error instanceof UserError) {
    return { message: `dist-lint: ${visible(error.message)} (${error.code})\n  ${visible(error.hint)}\n`, code: exitCode.userError };
  }
  if (isOutOfMemory(error)) {
    const advice = 'Analyse a part of the tree, use fewer --threads, or give Node.js more: NODE_OPTIONS=--max-old-space-size=8192.';
    return { message: `dist-lint: out of memory, so the analysis could not be completed.\n  ${advice}\n`, code: exitCode.incomplete };
  }
  return { message: internalError(error), code: exitCode.incomplete };
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
}

/** Anything that is no user error is our bug and keeps its stack. */
function internalError(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? String(error)) : `thrown: ${describe(error)}`;
  const cause = error instanceof Error && error.cause !== undefined ? `\ncaused by: ${error.cause instanceof Error ? error.cause.stack : describe(error.cause)}` : '';
  return [
    'dist-lint: an internal error, so the analysis could not be completed.',
    ...`${stack}${cause}`.split('\n').map((line) => `  ${visible(line)}`),
    `This is a bug in dist-lint. Please report it with the lines above and: dist-lint ${version()}, Node.js ${process.versions.node}, ${process.platform} ${process.arch}.`,
    '',
  ].join('\n');
}

function describe(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}
