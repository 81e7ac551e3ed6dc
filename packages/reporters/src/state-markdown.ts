import type { StateField, StateInventory, StateRow } from '@dist-lint/model';
import { codeSpan, escaped, sentence } from './markdown-text.ts';
import { grouped } from './numbers.ts';
import { cell, codeCell, table } from './markdown-table.ts';
import { stateGaps, stateSummary } from './state-sentences.ts';
import { fieldWords, GUARDS, guardWords, isClose, isTold, isWholeTold, kindWords, ownerWords, readerWords, transitionGroups, transitionWords, writerWords } from './state-words.ts';

/** The inventory for an audit's document: a table of all that several parts change or that is a machine, their fields, and the rest. */
export function stateMarkdown(inventory: StateInventory): string {
  const { target, incomplete, state } = inventory;
  const isAll = isClose(inventory);
  const told = isAll ? state : state.filter(isWholeTold);
  const rest = state.filter((row) => !told.includes(row));
  const fields = told.flatMap((row) => row.fields.filter((field) => isAll || isTold(field)).map((field) => fieldCells(row, field)));
  return `${[
    `**dist-lint state${target === undefined ? '' : ` ${codeSpan(target)}`}: ${stateSummary(inventory)}**`,
    ...(incomplete.length === 0 ? [] : [['**INCOMPLETE: the analysis did not finish, so there may be more than is shown.**', '', ...incomplete.map((each) => `- ${escaped(each, 200)}`)].join('\n')]),
    stateGaps(inventory).join('  \n'),
    told.length === 0 ? '' : table('State, most at risk first', ['State', 'Where', 'Owner', 'Writers', 'Readers', 'Copies', 'Changes'], told.map(rowCells)),
    fields.length === 0 ? '' : table(isAll ? 'Fields' : 'Fields that several parts change, and state machines', ['Field', 'What', 'Writers', 'Transitions and places'], fields),
    rest.length === 0 ? '' : `${grouped(rest.length)} more, no field of which several parts change: ${rest.map(({ name }) => codeSpan(name, 100)).join(', ')}.`,
  ].filter((block) => block !== '').join('\n\n')}\n`;
}

function rowCells(row: StateRow): string[] {
  const { name, declared, owner, writers, readers, copies, guards, unknownFields } = row;
  return [
    codeCell(name),
    `${text(kindWords(row))}${declared === undefined ? '' : `<br>${codeCell(`${declared.file}:${declared.line}`)}`}`,
    text(ownerWords(owner)), text(writerWords(writers).join(', ')), text(readerWords(readers).join(', ')),
    copies.map((copy) => `${codeCell(copy.name)} ${codeCell(`${copy.file}:${copy.line}`)}`).join('<br>'),
    [guardWords(guards), ...(unknownFields === 0 ? [] : [`${grouped(unknownFields)} to unknown fields`])].filter((each) => each !== '').join('<br>'),
  ];
}

/** Places of one transition or part. */
const MOST_PLACES = 3;

function fieldCells({ name }: StateRow, field: StateField): string[] {
  const lines = field.machine === undefined
    ? field.writes.filter(({ operation }) => operation !== 'create' && operation !== 'delete').slice(0, MOST_PLACES * 2).map(({ file, line, guard }) => `${codeCell(`${file}:${line}`)}${guard === undefined ? '' : ` ${text(GUARDS[guard])}`}`)
    : transitionGroups(field.machine.transitions).map((group) => {
      const places = group.places.slice(0, MOST_PLACES).map(({ file, line }) => codeCell(`${file}:${line}`)).join(', ');
      const more = group.places.length - MOST_PLACES;
      return `${cell(sentence(transitionWords(group)))}${group.guard === undefined ? '' : ` ${group.guard === 'unguarded' ? '**unguarded**' : text(GUARDS[group.guard])}`} ${places}${more > 0 ? `, and ${grouped(more)} more` : ''}`;
    });
  return [codeCell(`${name}.${field.name}`), text(fieldWords(field)), text(writerWords(field.writers).join(', ')), lines.join('<br>')];
}

function text(words: string): string {
  return cell(escaped(words));
}
