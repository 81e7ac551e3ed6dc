/** Where each node of a graph is drawn: from entry points on the left to resources on the right. */
import type { BlastDrawing } from '@dist-lint/model';
import { clustered } from './graph-clusters.ts';
import { isFrame } from './graph-folders.ts';
import { layered } from './graph-layers.ts';
import type { Layout } from './graph-spots.ts';

/** Up to so many nodes are laid out by their edges; more are laid out by folders, which is what people find their way by. */
const MOST_BY_EDGES = 150;

export function layoutOf(drawing: BlastDrawing): Layout {
  const parents = new Set(drawing.nodes.flatMap(({ parent }) => (parent === undefined ? [] : [parent])));
  const drawn = drawing.nodes.flatMap((_, index) => (isFrame(drawing, parents, index) ? [] : [index]));
  return drawn.length <= MOST_BY_EDGES ? layered(drawing, drawn) : clustered(drawing, drawn);
}
