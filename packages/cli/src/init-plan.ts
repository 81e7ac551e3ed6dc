import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { githubWorkflow, gitlabJob, workflowPath } from './ci-job.ts';
import { eslintEntry, mentionsPlugin } from './eslint-entry.ts';
import { type Project, projectAt } from './package-manager.ts';

/** One thing that setting up means, and what became of it. */
export interface Step {
  about: string;
  /** What there is to say instead of a change: why there is none, or what a person does. */
  note?: string;
  /** Shown below: the text of a new file, the lines to add, the command to run. */
  lines: readonly string[];
  change?: Change;
  /** What a person still has to do, said again when all is done. */
  left?: string;
  /** The command without which what is set up does not work, said last. */
  next?: string;
}

export interface Change {
  /** From the root, with `/`. */
  path: string;
  text: string;
  /** The text that is there, for a file that is edited; a new file has none. */
  before?: string;
}

/** What `dist-lint init` would do at a root. Reads, and changes nothing. */
export function initPlan(root: string): Step[] {
  const project = projectAt(root);
  const eslint = eslintConfig(root);
  return [configuration(root), eslintStep(root, eslint), ...ciSteps(root, project), installation(project, eslint !== undefined)];
}

const CONFIGURATION = `{
  "$schema": "./node_modules/dist-lint/schema/dist-lint.config.schema.json",
  "preset": "recommended"
}
`;

function configuration(root: string): Step {
  const about = 'Configuration';
  const found = readdirSync(root).filter((name) => /^dist-lint\.config\.([mc]?[jt]s|json|ya?ml)$/.test(name)).sort();
  if (found.length > 0) return { about, note: `${found.join(', ')} is there`, lines: [] };
  return created(about, 'dist-lint.config.json', CONFIGURATION);
}

/** In the order in which ESLint looks for them. */
const ESLINT_CONFIGS = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((extension) => `eslint.config.${extension}`);

function eslintConfig(root: string): string | undefined {
  return ESLINT_CONFIGS.find((name) => exists(join(root, name)));
}

function eslintStep(root: string, path: string | undefined): Step {
  const about = 'ESLint';
  if (path === undefined) return { about, note: 'there is no eslint.config file', lines: [] };
  const file = join(root, path);
  const text = textAt(file);
  if (text === undefined) return { about, note: `${path} cannot be read`, lines: [], left: `add the plugin to ${path}` };
  if (mentionsPlugin(text)) return { about, note: `${path} has the plugin`, lines: [] };
  const { lines, edited, place } = eslintEntry(text);
  // What a symbolic link leads to may belong to others.
  if (edited === undefined || !lstatSync(file).isFile()) {
    return { about, note: `add to ${path} yourself, the first line at its top, the second ${place}`, lines, left: `add the two lines to ${path}` };
  }
  return { about, lines, change: { path, text: edited, before: text } };
}

function ciSteps(root: string, project: Project): Step[] {
  const steps: Step[] = [];
  if (exists(join(root, '.github'))) {
    const isThere = exists(join(root, workflowPath));
    steps.push(isThere ? { about: 'GitHub Actions', note: `${workflowPath} is there`, lines: [] } : created('GitHub Actions', workflowPath, githubWorkflow(project)));
  }
  if (exists(join(root, '.gitlab-ci.yml'))) {
    const isThere = textAt(join(root, '.gitlab-ci.yml'))?.includes('dist-lint') ?? false;
    steps.push(isThere ? { about: 'GitLab', note: '.gitlab-ci.yml has dist-lint', lines: [] } : { about: 'GitLab', note: 'add to .gitlab-ci.yml yourself', lines: linesOf(gitlabJob(project)), left: 'add the job to .gitlab-ci.yml' });
  }
  return steps.length > 0 ? steps : [{ about: 'CI', note: 'there is neither a .github folder nor a .gitlab-ci.yml', lines: [] }];
}

function installation({ hasManifest, installed, manager }: Project, hasEslint: boolean): Step {
  const about = 'Packages';
  const missing = ['dist-lint', ...(hasEslint ? ['eslint-plugin-dist-lint'] : [])].filter((name) => !installed.has(name));
  if (!hasManifest) return { about, note: 'there is no package.json to install into; without one, run', lines: ['npx --yes dist-lint'] };
  if (missing.length === 0) return { about, note: 'package.json lists them', lines: [] };
  const next = `${manager.add} ${missing.join(' ')}`;
  return { about, note: 'install yourself', lines: [next], next };
}

function created(about: string, path: string, text: string): Step {
  return { about, lines: linesOf(text), change: { path, text } };
}

function linesOf(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}

/** Also a symbolic link that leads nowhere: it is somebody's. */
function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false; // A file stands where a folder would be.
  }
}

/** Undefined for what is no text, such as a folder or a symbolic link that leads nowhere. */
function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
