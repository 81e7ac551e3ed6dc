/** One piece of state in text: who owns, writes and reads it, and the fields that matter. */
import type { StateField, StateRow } from '@dist-lint/model';
import { columnsOf, wrap } from './columns.ts';
import { grouped } from './numbers.ts';
import type { Paint } from './paint.ts';
import { changers, fieldGroups, fieldWords, GUARDS, guardWords, isTold, kindWords, ownerWords, readerWords, transitionGroups, transitionWords, writerWords } from './state-words.ts';
import { visible } from './visible.ts';

export interface Drawing {
  paint: Paint;
  width: number;
  /** Everything is told, because somebody asked for little. */
  isClose: boolean;
}

/** Columns of the labels before what they say. */
const LABEL = 11;
/** Where nobody asked for one thing alone. */
const MOST_TRANSITIONS = 8;
const MOST_UNITS = 6;
const MOST_FIELDS = 8;
/** Characters of a text that is written. */
const MOST_OF_LITERAL = 30;

export function drawnRow(row: StateRow, drawing: Drawing): string[] {
  const { paint, width } = drawing;
  const { name, declared, owner, writers, readers, guards, copies, unknownFields } = row;
  const place = declared === undefined ? '' : placeText(declared);
  const kind = visible(kindWords(row));
  const isOneLine = columnsOf(visible(name)) + columnsOf(kind) + columnsOf(place) + 4 <= width;
  const told = drawing.isClose ? row.fields : row.fields.filter(isTold);
  const others = row.fields.filter((field) => !told.includes(field));
  const guardsSaid = guardWords(guards);
  return [
    ...(isOneLine ? [`${paint.bold(visible(name))}  ${paint.dim(`${kind}${place === '' ? '' : `  ${place}`}`)}`] : [paint.bold(visible(name)), ...items([kind, ...(place === '' ? [] : [place])], width - 2).map((line) => paint.dim(`  ${line}`))]),
    ...labelled('owner', [visible(ownerWords(owner))], drawing),
    ...labelled('writers', most(writerWords(writers), MOST_UNITS, drawing), drawing),
    ...labelled('readers', most(readerWords(readers), MOST_UNITS, drawing), drawing),
    ...labelled('copies', copies.map((copy) => `${visible(copy.name)} (${visible(copy.store || 'memory')}) ${placeText(copy)}`), drawing),
    ...labelled('changes', guardsSaid === '' ? [] : [guardsSaid], drawing, guards?.unguarded === undefined ? undefined : paint.red),
    ...(drawing.isClose ? told.map((field) => [field] as const) : fieldGroups(told)).flatMap((fields) => drawnFields(fields, drawing)),
    ...labelled('others', most(others.map((field) => field.name), MOST_FIELDS, drawing), drawing),
    ...labelled('unknown', unknownFields === 0 ? [] : [`${grouped(unknownFields)} ${unknownFields === 1 ? 'write' : 'writes'} to fields that nobody can tell`], drawing),
  ];
}

/** Names are untrusted here. */
function most(all: readonly string[], limit: number, { isClose }: Drawing): string[] {
  const shown = isClose ? all : all.slice(0, limit);
  return [...shown.map((each) => visible(each)), ...(all.length > shown.length ? [`and ${grouped(all.length - shown.length)} more`] : [])];
}

/** Items after one another, with commas, broken between items where that is possible. */
export function items(all: readonly string[], width: number): string[] {
  return wrap(all.map((each) => (columnsOf(each) < width ? each.replaceAll(' ', '\u00a0') : each)).join(', '), width).map((line) => line.replaceAll('\u00a0', ' '));
}

function labelled(label: string, all: readonly string[], { width, paint }: Drawing, emphasis?: (text: string) => string): string[] {
  if (all.length === 0) return [];
  return items(all, width - LABEL).map((line, index) => `${index === 0 ? `  ${paint.dim(label)}${' '.repeat(LABEL - 2 - label.length)}` : ' '.repeat(LABEL)}${emphasis ? emphasis(line) : line}`);
}

