import type { StateHit, TargetLoss } from '@dist-lint/model';
import { type Drawn, nodeLines, placed, section, sentenceLines, wayLines } from './blast-lines.ts';
import { apartSentence, fallbackKind, kindOf, lossSentence, nameOf, placeOf, standsAt } from './blast-words.ts';
import { counted, grouped } from './numbers.ts';
import { said, saidNames } from './said.ts';
import { visible } from './visible.ts';

/** Things of a list; the JSON has all. */
const MOST = 12;
/** Ways told hop by hop, and by name. */
const MOST_WAYS = { whole: 5, named: 20 };

/** The deletion test of one thing: what calls it, what it outputs to, what happens to its dependents, and what goes on without it. */
export function targetText(loss: TargetLoss, drawn: Drawn): string[][] {
  const { target, functions, callers, outputs, lost, spared, state, loading } = loss;
  const { paint } = drawn;
  const note = `${kindOf(target)}${functions > 1 ? `, ${counted(functions, 'function')}` : ''}`;
  const apart = apartSentence(loss);
  return [
    [...placed(`${paint.bold(visible(nameOf(target)))}  ${visible(note)}`, standsAt(target), '', drawn), ...sentenceLines(lossSentence(loss), drawn)],
    section(`What calls it? ${grouped(callers.length)}`, nodeLines(callers, MOST, drawn), drawn),
    section(`What does it output to? ${grouped(outputs.length)}`, nodeLines(outputs, MOST, drawn), drawn),
    section(`What happens to its dependents? ${counted(lost.length, 'entry point')} lost, the nearest first`, wayLines(lost, MOST_WAYS, drawn), drawn),
    section(`Which have a fallback? ${counted(spared.length, 'entry point')} ${spared.length === 1 ? 'goes' : 'go'} on without it`, wayLines(spared, MOST_WAYS, drawn, ({ fallback }) => placed(`${fallbackKind(fallback)}: ${visible(fallback.says)}`, placeOf(fallback), '    ', drawn)), drawn),
    section(`Whose state does it write? ${grouped(state.length)}`, state.flatMap((hit) => stateLines(hit, drawn)), drawn),
    section(`What cannot be loaded without it? ${counted(loading.length, 'module')}`, nodeLines(loading, MOST, drawn), drawn),
    apart === '' ? [] : [paint.dim(apart)],
  ];
}

/** Names in one sentence. */
const MOST_NAMED = 3;

function stateLines({ cell, readers, writers, entries }: StateHit, drawn: Drawn): string[] {
  const on = entries.length === 0 ? [] : said`, on the way of ${saidNames(entries.map(nameOf), MOST_NAMED)}`;
  return [
    ...placed(visible(nameOf(cell)), placeOf(cell), '  ', drawn),
    ...sentenceLines(readers.length === 0 ? said`nobody else is seen to read it` : said`read by ${saidNames(readers.map(nameOf), MOST_NAMED)}${on}`, drawn, '    '),
    ...(writers.length === 0 ? [] : sentenceLines(said`still written by ${saidNames(writers.map(nameOf), MOST_NAMED)}`, drawn, '    ')),
  ];
}
