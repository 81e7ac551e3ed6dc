import { type Arguments, parseArguments } from './arguments.ts';
import { blastRadius } from './blast-radius.ts';
import { check } from './check.ts';
import { type DrawnCommand, runDrawn } from './drawn-command.ts';
import { type Engine, threadedEngine } from './engine.ts';
import { exitCode } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { explain } from './explain.ts';
import { failure } from './failure.ts';
import { graph } from './graph.ts';
import { help } from './help.ts';
import { init } from './init.ts';
import { type Io, processIo } from './io.ts';
import { retries } from './retries.ts';
import { state } from './state.ts';
import { version } from './version.ts';

type Run = (given: Arguments, io: Io, engine: Engine) => Promise<ExitCode>;

// Each command has options of its own kind, which only it reads.
const drawn = (command: unknown): Run => (given, io, engine) => runDrawn(command as DrawnCommand<never, never>, given, io, engine);

const run: Readonly<Record<string, Run>> = { check, retries: drawn(retries), state: drawn(state), 'blast-radius': drawn(blastRadius), graph: drawn(graph), explain, init };

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
    return await (run[given.command.name] as Run)(given, io, engine);
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
