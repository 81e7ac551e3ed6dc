import { dirname } from 'node:path';
import { readSource } from '@dist-lint/workspace';

/**
 * Whether a path leads into a file: ESLint's processors call the code blocks of `README.md` `README.md/0.ts`.
 * Such a name is no module of the program, and a text that is one part of a file cannot be judged as a whole.
 */
export function isInsideFile(absolute: string): boolean {
  const folder = dirname(absolute);
  return folder !== absolute && readSource(folder).text !== undefined;
}
