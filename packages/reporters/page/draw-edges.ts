/** Draws edges, all of one look in one stroke: thousands of them stay quick. */
import type { PageEdge } from '../src/graph-page-data.ts';
import type { Camera, View } from './camera.ts';
import type { Colors } from './colors.ts';
import type { State } from './state.ts';

interface Look {
  color: string;
  alpha: number;
  width: number;
  dash: readonly number[];
  edges: PageEdge[];
}

/** With more, all edges together hide what they join. */
const MANY = 400;
/** With even more, they are not drawn from afar, nor beside those of a selection. */
const CROWD = 1500;
/** Points of arrows are smaller than a pixel below this scale. */
const POINTED = 0.3;

export function drawEdges(context: CanvasRenderingContext2D, state: State, { scale }: Camera, view: View, colors: Colors): void {
  for (const { color, alpha, width, dash, edges } of looks(state, scale, colors).values()) {
    context.globalAlpha = alpha;
    context.strokeStyle = color;
    context.lineWidth = width / Math.min(1, Math.max(scale, 0.25));
    context.setLineDash([...dash]);
    context.beginPath();
    for (const edge of edges) curve(context, state, edge, view, scale);
    context.stroke();
  }
  context.setLineDash([]);
}

function looks(state: State, scale: number, colors: Colors): Map<string, Look> {
  const { data: { edges }, isShown, reach, selected } = state;
  const found = new Map<string, Look>();
  const reached = reach === undefined ? 0 : reach.lost.size;
  const strong = reached < 150 ? 0.9 : reached < 600 ? 0.5 : 0.25;
  const isFaint = reach !== undefined || edges.length > MANY;
  for (const edge of edges) {
    const [from, to, strength, mark] = edge;
    if (!isShown[from] || !isShown[to]) continue;
    const isLost = reach !== undefined && strength === 'hard' && mark !== 'removed' && reach.lost.has(from) && reach.lost.has(to);
    // Of many ways, the shortest are told apart.
    const isShort = isLost && (reach.lost.get(from) ?? 0) === (reach.lost.get(to) ?? 0) + 1;
    const isSpared = !isLost && reach !== undefined && (reach.spared.has(from) || from === selected) && (reach.lost.has(to) || reach.spared.has(to)) && from !== selected;
    const isNeeded = from === selected;
    const isPlain = !isLost && !isSpared && !isNeeded && mark === undefined;
    if (isPlain && edges.length > CROWD && (scale < 0.4 || reach !== undefined)) continue;
    const color = isLost ? colors.selected : isSpared ? colors.spared : mark === undefined ? colors.edge : colors[mark];
    const alpha = isShort ? strong : isLost || isSpared ? strong * 0.5 : isNeeded || mark !== undefined ? 0.8 : !isFaint ? 0.65 : reach === undefined ? 0.22 : 0.12;
    const dash = strength === 'guarded' ? [7, 5] : strength === 'asynchronous' ? [2, 5] : [];
    const width = isShort && strong > 0.5 ? 2 : mark === undefined ? 1.1 : 2.2;
    const key = `${color} ${alpha} ${strength} ${width}`;
    const look = found.get(key) ?? { color, alpha, width, dash, edges: [] };
    look.edges.push(edge);
    found.set(key, look);
  }
  return new Map([...found].sort(([, a], [, b]) => a.alpha - b.alpha));
}

function curve(context: CanvasRenderingContext2D, { data: { nodes } }: State, [from, to]: PageEdge, view: View, scale: number): void {
  const [start, end] = [nodes[from], nodes[to]];
  if (start === undefined || end === undefined) return;
  const isForward = end.x - end.width / 2 > start.x + start.width / 2;
  const x0 = start.x + (start.width / 2);
  const x1 = isForward ? end.x - end.width / 2 : end.x + end.width / 2;
  if (Math.max(x0, x1) < view.left || Math.min(x0, x1) > view.right || Math.max(start.y, end.y) < view.top || Math.min(start.y, end.y) > view.bottom) return;
  // What leads back or stays in the column bows to the right.
  const bow = isForward ? Math.max(24, (x1 - x0) / 2) : 46;
  context.moveTo(x0, start.y);
  context.bezierCurveTo(x0 + bow, start.y, isForward ? x1 - bow : x1 + bow, end.y, x1, end.y);
  if (scale < POINTED) return;
  context.moveTo(x1, end.y);
  const tip = isForward ? -7 : 7;
  context.lineTo(x1 + tip, end.y - 3.5);
  context.moveTo(x1, end.y);
  context.lineTo(x1 + tip, end.y + 3.5);
}
