import type { BlastOverview, BlastReport, DependencyRow } from '@dist-lint/model';
import { type Drawn, placed, section, sentenceLines } from './blast-lines.ts';
import { overviewSentence } from './blast-sentences.ts';
import { fallbackKind, fallbackWords, nameOf, ofAll, placeOf, SPOF } from './blast-words.ts';
import { counted, grouped } from './numbers.ts';
import { textTable } from './text-table.ts';
import { visible } from './visible.ts';

/** Rows of either table; the JSON has all. */
const MOST_ROWS = 40;
/** Names in one cell, places of fallbacks of one row. */
const MOST_NAMES = 4;
const MOST_PLACES = 3;

/** The dependency mapping (what can be down), and the table of change (modules that everything goes through). Never mixed. */
export function overviewText(overview: BlastOverview, report: BlastReport, drawn: Drawn): string[][] {
  const { runtime, change, changeLeftOut } = overview;
  const { paint, width } = drawn;
  const shown = runtime.slice(0, MOST_ROWS);
  const modules = change.slice(0, MOST_ROWS);
  const left = change.length - modules.length + changeLeftOut;
  return [
    sentenceLines(overviewSentence(overview, report), drawn),
    runtime.length === 0 ? [] : [
      paint.bold('Dependency mapping: what can be down'),
      ...textTable(
        [{ head: 'Component' }, { head: 'Depends on' }, { head: 'Depended on by' }, { head: 'Fallback?' }, { head: 'Lost', isNumber: true }, { head: 'SPOF?' }],
        shown.map((row) => [visible(nameOf(row.node)), names(row.dependsOn), names(row.dependedOnBy), fallbackWords(row), ofAll(row.lost, row.of), SPOF[row.spof]]), width,
      ).map((line, index) => (index === 0 ? paint.underline(line) : line)),
      ...rest(runtime.length - shown.length),
    ],
    section('Fallbacks', shown.flatMap((row) => fallbacks(row, drawn)), drawn),
    change.length === 0 ? [] : [
      paint.bold('Change: modules that entry points cannot avoid'),
      ...textTable(
        [{ head: 'Module' }, { head: 'Unavoidable', isNumber: true }, { head: 'Reached', isNumber: true }, { head: 'Loaded by', isNumber: true }, { head: 'Gate to' }],
        modules.map((row) => [visible(nameOf(row.module)), ofAll(row.unavoidable, row.of), ofAll(row.reached, row.of), grouped(row.loadedBy), names(row.gateTo)]), width,
      ).map((line, index) => (index === 0 ? paint.underline(line) : line)),
      ...(left > 0 ? [`and ${counted(left, 'module')} more`.replace(/modules? more/, left === 1 ? 'more module' : 'more modules')] : []),
    ],
  ];
}

function names(nodes: DependencyRow['dependsOn']): string {
  const shown = nodes.length <= MOST_NAMES + 1 ? nodes : nodes.slice(0, MOST_NAMES);
  const more = nodes.length - shown.length;
  return nodes.length === 0 ? '-' : `${shown.map((node) => visible(nameOf(node))).join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
}

/** Where it is seen that something goes on without it. */
function fallbacks({ node, fallbacks: all }: DependencyRow, drawn: Drawn): string[] {
  const shown = all.slice(0, MOST_PLACES);
  const lines = shown.flatMap((fallback) => placed(`${fallbackKind(fallback)}: ${visible(fallback.says)}`, placeOf(fallback), '    ', drawn));
  return lines.length === 0 ? [] : [`  ${visible(nameOf(node))}`, ...lines, ...(all.length > shown.length ? [`    and ${grouped(all.length - shown.length)} more`] : [])];
}

function rest(count: number): string[] {
  return count > 0 ? [`and ${grouped(count)} more`] : [];
}
