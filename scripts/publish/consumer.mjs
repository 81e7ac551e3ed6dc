import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { outsideEnvironment, pnpm } from '../pnpm.mjs';
import { writeTree } from '../temporary-tree.mjs';
import { published } from './published.mjs';

/** Packs what is published, as `pnpm publish` would. @returns name → path of the tarball */
export async function packAll(root, into) {
  mkdirSync(into, { recursive: true });
  const tarballs = {};
  // One after the other: both build first.
  for (const [name, { folder }] of Object.entries(published)) {
    const before = new Set(readdirSync(into));
    await mustRun([...pnpm, 'pack', '--pack-destination', into], join(root, folder));
    const [tarball] = readdirSync(into).filter((file) => !before.has(file));
    if (tarball === undefined) throw new Error(`${name} was not packed.`);
    tarballs[name] = join(into, tarball);
  }
  return tarballs;
}

/** A project of somebody else's, in which npm has installed the tarballs and what else is named. */
export async function installInto(folder, files, specifiers) {
  writeTree(folder, files);
  await mustRun(['npm', 'install', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', ...specifiers], folder);
}

/** What a command says, and how it ends. */
export function run([command, ...args], cwd, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...outsideEnvironment(), NO_COLOR: '1', ...env }, shell: process.platform === 'win32' });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => (said[name] += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...said }));
  });
}

async function mustRun(command, cwd) {
  const { code, stdout, stderr } = await run(command, cwd);
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}.\n${stdout}${stderr}`);
}
