/** Draws the graph. Names are drawn as text and as nothing else. */
import type { PageData, PageNode } from '../src/graph-page-data.ts';
import { type Camera, HALF, READABLE, type Size, viewOf } from './camera.ts';
import type { Colors } from './colors.ts';
import { drawEdges } from './draw-edges.ts';
import type { State } from './state.ts';

/** Of the scale at which names can be read: below it there are none. */
const FAR = 0.62;

export function draw(context: CanvasRenderingContext2D, state: State, camera: Camera, size: Size, colors: Colors): void {
  const ratio = window.devicePixelRatio || 1;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.globalAlpha = 1;
  context.fillStyle = colors.background;
  context.fillRect(0, 0, size.width, size.height);
  context.translate(size.width / 2, size.height / 2);
  context.scale(camera.scale, camera.scale);
  context.translate(-camera.x, -camera.y);
  const seen = viewOf(camera, size);
  drawBoxes(context, state.data, camera, colors);
  drawEdges(context, state, camera, seen, colors);
  const isFound = state.query === '' ? undefined : new Set(state.found);
  for (const [index, node] of state.data.nodes.entries()) {
    const isOutside = node.x + node.width / 2 < seen.left || node.x - node.width / 2 > seen.right || node.y + HALF < seen.top || node.y - HALF > seen.bottom;
    if (!isOutside && state.isShown[index]) drawNode(context, state, index, node, camera, colors, isFound);
  }
  drawBoxLabels(context, state.data, camera, colors);
}

function drawBoxes(context: CanvasRenderingContext2D, { boxes }: PageData, { scale }: Camera, colors: Colors): void {
  context.strokeStyle = colors['box-edge'];
  context.lineWidth = 1 / scale;
  for (const { x, y, width, height, depth } of boxes) {
    context.fillStyle = depth === 0 ? colors.box : colors['inner-box'];
    outline(context, x, y, width, height, 8);
    context.fill();
    context.stroke();
  }
}

/** Titles keep a size that can be read for as long as they fit. */
function drawBoxLabels(context: CanvasRenderingContext2D, { boxes }: PageData, { scale }: Camera, colors: Colors): void {
  context.textBaseline = 'top';
  context.textAlign = 'left';
  for (const { label, x, y, width, depth } of boxes) {
    const size = Math.max(depth === 0 ? 14 : 12, (depth === 0 ? 12 : 10) / scale);
    // Frames within frames are named when there is room for it below the outer name.
    if (width * scale < (depth === 0 ? 36 : 60) || (depth === 1 && scale < READABLE)) continue;
    context.globalAlpha = 1;
    context.font = `600 ${size}px system-ui, sans-serif`;
    const text = cut(context, label, width - 12);
    if (scale < 0.8) {
      context.fillStyle = colors.box;
      context.globalAlpha = 0.85;
      context.fillRect(x + 3, y + 3, Math.min(width - 6, context.measureText(text).width + 10), size * 1.35);
      context.globalAlpha = 1;
    }
    context.fillStyle = depth === 0 ? colors.text : colors.faint;
    context.fillText(text, x + 8, y + 6);
  }
}

/** As much of the end as fits: of a path, what tells it from others. */
function cut(context: CanvasRenderingContext2D, label: string, width: number): string {
  if (context.measureText(label).width <= width) return label;
  const characters = Array.from(label);
  let [few, many] = [0, characters.length];
  while (few < many) {
    const middle = Math.ceil((few + many) / 2);
    if (context.measureText(`…${characters.slice(-middle).join('')}`).width <= width) few = middle;
    else many = middle - 1;
  }
  return few === 0 ? '' : `…${characters.slice(-few).join('')}`;
}

function drawNode(context: CanvasRenderingContext2D, { selected, reach }: State, index: number, node: PageNode, { scale }: Camera, colors: Colors, isFound: ReadonlySet<number> | undefined): void {
  const hops = reach?.lost.get(index);
  const isSpared = reach?.spared.has(index) ?? false;
  const isAside = reach === undefined ? isFound !== undefined && !isFound.has(index) : hops === undefined && !isSpared;
  const [x, y] = [node.x - node.width / 2, node.y - HALF];
  context.globalAlpha = isAside ? 0.22 : 1;
  context.fillStyle = hops === undefined || hops === 0 ? colors.background : hops <= 1 ? colors['lost-near'] : colors['lost-far'];
  context.strokeStyle = index === selected || (hops !== undefined && scale < READABLE * FAR) ? colors.selected : isSpared ? colors.spared : node.mark === undefined ? colors[node.kind] : colors[node.mark];
  context.lineWidth = index === selected ? 3.5 : node.mark === undefined && !isSpared ? 1.3 : 2.4;
  if (scale < 0.15) context.lineWidth *= 2;
  context.setLineDash(node.mark === 'removed' || isSpared ? [5, 4] : []);
  outline(context, x, y, node.width, 2 * HALF, node.kind === 'entry' ? HALF : 4);
  context.fill();
  context.stroke();
  context.setLineDash([]);
  // The kind is a bar at the left, so that it can be told beside the colour of a mark.
  context.fillStyle = colors[node.kind];
  if (node.kind !== 'entry') context.fillRect(x + 1, y + 3, 4, 2 * HALF - 6);
  if (isFound?.has(index)) {
    context.strokeStyle = colors.selected;
    context.lineWidth = 1.5 / Math.min(1, scale);
    outline(context, x - 4, y - 4, node.width + 8, 2 * HALF + 8, node.kind === 'entry' ? HALF + 4 : 7);
    context.stroke();
  }
  if (scale < READABLE * FAR) return;
  context.fillStyle = colors.text;
  context.font = '12px system-ui, sans-serif';
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  context.fillText(node.label, node.x + (node.kind === 'entry' ? 0 : 2), node.y + 0.5, node.width - 12);
}

function outline(context: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, radius: number): void {
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
}
