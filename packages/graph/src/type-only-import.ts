/** How an import becomes one of types alone, in the text. */
import type { ImportFact, Suggestion } from '@dist-lint/model';
import type { ModuleEdge } from './module-graph.ts';

/**
 * The change that makes all statements of an edge `import type`, when their names are used as types only
 * (`cycleFix` says so). Nothing where it takes more than that word.
 */
export function typeOnlyImport({ from, statements }: ModuleEdge): Suggestion | undefined {
  if (!/^[mc]?tsx?$/.test(from.facts.language) || !statements.every(({ fact }) => takesTheWord(fact))) return undefined;
  const edits = statements.map(({ fact }) => ({ at: fact.at + 'import'.length, end: fact.at + 'import'.length, text: ' type' }));
  return { message: statements.length === 1 ? "Make it 'import type'" : `Make the ${statements.length} imports 'import type'`, edits: edits.sort((a, b) => a.at - b.at) };
}

/** `import type a, { b }` and `import type { type a }` are errors. */
function takesTheWord({ kind, typeOnly, bindings }: ImportFact): boolean {
  const mayMix = bindings.length > 1 && bindings.some(({ imported }) => imported === 'default' || imported === '*');
  return kind === 'import' && !typeOnly && !mayMix && bindings.every((binding) => !binding.typeOnly);
}
