import type { RetryInventory, RetryPlace, RetryProductInfo } from '@dist-lint/model';
import { cell, codeCell, table } from './markdown-table.ts';
import { codeSpan, escaped, sentence } from './markdown-text.ts';
import { grouped } from './numbers.ts';
import { conclusions } from './retries-sentences.ts';
import { alike, beginning, byBeginning, chainParts, details, product, remarks, times } from './retries-words.ts';

/** The inventory for an incident's document: two tables and the counts. */
export function retriesMarkdown(inventory: RetryInventory): string {
  const { products, layers, target, incomplete } = inventory;
  const reached = products.filter(({ entry }) => entry !== undefined);
  const others = products.filter(({ entry }) => entry === undefined);
  const [first = '', ...more] = conclusions(inventory);
  return `${[
    `**dist-lint retries${target === undefined ? '' : ` ${codeSpan(target)}`}: ${first}**`,
    ...(incomplete.length === 0 ? [] : [['**INCOMPLETE: the analysis did not finish, so there may be more than is shown.**', '', ...incomplete.map((each) => `- ${escaped(each, 200)}`)].join('\n')]),
    more.join('  \n'),
    productTable('Products, worst first', reached),
    productTable('Not reached from an entry point in sight', others),
    layers.length === 0 ? '' : table('Layers', ['Attempts', 'Layer', 'Form', 'Place', 'How'], layers.map((row) => [times(row.attempts), codeCell(row.name), row.form, placeCell(row), details(row).map((each) => cell(sentence(each))).join('<br>')])),
  ].filter((block) => block !== '').join('\n\n')}\n`;
}

/** Beginnings told by name where several have the same products. */
const MOST_NAMED = 3;

function productTable(title: string, products: readonly RetryProductInfo[]): string {
  if (products.length === 0) return '';
  const rows = alike(byBeginning(products)).flatMap((groups) => {
    const firsts = groups.flatMap(([first]) => first ?? []);
    const named = firsts.slice(0, MOST_NAMED).map((each) => `${cell(sentence(beginning(each)))} ${placeCell(each.entry ?? each.function)}`);
    const begins = [...named, ...(firsts.length > MOST_NAMED ? [`and ${grouped(firsts.length - MOST_NAMED)} more`] : [])].join('<br>');
    return (groups[0] ?? []).map((each, index) => {
      const notes = remarks(each).map((remark) => `<br>${escaped(remark)}`).join('');
      return [product(each), index === 0 ? begins : '″', `${chainParts(each).map((part) => cell(sentence(part))).join(' → ')}${notes}`, each.layers.map((layer) => placeCell(layer.usedAt ?? layer)).join(' → ')];
    });
  });
  return table(title, ['Attempts', 'From', 'Chain', 'Layers at'], rows);
}

function placeCell({ file, line }: RetryPlace): string {
  return codeCell(`${file}:${line}`);
}
