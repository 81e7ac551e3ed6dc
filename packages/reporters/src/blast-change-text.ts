import type { AffectedEntry, ChangeReport } from '@dist-lint/model';
import { type Drawn, placed, section, sentenceLines, wayLines } from './blast-lines.ts';
import { nameOf, placeOf } from './blast-words.ts';
import { changeSentence, deltas, questionSentence } from './change-sentences.ts';
import { insideWords, onTheWay, shownSymbols } from './changed-symbol-words.ts';
import { wrap } from './columns.ts';
import { counted, grouped } from './numbers.ts';
import { said, saidNames, saidText } from './said.ts';
import { textTable } from './text-table.ts';
import { visible } from './visible.ts';

/** Things of a list; the JSON has all. */
const MOST_WHICH = 4;
const MOST_SYMBOLS = 12;
const MOST_QUESTIONS = 12;
const MOST_WAYS = { whole: 5, named: 15 };

/** What a change reaches: the verdict first, then what is different, the questions it leaves, and the ways. */
export function changeText(change: ChangeReport, drawn: Drawn): string[][] {
  const { paint, width } = drawn;
  const rows = deltas(change);
  const against = visible(`against ${change.base.ref} (${change.base.commit})`);
  const questions = change.questions.slice(0, MOST_QUESTIONS);
  const rest = change.questions.length - questions.length;
  return [
    [...sentenceLines(changeSentence(change), drawn).map((line) => paint.bold(line)), ...wrap(`${filesSentence(change)} ${against}`, width).map((line) => paint.dim(line))],
    rows.length === 0 ? [] : textTable([{ head: 'What is different' }, { head: 'How many', isNumber: true }, { head: 'Which' }], rows.map(({ what, count, which }) => [
      what, count, `${which.slice(0, MOST_WHICH).map(saidText).join('; ')}${which.length > MOST_WHICH ? `; and ${grouped(which.length - MOST_WHICH)} more` : ''}`,
    ]), width).map((line, index) => (index === 0 ? paint.underline(line) : line)),
    section('Questions', [...questions.flatMap((each) => sentenceLines(questionSentence(each), drawn, '  - ')), ...(rest > 0 ? [`  and ${grouped(rest)} more`] : [])], drawn),
    section('What has changed, most entry points first', symbolLines(change, drawn), drawn),
    section('Entry points it reaches, the nearest first', wayLines(change.entries.filter((each) => each.change !== 'removed'), MOST_WAYS, drawn, (way) => symbolOf(way, drawn)), drawn),
    section('State that changed code writes', change.state.flatMap(({ cell, writers, readers }) => sentenceLines(
      said`${nameOf(cell)} by ${saidNames(writers.map(nameOf), MOST_WHICH)}${readers.length === 0 ? [] : said`, read by ${saidNames(readers.map(nameOf), MOST_WHICH)}`}`, drawn, '  ')), drawn),
    section('Findings added', change.findings.added.flatMap(({ severity, rule, message, file, line }) => placed(`${severity} ${visible(rule)}: ${visible(message)}`, `${file}:${line}`, '  ', drawn)), drawn),
  ];
}

function filesSentence({ files: { added, deleted, modified, renamed } }: ChangeReport): string {
  const parts = [[added, 'added'], [deleted, 'deleted'], [modified, 'modified'], [renamed, 'renamed']] as const;
  const shown = parts.filter(([count]) => count > 0).map(([count, word], index) => `${index === 0 ? counted(count, 'file') : grouped(count)} ${word}`);
  return shown.length === 0 ? 'No file changed' : shown.join(', ');
}

function symbolLines(change: ChangeReport, drawn: Drawn): string[] {
  const symbols = shownSymbols(change);
  const shown = symbols.slice(0, MOST_SYMBOLS);
  const rest = symbols.length - shown.length;
  return [
    ...shown.flatMap(({ symbol, inside }) => placed(`${visible(nameOf(symbol.node))} ${symbol.change}${onTheWay(symbol)}${insideWords(inside)}`, placeOf(symbol.node), '  ', drawn)),
    ...(rest > 0 ? [`  and ${grouped(rest)} more`] : []),
  ];
}

/** Which change touches it, unless that is what the last step says anyway. */
function symbolOf({ symbol, change, path }: AffectedEntry, drawn: Drawn): string[] {
  if (change === 'added') return sentenceLines(said`is new`, drawn, '    ');
  return symbol === undefined || path.at(-1)?.node.id === symbol.id ? [] : sentenceLines(said`by ${nameOf(symbol)}`, drawn, '    ');
}
