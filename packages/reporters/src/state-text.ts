import type { StateField, StateInventory, StateRow } from '@dist-lint/model';
import { columnsOf, wrap } from './columns.ts';
import type { RenderOptions } from './formats.ts';
import { grouped } from './numbers.ts';
import { type Paint, paints } from './paint.ts';
import { stateGaps, stateSummary } from './state-sentences.ts';
import { changers, fieldWords, GUARDS, guardWords, isClose, isTold, isWholeTold, kindWords, ownerWords, readerWords, transitionGroups, transitionWords, writerWords } from './state-words.ts';
import { visible } from './visible.ts';

/** The inventory for people: what it comes to, then state that several parts change and state machines, then the rest by owner. */
export function stateText(inventory: StateInventory, { color, width: given }: Pick<RenderOptions, 'color' | 'width'>): string {
  const width = Math.min(120, Math.max(40, given));
  const drawing: Drawing = { paint: paints(color), width, isClose: isClose(inventory) };
  const { paint } = drawing;
  const { state, incomplete } = inventory;
  const told = drawing.isClose ? state : state.filter(isWholeTold);
  const rest = state.filter((row) => !told.includes(row));
  const blocks = [
    wrap(stateSummary(inventory), width),
    incomplete.length === 0 ? [] : [
      paint.red(paint.bold('INCOMPLETE: the analysis did not finish, so there may be more than is shown.')),
      ...incomplete.flatMap((each) => wrap(visible(each), width - 2).map((line) => `  ${line}`)),
    ],
    ...told.map((row) => drawnRow(row, drawing)),
    drawnRest(rest, drawing),
    stateGaps(inventory).flatMap((each) => wrap(each, width)),
    told.length > 0 && !drawing.isClose ? wrap('`dist-lint state NAME` shows all of one, `--format mermaid` draws the machines.', width).map((line) => paint.dim(line)) : [],
  ];
  return `${blocks.filter((block) => block.length > 0).map((block) => block.join('\n')).join('\n\n')}\n`;
}

interface Drawing {
  paint: Paint;
  width: number;
  /** Everything is told. */
  isClose: boolean;
}

/** Columns of the labels before what they say. */
const LABEL = 11;
/** Where nobody asked for one thing alone: transitions of a machine, writers and readers, places of one. */
const MOST_TRANSITIONS = 8;
const MOST_UNITS = 6;

function drawnRow(row: StateRow, drawing: Drawing): string[] {
  const { paint, width } = drawing;
  const { name, declared, owner, writers, readers, guards, copies, unknownFields } = row;
  const place = declared === undefined ? '' : `${visible(declared.file)}:${declared.line}`;
  const kind = visible(kindWords(row));
  const isOneLine = columnsOf(visible(name)) + columnsOf(kind) + columnsOf(place) + 4 <= width;
  const told = drawing.isClose ? row.fields : row.fields.filter(isTold);
  const others = row.fields.filter((field) => !told.includes(field));
  const guardsSaid = guardWords(guards);
  return [
    ...(isOneLine ? [`${paint.bold(visible(name))}  ${paint.dim(`${kind}${place === '' ? '' : `  ${place}`}`)}`] : [paint.bold(visible(name)), ...wrap(`${kind}${place === '' ? '' : `, ${place}`}`, width - 2).map((line) => paint.dim(`  ${line}`))]),
    ...labelled('owner', visible(ownerWords(owner)), drawing),
    ...labelled('writers', units(writers, writerWords, drawing), drawing),
    ...labelled('readers', units(readers, readerWords, drawing), drawing),
    ...(copies.length === 0 ? [] : labelled('copies', copies.map((copy) => `${visible(copy.name)} (${visible(copy.store || 'memory')}, ${visible(copy.file)}:${copy.line})`).join(', '), drawing)),
    ...(guardsSaid === '' ? [] : labelled('changes', guardsSaid, drawing, guards?.unguarded === undefined ? undefined : paint.red)),
    ...told.flatMap((field) => drawnField(field, drawing)),
    ...(others.length === 0 ? [] : labelled('others', otherFields(others), drawing)),
    ...(unknownFields === 0 ? [] : labelled('unknown', `${grouped(unknownFields)} ${unknownFields === 1 ? 'write' : 'writes'} to fields that nobody can tell`, drawing)),
  ];
}

function units<T>(all: readonly T[], words: (some: readonly T[]) => string, { isClose: isAll }: Drawing): string {
  if (isAll || all.length <= MOST_UNITS) return visible(words(all));
  return `${visible(words(all.slice(0, MOST_UNITS)))}, and ${grouped(all.length - MOST_UNITS)} more`;
}

/** Names of the fields that one part changes, as many as are of use. */
const MOST_FIELDS = 8;

function otherFields(fields: readonly StateField[]): string {
  const names = fields.map(({ name }) => visible(name));
  const rest = names.length - MOST_FIELDS;
  return `${names.slice(0, MOST_FIELDS).join(', ')}${rest > 0 ? `, and ${grouped(rest)} more` : ''}`;
}