function drawnFields(fields: readonly [StateField, ...StateField[]], drawing: Drawing): string[] {
  const [field, ...others] = fields;
  const { paint, width } = drawing;
  const names = most(fields.map(({ name }) => `.${name}`), MOST_FIELDS, drawing);
  const words = others.length === 0 ? fieldWords(field) : `changed by the same ${grouped(changers(field))} parts`;
  const isOneLine = columnsOf(names.join(', ')) + columnsOf(visible(words)) + 4 <= width;
  const head = isOneLine
    ? [`  ${paint.bold(names.join(', '))}  ${visible(words)}`]
    : [...items(names, width - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${paint.bold(line)}`), ...wrap(visible(words), width - 4).map((line) => `    ${line}`)];
  const parts = others.length === 0 ? field.writers : field.writers.map((each) => ({ ...each, changes: fields.reduce((sum, { writers }) => sum + (writers.find(({ unit }) => unit === each.unit)?.changes ?? 0), 0) }));
  const writers = parts.length > 1 ? items(most(writerWords(parts), MOST_UNITS, drawing).map((each, index) => `${index === 0 ? 'by ' : ''}${each}`), width - 6).map((line, index) => `${' '.repeat(index === 0 ? 4 : 7)}${line}`) : [];
  return [...head, ...writers, ...(others.length > 0 ? [] : field.machine === undefined ? places(field, drawing) : transitions(field, drawing))];
}

function transitions({ machine }: StateField, drawing: Drawing): string[] {
  const groups = transitionGroups(machine?.transitions ?? []);
  const shown = drawing.isClose ? groups : groups.slice(0, MOST_TRANSITIONS);
  const rest = groups.length - shown.length;
  const unknown = machine?.unknown ?? 0;
  // What nobody can tell may set any of them.
  const unset = unknown > 0 ? [] : (machine?.states ?? []).filter((name) => !groups.some(({ to }) => to === name));
  return [
    ...shown.flatMap((group) => {
      const guard = group.guard === undefined ? '' : GUARDS[group.guard];
      const where = group.places.map(placeText);
      const said = drawing.isClose ? where : where.slice(0, 1);
      return placed(visible(transitionWords(group)), guard, [...said, ...(where.length > said.length ? [`and ${grouped(where.length - said.length)} more`] : [])], drawing);
    }),
    ...(rest > 0 ? [`    and ${grouped(rest)} more transitions`] : []),
    ...(unknown > 0 ? wrap(`${grouped(unknown)} ${unknown === 1 ? 'write sets' : 'writes set'} a state that is no word in sight`, drawing.width - 4).map((line) => `    ${line}`) : []),
    ...(unset.length > 0 ? items(unset.map((each, index) => `${index === 0 ? 'not written in sight, unless as a default: ' : ''}${visible(each)}`), drawing.width - 6).map((line, index) => `${' '.repeat(index === 0 ? 4 : 6)}${line}`) : []),
  ];
}

/** Of a field that is no machine: one place of each part, or all where somebody asked for it. */
function places(field: StateField, drawing: Drawing): string[] {
  const changed = field.writes.filter(({ operation }) => drawing.isClose || (operation !== 'create' && operation !== 'delete'));
  const shown = drawing.isClose ? changed : changed.filter(({ unit, aside }, index) => !aside && changed.findIndex((each) => each.unit === unit && !each.aside) === index).slice(0, MOST_UNITS);
  return shown.flatMap((write) => {
    const { operation, guard, aside, literals } = write;
    const what = `${operation}${literals === undefined ? '' : ` to ${literals.map((each) => (typeof each === 'string' ? `'${each.length > MOST_OF_LITERAL ? `${each.slice(0, MOST_OF_LITERAL - 1)}…` : each}'` : String(each))).join(' or ')}`}${aside ? ' in a script or migration' : ''}`;
    return placed(visible(what), guard === undefined ? '' : GUARDS[guard], [placeText(write)], drawing);
  });
}

/** What is done, how it is protected, and where: on one line if it fits. */
function placed(what: string, guard: string, where: readonly string[], { paint, width }: Drawing): string[] {
  const said = guard === '' ? '' : `  ${guard === GUARDS.unguarded ? paint.red(guard) : guard}`;
  const all = where.join(', ');
  if (columnsOf(what) + (guard === '' ? 0 : columnsOf(guard) + 2) + columnsOf(all) + 6 <= width) return [`    ${what}${said}  ${paint.dim(all)}`];
  const lines = wrap(what, width - 4).map((line) => `    ${line}`);
  const last = lines.at(-1) ?? '';
  const head = guard === '' || columnsOf(last) + 2 + columnsOf(guard) <= width ? [...lines.slice(0, -1), `${last}${said}`] : [...lines, `    ${said}`];
  return [...head, ...items(where, width - 6).map((line) => `      ${paint.dim(line)}`)];
}

function placeText({ file, line }: { file: string; line: number }): string {
  return `${visible(file)}:${line}`;
}
