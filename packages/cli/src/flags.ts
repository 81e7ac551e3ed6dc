/** The commands and flags there are: parsing, help and suggestions read this. */

export interface Flag {
  /** Without dashes. */
  name: string;
  short?: string;
  /** What its value is called; a flag without one is a switch. */
  value?: string;
  /** May be given more than once. */
  repeats?: boolean;
  choices?: readonly string[];
  /** Its choices are the names of these drawings. */
  formats?: 'report' | 'retries' | 'state' | 'blast' | 'graph';
  description: string;
}

export interface Command {
  name: string;
  usage: string;
  summary: string;
  flags: readonly Flag[];
}

const everywhere: readonly Flag[] = [
  { name: 'color', description: 'Colours, even when nobody seems to look' },
  { name: 'no-color', description: 'No colours' },
  { name: 'help', short: 'h', description: 'Show this and end' },
  { name: 'version', short: 'v', description: 'Show the version and end' },
];

const analysis: readonly Flag[] = [
  { name: 'config', value: 'FILE', description: 'A configuration instead of the dist-lint.config file at the root' },
  { name: 'safe', description: "For trees of strangers: run no configuration that is code, use no cache" },
  { name: 'no-cache', description: 'Neither use nor fill the cache on disk' },
  { name: 'threads', value: 'N', description: 'Worker threads; default the number of cores, at most 4' },
];

const SEVERITIES = ['error', 'warning', 'info'];

export const commands: readonly Command[] = [
  {
    name: 'check',
    usage: '[check] [paths…]',
    summary: 'Analyse files and folders; the current folder when none is named',
    flags: [
      { name: 'format', value: 'FORMAT', formats: 'report', description: 'How the report is drawn; default text' },
      { name: 'output', value: 'FILE', description: 'Write the report to a file' },
      { name: 'rule', value: 'NAME', repeats: true, description: 'Only this rule; may be repeated' },
      { name: 'option', value: 'RULE.OPTION=VALUE', repeats: true, description: "A rule's option, its value a JSON scalar or list; may be repeated" },
      { name: 'preset', value: 'PRESET', choices: ['recommended', 'strict', 'all'], description: 'Which findings to show; default recommended' },
      { name: 'min-severity', value: 'SEVERITY', choices: SEVERITIES, description: 'Show no findings below' },
      { name: 'min-precision', value: 'PRECISION', choices: ['high', 'medium', 'low'], description: 'Show no findings below' },
      { name: 'fail-on', value: 'SEVERITY', choices: [...SEVERITIES, 'never'], description: 'End with 1 when a finding shown is at or above; default error' },
      { name: 'base', value: 'REF', description: 'Only what the change since the merge base with this branch or commit adds' },
      { name: 'baseline', value: 'FILE', description: 'Findings listed in this file do not count; what is listed and no longer found fails' },
      { name: 'update-baseline', description: 'Remove from the baseline what is no longer found; write one when there is none' },
      { name: 'allow-growth', description: 'With --update-baseline: also add to it what is found and not listed' },
      ...analysis,
      { name: 'verbose', description: 'Also where the gaps are, what was left out, all evidence' },
      ...everywhere,
    ],
  },
  {
    name: 'retries',
    usage: 'retries [target]',
    summary: 'Every retry layer and how they multiply; of a file, a folder, an entry point or FILE#FUNCTION',
    flags: [
      { name: 'format', value: 'FORMAT', formats: 'retries', description: 'How the inventory is drawn; default text' },
      { name: 'output', value: 'FILE', description: 'Write the inventory to a file' },
      ...analysis,
      ...everywhere,
    ],
  },
  {
    name: 'state',
    usage: 'state [target]',
    summary: 'Where state lives: owner, writers, readers, machines, guards; of an entity, ENTITY.FIELD, a key, a file, a folder or FILE#NAME',
    flags: [
      { name: 'format', value: 'FORMAT', formats: 'state', description: 'How the inventory is drawn; default text' },
      { name: 'output', value: 'FILE', description: 'Write the inventory to a file' },
      ...analysis,
      ...everywhere,
    ],
  },
  {
    name: 'blast-radius',
    usage: 'blast-radius [targets…]',
    summary: 'What breaks without a file, folder, FILE#SYMBOL, package, resource or piece of state; the map of what depends on what; with --base what a change adds',
    flags: [
      { name: 'base', value: 'REF', description: 'What the change since the merge base with this branch, tag or commit can reach and adds' },
      { name: 'threshold', value: 'PERCENT', description: "From which share of the entry points on something is a single point of failure; default what single-point-of-failure's option 'share' says, 50" },
      { name: 'format', value: 'FORMAT', formats: 'blast', description: 'How the report is drawn; default text' },
      { name: 'output', value: 'FILE', description: 'Write the report to a file' },
      ...analysis,
      ...everywhere,
    ],
  },
  {
    name: 'graph',
    usage: 'graph',
    summary: 'The whole system as a graph: modules, packages or components, with entry points and resources',
    flags: [
      { name: 'level', value: 'LEVEL', choices: ['module', 'package', 'component'], description: 'What is drawn as one node; default package' },
      { name: 'nodes', value: 'N', description: 'Most nodes; the rest is aggregated' },
      { name: 'format', value: 'FORMAT', formats: 'graph', description: 'How the graph is drawn; default mermaid' },
      { name: 'output', value: 'FILE', description: 'Write the graph to a file' },
      ...analysis,
      ...everywhere,
    ],
  },
  {
    name: 'explain',
    usage: 'explain RULE | explain --at FILE:LINE[:COLUMN]',
    summary: "A rule's page, or what is known at a place",
    flags: [{ name: 'at', value: 'FILE:LINE[:COLUMN]', description: 'The place' }, ...analysis, ...everywhere],
  },
  {
    name: 'init',
    usage: 'init [--yes]',
    summary: 'Show how to set up this repository: configuration, ESLint, CI',
    flags: [{ name: 'yes', short: 'y', description: 'Write the files that are shown' }, ...everywhere],
  },
];

export function commandNamed(name: string): Command | undefined {
  return commands.find((command) => command.name === name);
}

/** As it is typed. */
export function dashed(flag: Flag): string {
  return `--${flag.name}`;
}
