import type { Project } from './package-manager.ts';

export const workflowPath = '.github/workflows/dist-lint.yml';

/** A workflow for GitHub Actions: annotations, and the whole report as the job's summary. It may only read. */
export function githubWorkflow(project: Project): string {
  const { action } = project.manager;
  return `name: dist-lint

on:
  push:
    branches: [main, master]
  pull_request:

permissions:
  contents: read

jobs:
  dist-lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
        with:
          persist-credentials: false
      - uses: actions/setup-node@v6
        with:
          node-version: 24
${[...(action === undefined ? [] : [`uses: ${action}`]), ...install(project).map((it) => `run: ${it}`)].map((it) => `      - ${it}\n`).join('')}      - run: ${command(project)} --format github
      - name: Job summary
        if: \${{ !cancelled() }}
        run: ${command(project)} --format markdown --output "$GITHUB_STEP_SUMMARY" --fail-on never
`;
}

/** A job for GitLab, to be added by hand: its file belongs to somebody. */
export function gitlabJob(project: Project): string {
  const bun = project.manager.name === 'bun' ? ['npm install --global bun'] : [];
  return `dist-lint:
  image: node:24
  script:
${[...bun, ...install(project)].map((it) => `    - ${it}\n`).join('')}    - ${command(project)} --format gitlab --output gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
`;
}

/** Without a manifest there is nothing to install: npx fetches the command. */
function install({ hasManifest, manager }: Project): readonly string[] {
  return hasManifest ? manager.install : [];
}

function command({ hasManifest, manager }: Project): string {
  return hasManifest ? `${manager.run} dist-lint` : 'npx --yes dist-lint';
}
