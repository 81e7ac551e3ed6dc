import { isatty } from 'node:tty';
import { UserError } from '@dist-lint/model';

/** What a command sees of the process around it, so that tests can run commands without one. */
export interface Io {
  stdout: Output;
  stderr: Output;
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  /** Asks whoever sits at the terminal; missing where nobody does. An end of input is an empty answer. */
  ask?: (question: string) => Promise<string>;
}

export interface Output {
  /** Resolves when the text has been handed on, or when nobody reads it any more. */
  write(text: string): Promise<void>;
  isTTY: boolean;
  /** Of the terminal. */
  columns?: number | undefined;
}

/** The process's own. */
export function processIo(): Io {
  const isAttended = isatty(process.stdin.fd) && isatty(process.stdout.fd);
  return { stdout: output(process.stdout), stderr: output(process.stderr), cwd: process.cwd(), env: process.env, ...(isAttended ? { ask } : {}) };
}

async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  return new Promise((resolve) => {
    terminal.on('close', () => resolve(''));
    terminal.question(question, (answer) => {
      resolve(answer);
      terminal.close();
    });
  });
}

function output(stream: NodeJS.WriteStream & { fd: number }): Output {
  let isClosed = false;
  // A reader such as `head` leaves when it has enough: no mistake of anybody's.
  stream.on('error', () => (isClosed = true));
  return {
    isTTY: isatty(stream.fd),
    get columns() {
      // Some pseudo-terminals have a width of 0.
      return stream.columns > 0 ? stream.columns : undefined;
    },
    write(text) {
      if (isClosed || text === '') return Promise.resolve();
      return new Promise((resolve, reject) => {
        const settle = (error: NodeJS.ErrnoException | null | undefined) => {
          if (error === null || error === undefined || error.code === 'EPIPE') resolve();
          else reject(new UserError('output-not-writable', `The output cannot be written: ${error.code ?? error.message}.`, 'Direct it elsewhere, or make room.'));
        };
        try {
          stream.write(text, settle);
        } catch (error) {
          // Where standard output is a file, writing is synchronous and throws.
          settle(error as NodeJS.ErrnoException);
        }
      });
    },
  };
}
