#!/usr/bin/env node
// Plain JavaScript that an old Node.js understands, too, so that it can say what is wrong.
import { existsSync } from 'node:fs';
import module from 'node:module';

// Set first: a run that ends early, however it ends, never looks like a clean one.
process.exitCode = 3;

const [major, minor] = process.versions.node.split('.').map(Number);
const main = new URL('../dist/main.js', import.meta.url);

if (!((major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24)) {
  process.exitCode = 2;
  process.stderr.write(`dist-lint needs Node.js 20.19, 22.13 or 24 and later; this is ${process.versions.node}.\n`);
} else if (!existsSync(main)) {
  process.stderr.write("dist-lint is not built: there is no 'dist' beside 'bin'. Run `pnpm build` in its workspace, or install the published package.\n");
} else {
  module.enableCompileCache?.();
  const { runProcess } = await import(main.href);
  await runProcess();
}
