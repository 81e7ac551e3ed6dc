/** The functions and names that a change has given another meaning, for people. */
import type { BlastNode, ChangedSymbol, ChangeReport } from '@dist-lint/model';
import { counted, grouped } from './numbers.ts';

/** What has changed, for people: inner functions that lead to no more entry points go with the function around them, the rest of a module with what is in it. */
export function shownSymbols({ symbols }: ChangeReport): { symbol: ChangedSymbol; inside: number }[] {
  const isFunction = (node: BlastNode): boolean => node.kind === 'function' && node.name !== '<module>';
  const around = ({ node, entries, later }: ChangedSymbol): ChangedSymbol | undefined => symbols.find((each) => isFunction(each.node) && each.node.file === node.file && each.entries >= entries && each.entries + each.later >= entries + later && isFunction(node) && isInside(node.name, each.node.name));
  const outer = (symbol: ChangedSymbol): ChangedSymbol => {
    const found = around(symbol);
    return found ? outer(found) : symbol;
  };
  const told = new Set(symbols.flatMap(({ node }) => (node.name === '<module>' ? [] : [node.file])));
  const inside = new Map<ChangedSymbol, number>();
  for (const symbol of symbols) {
    if (symbol.node.name === '<module>' && symbol.entries + symbol.later === 0 && told.has(symbol.node.file)) continue;
    const shown = outer(symbol);
    inside.set(shown, (inside.get(shown) ?? -1) + 1);
  }
  return [...inside].map(([symbol, count]) => ({ symbol, inside: Math.max(0, count) }));
}

/** `place.<map>` in `place`; a method is not inside of its class's other methods. */
function isInside(name: string, around: string): boolean {
  return name.startsWith(`${around}.`);
}

export function insideWords(inside: number): string {
  return inside === 0 ? '' : `, with ${counted(inside, 'function')} inside`;
}

/** None in sight is nothing to say: a name of the module is told by the functions that need it. */
export function onTheWay({ entries, later }: Pick<ChangedSymbol, 'entries' | 'later'>): string {
  if (entries === 0) return later === 0 ? '' : `, run later for ${counted(later, 'entry point')}`;
  return `, on the way of ${counted(entries, 'entry point')}${later === 0 ? '' : `, run later for ${grouped(later)} more`}`;
}
