import { appendFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { visible } from '@dist-lint/reporters';
import { type Environment, needed } from './inputs.ts';

/** What the log of a job shows; of whatever is told, nothing is obeyed as a workflow command. */
export interface JobLog {
  info(text: string): void;
  notice(text: string): void;
  warning(text: string): void;
  error(text: string): void;
  /** Lines that are workflow commands already. */
  commands(lines: string): void;
}

export function jobLog(write: (text: string) => void): JobLog {
  const command = (name: string) => (text: string): void => write(`::${name} title=dist-lint::${data(visible(text))}\n`);
  return { info: (text) => write(`dist-lint: ${visible(text)}\n`), notice: command('notice'), warning: command('warning'), error: command('error'), commands: write };
}

/** Between these two lines the runner obeys nothing that is printed: what is analysed may have been named to be obeyed. */
export function silence(): { begin: string; end: string } {
  const token = randomBytes(16).toString('hex');
  return { begin: `::stop-commands::${token}\n`, end: `::${token}::\n` };
}

/** An output of the step; a value with line breaks could set others. */
export function setOutput(env: Environment, name: string, value: string): void {
  appendFileSync(needed(env, 'GITHUB_OUTPUT'), `${name}=${value.replace(/[\r\n]/g, ' ')}\n`);
}

/** The text of a workflow command. */
function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}
