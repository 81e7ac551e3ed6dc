import { visible } from './visible.ts';

/**
 * Text of others as a string of Graphviz's DOT language, with its quotes: for labels of every shape and tooltips. It ends neither the
 * string nor a field of a record; a backslash is no escape of Graphviz's (`\N`, `\l`), an ampersand no character's name, and what a reader
 * would not see is shown. It is no URL, not for labels that are HTML (`<…>`), and not for names of nodes: number those, since different
 * texts may look alike.
 */
export function dotString(text: string, limit = 200): string {
  const shown = visible(visible(text), limit).replace(/[&<>{}|]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `"${shown.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`;
}
