/** The canvas: pointer, wheel and keys, and drawing once a frame. */
import { type Camera, fitting, HALF, moved, revealing, type Size, toDrawing, zoomed } from './camera.ts';
import { readColors } from './colors.ts';
import { draw } from './draw.ts';
import { neighbourTowards } from './neighbour.ts';
import { listenToPointers } from './pointers.ts';
import type { State } from './state.ts';

export interface Canvas {
  /** Draws anew with the next frame. */
  refresh: () => void;
  /** Moves so that the node can be read. */
  reveal: (node: number) => void;
  zoom: (factor: number) => void;
  fit: () => void;
}

const PAN = 60;
const ZOOM = 1.25;

export function canvasOf(canvas: HTMLCanvasElement, state: State, select: (node: number | undefined) => void): Canvas {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser draws no canvas.');
  let size: Size = { width: 1, height: 1 };
  let camera: Camera = { x: 0, y: 0, scale: 1 };
  let isUntouched = true;
  let colors = readColors();
  let isWaiting = false;

  const refresh = (): void => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      draw(context, state, camera, size, colors);
      // Where the drawing is, for whoever looks at the page from outside.
      canvas.dataset['camera'] = `${camera.x} ${camera.y} ${camera.scale}`;
    });
  };
  const look = (next: Camera): void => {
    camera = next;
    isUntouched = false;
    refresh();
  };
  const resize = (): void => {
    const { clientWidth, clientHeight } = canvas;
    if (clientWidth === 0 || clientHeight === 0) return;
    size = { width: clientWidth, height: clientHeight };
    canvas.width = Math.round(clientWidth * (window.devicePixelRatio || 1));
    canvas.height = Math.round(clientHeight * (window.devicePixelRatio || 1));
    if (isUntouched) camera = fitting(state.data, size);
    refresh();
  };
  const nodeAt = (event: MouseEvent): number | undefined => {
    const { x, y } = toDrawing(camera, size, { x: event.offsetX, y: event.offsetY });
    // From afar a node is smaller than a pointer: the nearest one is meant.
    const slack = Math.max(0, 4 / camera.scale - HALF / 2);
    const best = state.data.nodes.reduce<{ index: number; far: number } | undefined>((nearest, node, index) => {
      const [dx, dy] = [Math.max(0, Math.abs(x - node.x) - node.width / 2), Math.max(0, Math.abs(y - node.y) - HALF)];
      return state.isShown[index] && Math.max(dx, dy) <= slack && (nearest === undefined || dx + dy < nearest.far) ? { index, far: dx + dy } : nearest;
    }, undefined);
    return best?.index;
  };

  new ResizeObserver(resize).observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    colors = readColors();
    refresh();
  });
  listenToPointers(canvas, { nodeAt, select, name: (node) => state.data.nodes[node]?.name ?? '', pan: (dx, dy) => look(moved(camera, dx, dy)), zoom: (factor, at) => look(zoomed(camera, size, factor, at)) });
  const shown: Canvas = {
    refresh,
    reveal: (node) => { const spot = state.data.nodes[node]; if (spot) look(revealing(camera, size, spot)); },
    zoom: (factor) => look(zoomed(camera, size, factor)),
    fit: () => look(fitting(state.data, size)),
  };
  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow !== undefined && !event.shiftKey) {
      const next = neighbourTowards(state, camera, arrow);
      if (next !== undefined) { select(next); shown.reveal(next); }
    } else if (arrow !== undefined) look(moved(camera, -arrow.x * PAN, -arrow.y * PAN));
    else if (event.key === '+' || event.key === '=') shown.zoom(ZOOM);
    else if (event.key === '-') shown.zoom(1 / ZOOM);
    else if (event.key === '0') shown.fit();
    else if (event.key === 'Escape') select(undefined);
    else return;
    event.preventDefault();
  });
  resize();
  return shown;
}

const ARROWS: Readonly<Record<string, { x: number; y: number }>> = { ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 }, ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 } };
