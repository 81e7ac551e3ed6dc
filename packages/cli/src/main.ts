import { parseArguments } from './arguments.ts';
import { check } from './check.ts';
import { type Engine, threadedEngine } from './engine.ts';
import { exitCode } from './exit-code.ts';
import { explain } from './explain.ts';
import { failure } from './failure.ts';
import { help } from './help.ts';
import { init } from './init.ts';
import { type Io, processIo } from './io.ts';
import { retries } from './retries.ts';
import { state } from './state.ts';
import { version } from './version.ts';

const run = { check, retries, state, explain, init };

/**
 * One run of the command line, from arguments (without `node` and the script) to exit code. Never
 * throws and never ends the process.
 */
export async function main(argv: readonly string[], io: Io, engine: Engine = threadedEngine): Promise<number> {
  try {
    const given = parseArguments(argv);
    if (given.has('help')) {
      await io.stdout.write(help(given.isNamed ? given.command : undefined));
      return exitCode.ok;
    }
    if (given.has('version')) {
      await io.stdout.write(`${version()}\n`);
      return exitCode.ok;
    }
    return await run[given.command.name as keyof typeof run](given, io, engine);
  } catch (error) {
    const { message, code } = failure(error);
    await io.stderr.write(message).catch(() => {});
    return code;
  }
}

/** Runs as this process, which ends by itself when everything is written. */
export async function runProcess(): Promise<void> {
  const io = processIo();
  let code: number | undefined;
  // Until there is a verdict, an end of any kind is an incomplete analysis.
  process.exitCode = exitCode.incomplete;
  process.on('uncaughtException', (error) => {
    process.stderr.write(failure(error).message);
    code = exitCode.incomplete;
    process.exitCode = code;
  });
  process.on('exit', () => {
    if (code === undefined) process.stderr.write('dist-lint: the run ended before it came to a result.\n');
  });
  const result = await main(process.argv.slice(2), io);
  code ??= result;
  process.exitCode = code;
}
