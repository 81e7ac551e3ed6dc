/** State machines as Mermaid diagrams in Markdown: GitHub and GitLab draw them, and so does Mermaid's own command line. */
import type { StateField, StateInventory, StateRow } from '@dist-lint/model';
import { codeSpan, escaped } from './markdown-text.ts';
import { mermaidLabel } from './mermaid-text.ts';
import { counted, grouped } from './numbers.ts';
import { stateGaps, stateSummary } from './state-sentences.ts';
import { beforeOf, GUARDS, transitionGroups, type TransitionGroup } from './state-words.ts';

/** Diagrams of one page; pages with more are slow to draw. */
const MOST_DIAGRAMS = 25;
/** States and arrows of one diagram; more cannot be read. */
const MOST_STATES = 40;
const MOST_ARROWS = 80;

export function stateMermaid(inventory: StateInventory): string {
  const machines = inventory.state.flatMap((row) => row.fields.flatMap((field) => (field.machine === undefined ? [] : [{ row, field, machine: field.machine }])));
  const rest = machines.length - MOST_DIAGRAMS;
  return `${[
    `**dist-lint state${inventory.target === undefined ? '' : ` ${codeSpan(inventory.target)}`}: ${stateSummary(inventory)}**`,
    ...(inventory.incomplete.length === 0 ? [] : [['**INCOMPLETE: the analysis did not finish, so there may be more than is shown.**', '', ...inventory.incomplete.map((each) => `- ${escaped(each, 200)}`)].join('\n')]),
    stateGaps(inventory).join('  \n'),
    ...machines.slice(0, MOST_DIAGRAMS).map(diagram),
    ...(rest > 0 ? [`Not drawn: ${counted(rest, 'more machine')}. A target, such as an entity or a folder, draws fewer.`] : []),
  ].filter((block) => block !== '').join('\n\n')}\n`;
}

function diagram({ row, field, machine }: { row: StateRow; field: StateField; machine: NonNullable<StateField['machine']> }): string {
  const states = machine.states.slice(0, MOST_STATES);
  const ids = new Map(states.map((name, index) => [name, `s${index}`]));
  const groups = transitionGroups(machine.transitions).filter(({ from, to }) => ids.has(to) && (from === undefined || ids.has(from)));
  const arrows = groups.slice(0, MOST_ARROWS);
  // Where nobody says from which state, a box beside the others stands for whatever it was, or for what is looked at.
  const has = (before: string): boolean => arrows.some((group) => beforeOf(group) === before);
  const cut = [
    ...(machine.states.length > states.length ? [counted(machine.states.length - states.length, 'state')] : []),
    ...(machine.transitions.length > 0 && groups.length > arrows.length ? [`${grouped(groups.length - arrows.length)} ${groups.length - arrows.length === 1 ? 'arrow' : 'arrows'}`] : []),
  ];
  const notes = [...(cut.length > 0 ? [`Not drawn: ${cut.join(' and ')}.`] : []), ...(machine.unknown > 0 ? [`${counted(machine.unknown, 'write')} to a state that is no word in sight.`] : [])];
  return [
    `### ${codeSpan(`${row.name}.${field.name}`)}`, '',
    '```mermaid', 'stateDiagram-v2',
    ...states.map((name, index) => `  state ${mermaidLabel(name)} as s${index}`),
    ...(has('any') ? ['  state "any state" as any'] : []),
    ...(has('some') ? ['  state "a state it looks at" as some'] : []),
    ...arrows.map((group) => `  ${sourceOf(group, ids)} --> ${ids.get(group.to) ?? 'any'}${arrowWords(group)}`),
    '```',
    ...(notes.length > 0 ? ['', notes.join(' ')] : []),
  ].join('\n');
}

function sourceOf(group: TransitionGroup, ids: ReadonlyMap<string, string>): string {
  const before = beforeOf(group);
  return before === 'new' ? '[*]' : before === 'named' ? (ids.get(group.from ?? '') ?? 'any') : before;
}

/** Words without characters that mean something to Mermaid. */
function arrowWords({ guard, places }: TransitionGroup): string {
  const words = [...(guard === undefined ? [] : [guard === 'unguarded' ? 'UNGUARDED' : GUARDS[guard]]), ...(places.length > 1 ? [`in ${grouped(places.length)} places`] : [])];
  return words.length === 0 ? '' : ` : ${words.join(' ')}`;
}
