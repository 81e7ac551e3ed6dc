import { blastFormats as blast, formats as report, graphFormats as graph, retriesFormats as retries, stateFormats as state } from '@dist-lint/reporters';
import { type Command, commands, type Flag } from './flags.ts';

const ABOUT = 'dist-lint finds code that is locally correct and globally wrong: in state, in feedback, in what breaks.';

const EXIT_CODES = [
  'Exit code:',
  '  0  nothing at or above --fail-on',
  '  1  findings',
  '  2  a mistake in the command line or the configuration',
  '  3  the analysis could not be completed',
];

/** The help of a command; without one, of everything. */
export function help(command?: Command): string {
  const shown = command === undefined ? commands : [command];
  const usage = shown.map((it) => ({ left: `dist-lint ${it.usage}`, right: it.summary }));
  const lines = [ABOUT, '', 'Usage:', ...table(usage)];
  for (const it of shown) {
    lines.push('', command === undefined ? `Flags of ${it.name}:` : 'Flags:', ...table(it.flags.map((flag) => ({ left: typed(flag), right: described(flag) }))));
  }
  return `${[...lines, '', ...EXIT_CODES].join('\n')}\n`;
}

function typed({ name, short, value }: Flag): string {
  return `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}

function described({ description, choices, formats }: Flag): string {
  const known = formats === undefined ? choices : Object.keys({ report, retries, state, blast, graph }[formats]).sort();
  return known === undefined ? description : `${description} (${known.join(', ')})`;
}

function table(rows: readonly { left: string; right: string }[]): string[] {
  const width = Math.max(...rows.map(({ left }) => left.length));
  return rows.map(({ left, right }) => `  ${left.padEnd(width)}  ${right}`);
}
