import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { githubWorkflow, gitlabJob, workflowPath } from './ci-job.ts';
import type { Project } from './package-manager.ts';

const page = readFileSync(new URL('../../../docs/ci.md', import.meta.url), 'utf8');

/** As with npm and its lock file, which the page is written for. */
const withNpm: Project = { hasManifest: true, installed: new Set(), manager: { name: 'npm', add: 'npm install -D', install: ['npm ci'], run: 'npx' } };

it.each([
  ['GitHub', workflowPath, githubWorkflow(withNpm)],
  ['GitLab', '.gitlab-ci.yml', gitlabJob(withNpm)],
])('docs/ci.md shows the job for %s as init has it', (_, path, job) => {
  const shown = page.split(/^```/m).filter((block) => block.startsWith(`yaml\n# ${path}\n`));
  expect(shown).toEqual([`yaml\n# ${path}\n${job}`]);
});
