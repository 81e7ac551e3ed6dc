import { spawn } from 'node:child_process';
import { silence } from './job-log.ts';

export interface Run {
  script: string;
  folder: string;
  /** NODE_OPTIONS of this process alone. */
  nodeOptions: string;
}

/** Runs it to its end; what it prints is in the log, and nothing of it is obeyed. The exit code is 3 when it was killed. */
export async function runDistLint({ script, folder, nodeOptions }: Run, args: readonly string[]): Promise<number> {
  const { begin, end } = silence();
  process.stdout.write(begin);
  // The token of the job is not for the program that reads a stranger's code.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'INPUT_TOKEN' && name !== 'GITHUB_TOKEN'));
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: folder, env: nodeOptions === '' ? env : { ...env, NODE_OPTIONS: nodeOptions },
      // Both on one stream, so that they stay between the two lines.
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => process.stdout.write(chunk));
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? 3));
  });
  // The runner reads by lines: the last one may not have ended.
  process.stdout.write(`\n${end}`);
  return code;
}
