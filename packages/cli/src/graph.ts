import type { GraphOptions } from '@dist-lint/engine';
import { type BlastReport, UserError } from '@dist-lint/model';
import { counted, graphFormats, renderGraph } from '@dist-lint/reporters';
import type { Arguments } from './arguments.ts';
import type { DrawnCommand } from './drawn-command.ts';

/** `dist-lint graph`: the whole system, drawn. */
export const graph: DrawnCommand<GraphOptions, BlastReport> = {
  formats: graphFormats,
  defaultFormat: 'mermaid',
  options(given, tree) {
    if (given.operands.length > 0) throw new UserError('graph-no-target', `graph draws the whole program, but '${given.operands[0] ?? ''}' was named.`, 'Run it in the folder whose program you want; `dist-lint blast-radius TARGET --format mermaid` draws what is around one thing.');
    nodesOf(given);
    return { ...tree, level: (given.value('level') ?? 'package') as GraphOptions['level'] };
  },
  ask: (engine, options) => engine.graph(options),
  draw: ({ drawing, counts }, format, _, given) => renderGraph(drawing, format, { ...nodesOf(given), entries: counts.entries }),
  told: ({ drawing: { nodes, edges } }) => `${counted(nodes.length, 'node')}, ${counted(edges.length, 'edge')}`,
};

/** @throws UserError `invalid-nodes` */
function nodesOf(given: Arguments): { nodes?: number } {
  const text = given.value('nodes');
  if (text === undefined) return {};
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new UserError('invalid-nodes', `'${text}' is no number of nodes.`, 'Give a whole number of at least 1, such as 100.');
  return { nodes: Number(text) };
}
