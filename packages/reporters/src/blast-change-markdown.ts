import type { AffectedEntry, BlastReport, ChangeReport } from '@dist-lint/model';
import { fallbackItem, graphBlock, nodeItem, type NotedWay, saidCell, wayItem, wayItems } from './blast-markdown-items.ts';
import { tableBlock } from './blast-overview-markdown.ts';
import { nameOf } from './blast-words.ts';
import { changeSentence, type Delta, deltas, isNothing, questionSentence } from './change-sentences.ts';
import { insideWords, onTheWay, shownSymbols } from './changed-symbol-words.ts';
import { type Block, folded, type Page } from './markdown-room.ts';
import { codeSpan, escaped, sentence } from './markdown-text.ts';
import { grouped } from './numbers.ts';
import { said, saidMarkdown, saidNames } from './said.ts';

/** The first line of a comment, by which the next run finds it again. */
const MARKER = '<!-- dist-lint blast-radius -->';
/** Ways that are not folded away. */
const OPEN_WAYS = 3;
const MOST_NAMED = 4;
/** Entry points of one way, where all are told. */
const MOST_ENTRIES = 80;

/** A comment on a pull request: the verdict, what is different, the first ways, the questions; the evidence is folded. */
export function changeMarkdown(change: ChangeReport, { drawing }: BlastReport): Page {
  const verdict = saidMarkdown(changeSentence(change), 100);
  if (isNothing(change)) return { head: `${MARKER}\n${verdict}`, blocks: [] };
  const ways = change.entries.filter((each) => each.change !== 'removed').map(noted);
  const items = wayItems(ways, MOST_ENTRIES);
  const top = topWays(change);
  // What stands in the open is not told twice.
  const isTold = items.length <= top.length && wayItems(ways, MOST_NAMED).every((item, index) => item === items[index]);
  const symbols = shownSymbols(change);
  const against = `Against ${codeSpan(change.base.ref, 100)} (${codeSpan(change.base.commit, 40)}).`;
  return {
    head: `${MARKER}\n**${verdict}**`,
    blocks: [
      ...tableBlock('', 'rows of the table', 1, ['What is different', 'How many', 'Which'], [...symbolsDelta(symbols), ...deltas(change)].map(({ what, count, which }) => [what, count, saidCell(which)])),
      ...list('Questions for the review', 'questions', 2, change.questions.map((each) => `- ${saidMarkdown(questionSentence(each), 100)}`)),
      ...list('Ways', 'first ways', 3, top),
      ...details('Entry points it reaches', 'ways', 5, isTold ? [] : items, ways.length),
      ...details('What has changed', 'changed functions', 4, symbols.map(({ symbol, inside }) => `- ${nodeItem(symbol.node)} ${symbol.change}${onTheWay(symbol)}${insideWords(inside)}`)),
      ...details('State that changed code writes', 'pieces of state', 6, change.state.map(({ cell, writers, otherWriters, readers }) => {
        const others = otherWriters.length === 0 ? [] : said`; also by ${saidNames(otherWriters.map(nameOf), MOST_NAMED)}`;
        const read = readers.length === 0 ? [] : said`; read by ${saidNames(readers.map(nameOf), MOST_NAMED)}`;
        return `- ${nodeItem(cell)}: written by ${saidMarkdown([...saidNames(writers.map(nameOf), MOST_NAMED), ...others, ...read], 100)}`;
      })),
      ...details('Fallbacks lost', 'lost fallbacks', 4, change.fallbacksLost.map(({ way, before }) => wayItem(way, `<br>before: ${fallbackItem(before)}`))),
      ...details('Findings added', 'findings', 7, change.findings.added.map(({ severity, rule, message, file, line }) => `- **${severity}** ${escaped(rule, 80)} at ${codeSpan(`${file}:${line}`, 160)}: ${sentence(message, 200)}`)),
      ...graphBlock(drawing),
      { what: 'the base', rank: 0, before: '', items: [against], after: '' },
    ],
  };
}

/** The ways to what is newly depended on without a fallback, else the nearest it reaches. */
function topWays({ dependencies, entries }: ChangeReport): string[] {
  const added = dependencies.filter(({ change, strength }) => change === 'added' && strength === 'hard').flatMap(({ ways }) => ways.slice(0, 1));
  const reached = entries.filter(({ change, path, entry }) => change !== 'removed' && path.length > 0 && !added.some((way) => way.entry.id === entry.id));
  return wayItems([...added.map((way) => ({ way, note: '' })), ...reached.map(noted)], MOST_NAMED).slice(0, OPEN_WAYS);
}

function noted(way: AffectedEntry): NotedWay {
  return { way, note: way.change === 'added' ? ' (new)' : '' };
}

/** The changed code itself, that on the way of most first: without it nobody knows what reaches all that is told below. */
function symbolsDelta(symbols: ReturnType<typeof shownSymbols>): Delta[] {
  if (symbols.length === 0) return [];
  return [{ what: 'Changed code', count: grouped(symbols.length), which: symbols.map(({ symbol }) => said`${nameOf(symbol.node)}${symbol.node.file === undefined ? [] : said` in ${symbol.node.file}`} ${[`${symbol.change}${onTheWay(symbol)}`]}`) }];
}

function list(title: string, what: string, rank: number, items: readonly string[]): Block[] {
  return items.length === 0 ? [] : [{ what, rank, before: `### ${title}`, items, after: '' }];
}

function details(title: string, what: string, rank: number, items: readonly string[], count = items.length): Block[] {
  return items.length === 0 ? [] : [folded(`${title} (${grouped(count)})`, { what, rank, items })];
}