function labelled(label: string, text: string, { width, paint }: Drawing, emphasis?: (text: string) => string): string[] {
  return wrap(text, width - LABEL).map((line, index) => `${index === 0 ? `  ${paint.dim(label)}${' '.repeat(LABEL - 2 - label.length)}` : ' '.repeat(LABEL)}${emphasis ? emphasis(line) : line}`);
}

function drawnField(field: StateField, drawing: Drawing): string[] {
  const { paint, width } = drawing;
  const head = wrap(`.${visible(field.name)}  ${visible(fieldWords(field))}`, width - 4).map((line, index) => (index === 0 ? `  ${paint.bold(line.slice(0, columnsLimit(line)))}${line.slice(columnsLimit(line))}` : `    ${line}`));
  const writers = changers(field) > 1 || drawing.isClose ? indented(`by ${units(field.writers, writerWords, drawing)}`, drawing) : [];
  return [...head, ...writers, ...(field.machine === undefined ? places(field, drawing) : transitions(field, drawing))];
}

/** Where the name ends in the first line of a field. */
function columnsLimit(line: string): number {
  const at = line.indexOf('  ');
  return at < 0 ? line.length : at;
}

function indented(text: string, { width }: Drawing): string[] {
  return wrap(text, width - 4).map((line, index) => `${' '.repeat(index === 0 ? 4 : 6)}${line}`).flatMap((line) => (columnsOf(line) <= width ? [line] : wrap(line.trim(), width - 6).map((each) => `      ${each}`)));
}

function transitions({ machine, guards }: StateField, drawing: Drawing): string[] {
  const groups = transitionGroups(machine?.transitions ?? []);
  const shown = drawing.isClose ? groups : groups.slice(0, MOST_TRANSITIONS);
  const rest = groups.length - shown.length;
  const unreached = (machine?.states ?? []).filter((name) => !groups.some(({ to }) => to === name));
  return [
    ...shown.flatMap((group) => {
      const words = visible(transitionWords(group));
      const guard = group.guard === undefined ? '' : `  ${GUARDS[group.guard]}`;
      const where = group.places.map((each) => `${visible(each.file)}:${each.line}`);
      const said = drawing.isClose ? where : where.slice(0, 1);
      const place = `${said.join(', ')}${where.length > said.length ? `, and ${grouped(where.length - said.length)} more` : ''}`;
      const isRed = group.guard === 'unguarded';
      const line = `    ${words}${isRed ? drawing.paint.red(guard) : guard}`;
      return columnsOf(`    ${words}${guard}  ${place}`) <= drawing.width ? [`${line}  ${drawing.paint.dim(place)}`] : [line, ...wrap(place, drawing.width - 6).map((each) => drawing.paint.dim(`      ${each}`))];
    }),
    ...(rest > 0 ? [`    and ${grouped(rest)} more transitions`] : []),
    ...((machine?.unknown ?? 0) > 0 ? indented(`? ${grouped(machine?.unknown ?? 0)} ${machine?.unknown === 1 ? 'write sets' : 'writes set'} a state that is no word in sight`, drawing) : []),
    ...(unreached.length > 0 && guards !== undefined ? indented(`never set in sight: ${unreached.map((each) => visible(each)).join(', ')}`, drawing) : []),
  ];
}

/** Of a field that is no machine: one place of each part, or all where somebody asked for it. */
function places(field: StateField, drawing: Drawing): string[] {
  const changed = field.writes.filter(({ operation }) => drawing.isClose || (operation !== 'create' && operation !== 'delete'));
  const shown = drawing.isClose ? changed : changed.filter(({ unit, aside }, index) => !aside && changed.findIndex((each) => each.unit === unit && !each.aside) === index).slice(0, MOST_UNITS);
  return shown.flatMap(({ file, line, guard, aside, literals }) => {
    const what = literals === undefined || !drawing.isClose ? '' : ` sets ${literals.map((each) => (typeof each === 'string' ? `'${each}'` : String(each))).join(' or ')}`;
    return indented(visible(`${file}:${line}${what}${guard === undefined ? '' : `, ${GUARDS[guard]}`}${aside ? ', in a script or migration' : ''}`), drawing).map((each) => drawing.paint.dim(each));
  });
}

/** What one part alone changes, and what is only created and deleted, by owner. */
function drawnRest(rest: readonly StateRow[], drawing: Drawing): string[] {
  if (rest.length === 0) return [];
  const byOwner = new Map<string, string[]>();
  for (const { owner, writers, name } of rest) {
    const unit = owner?.unit ?? (writers[0] && writers.length === 1 ? writers[0].unit : 'nobody alone');
    byOwner.set(unit, [...(byOwner.get(unit) ?? []), name]);
  }
  const sorted = [...byOwner].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  return [
    drawing.paint.bold(`${grouped(rest.length)} more, no field of which several parts change`),
    ...sorted.flatMap(([unit, names]) => wrap(`${visible(unit)}: ${names.map((each) => visible(each)).join(', ')}`, drawing.width - 4).map((line, index) => `${' '.repeat(index === 0 ? 2 : 4)}${line}`)),
  ];
}
