/** What a command sees of the process around it, so that tests can run commands without one. */
export interface Io {
  stdout: Output;
  stderr: Output;
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
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
  return { stdout: output(process.stdout), stderr: output(process.stderr), cwd: process.cwd(), env: process.env };
}

function output(stream: NodeJS.WriteStream): Output {
  let isClosed = false;
  // A reader such as `head` leaves when it has enough: no mistake of anybody's.
  stream.on('error', () => (isClosed = true));
  return {
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns;
    },
    write(text) {
      if (isClosed || text === '') return Promise.resolve();
      return new Promise((resolve, reject) => {
        stream.write(text, (error) => {
          if (error === null || error === undefined || (error as NodeJS.ErrnoException).code === 'EPIPE') resolve();
          else reject(error);
        });
      });
    },
  };
}
