/** What cannot be saved: reading the same files and parsing them with TypeScript, one after another. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { findFiles, findRoot } from '../../packages/workspace/dist/index.js';

const root = findRoot(process.argv[2]);
const files = findFiles(root).modules;
for (const path of files) {
  ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest);
}
console.error(`${files.length} files parsed`);
