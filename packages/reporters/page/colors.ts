/** Colours of the canvas, from the style sheet, so that light and dark are said in one place. */
import type { PageNode } from '../src/graph-page-data.ts';

export type Colors = Readonly<Record<(typeof NAMES)[number], string>>;

const NAMES = [
  'background', 'text', 'faint', 'edge', 'box', 'inner-box', 'box-edge', 'selected', 'lost-near', 'lost-far', 'spared',
  'entry', 'resource', 'module', 'package', 'component', 'function', 'state', 'target', 'changed', 'added', 'removed', 'spof', 'lost',
] as const;

export function readColors(): Colors {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Colors;
}

/** What a mark means, for people. */
export const MARKS: Readonly<Record<NonNullable<PageNode['mark']>, string>> = {
  target: 'What was asked for', changed: 'Changed', added: 'Added', removed: 'Removed', spof: 'Single point of failure', lost: 'Lost or affected',
};

export const KINDS: Readonly<Record<PageNode['kind'], string>> = {
  entry: 'Entry points', resource: 'Resources', component: 'Components', package: 'Packages', module: 'Modules', function: 'Functions', state: 'State',
};
