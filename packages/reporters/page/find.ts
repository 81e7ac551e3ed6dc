/** The search, and the kinds that are shown. */
import type { PageNode } from '../src/graph-page-data.ts';
import { KINDS } from './colors.ts';
import { button, counted, element, part } from './elements.ts';
import type { Change, State } from './state.ts';

/** Names below the search. */
const MOST = 30;

/** Makes the parts once; gives what shows them anew. */
export function finding(state: State, change: (change: Change) => void, open: (node: number) => void): () => void {
  const query = part('query', HTMLInputElement);
  const results = part('results', HTMLUListElement);
  const found = part('found', HTMLParagraphElement);
  query.addEventListener('input', () => change({ query: query.value }));
  query.addEventListener('keydown', (event) => {
    const [first] = state.found;
    if (event.key === 'Enter' && state.query !== '' && first !== undefined) open(first);
    else if (event.key === 'Escape') clear(query, change);
    else if (event.key === 'ArrowDown') results.querySelector('button')?.focus();
    else return;
    event.preventDefault();
  });
  results.addEventListener('keydown', (event) => {
    const all = [...results.querySelectorAll('button')];
    const at = all.findIndex((each) => each === document.activeElement);
    if (event.key === 'ArrowDown') all[at + 1]?.focus();
    else if (event.key === 'ArrowUp') (all[at - 1] ?? query).focus();
    else if (event.key === 'Escape') query.focus();
    else return;
    event.preventDefault();
  });
  part('kinds', HTMLFieldSetElement).append(...kinds(state, change));
  return () => {
    const isSearch = state.query !== '';
    found.textContent = isSearch ? `${counted(state.found.length, 'node')} found` : counted(state.found.length, 'node');
    results.replaceChildren(...(isSearch ? state.found.slice(0, MOST).map((index) => element('li', {}, result(state.data.nodes[index], () => open(index)))) : []));
  };
}

function clear(query: HTMLInputElement, change: (change: Change) => void): void {
  query.value = '';
  change({ query: '' });
}

function result(node: PageNode | undefined, onClick: () => void): HTMLButtonElement {
  const made = button(node?.name ?? '', { class: 'node' }, onClick);
  made.append(element('span', { class: 'note' }, ` ${node?.what ?? ''}`));
  return made;
}

function kinds(state: State, change: (change: Change) => void): HTMLElement[] {
  const present = Object.entries(KINDS).flatMap(([kind, words]) => {
    const count = state.data.nodes.filter((node) => node.kind === kind).length;
    return count === 0 ? [] : [{ kind: kind as PageNode['kind'], words: `${words} (${count.toLocaleString('en')})` }];
  });
  return present.map(({ kind, words }) => {
    const box = element('input', { type: 'checkbox', checked: '', id: `kind-${kind}` });
    box.addEventListener('change', () => {
      const hidden = new Set(state.hidden);
      if (box.checked) hidden.delete(kind);
      else hidden.add(kind);
      change({ hidden });
    });
    return element('label', {}, box, element('span', { class: `dot ${kind}` }), words);
  });
}
