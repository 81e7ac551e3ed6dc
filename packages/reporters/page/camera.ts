/** Which part of the drawing is seen: `x` and `y` are the point of the drawing in the middle of the canvas. */
import type { PageData } from '../src/graph-page-data.ts';

export interface Camera {
  x: number;
  y: number;
  scale: number;
}

export interface Size {
  width: number;
  height: number;
}

const MARGIN = 24;
const SMALLEST = 0.02;
const LARGEST = 3;
/** Half the height of a node. */
export const HALF = 11;

/** All of it, and never larger than life by much. */
export function fitting({ nodes, boxes }: PageData, size: Size): Camera {
  const left = Math.min(...nodes.map(({ x, width }) => x - width / 2), ...boxes.map(({ x }) => x));
  const right = Math.max(...nodes.map(({ x, width }) => x + width / 2), ...boxes.map(({ x, width }) => x + width));
  const top = Math.min(...nodes.map(({ y }) => y - HALF), ...boxes.map(({ y }) => y));
  const bottom = Math.max(...nodes.map(({ y }) => y + HALF), ...boxes.map(({ y, height }) => y + height));
  if (!Number.isFinite(left)) return { x: 0, y: 0, scale: 1 };
  const scale = Math.min((size.width - 2 * MARGIN) / Math.max(1, right - left), (size.height - 2 * MARGIN) / Math.max(1, bottom - top), 1.25);
  return { x: (left + right) / 2, y: (top + bottom) / 2, scale: clamped(scale) };
}

/** Nearer or farther, with one point of the canvas kept where it is. */
export function zoomed(camera: Camera, size: Size, factor: number, at: { x: number; y: number } = { x: size.width / 2, y: size.height / 2 }): Camera {
  const scale = clamped(camera.scale * factor);
  const fixed = toDrawing(camera, size, at);
  return { scale, x: fixed.x - (at.x - size.width / 2) / scale, y: fixed.y - (at.y - size.height / 2) / scale };
}

export function moved(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x - dx / camera.scale, y: camera.y - dy / camera.scale };
}

/** A point of the canvas as one of the drawing. */
export function toDrawing({ x, y, scale }: Camera, { width, height }: Size, at: { x: number; y: number }): { x: number; y: number } {
  return { x: x + (at.x - width / 2) / scale, y: y + (at.y - height / 2) / scale };
}

/** So that a node can be read; a camera that shows it so already stays. */
export function revealing(camera: Camera, size: Size, node: { x: number; y: number; width: number }): Camera {
  const isInside = Math.abs(node.x - camera.x) * camera.scale < size.width / 2 - 60 && Math.abs(node.y - camera.y) * camera.scale < size.height / 2 - 30;
  return isInside && camera.scale >= READABLE ? camera : { x: node.x, y: node.y, scale: Math.max(camera.scale, READABLE) };
}

/** Below this, names of nodes cannot be read. */
export const READABLE = 0.6;

export interface View {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The part of the drawing that the canvas shows. */
export function viewOf({ x, y, scale }: Camera, { width, height }: Size): View {
  return { left: x - width / 2 / scale, right: x + width / 2 / scale, top: y - height / 2 / scale, bottom: y + height / 2 / scale };
}

function clamped(scale: number): number {
  return Math.min(LARGEST, Math.max(SMALLEST, scale));
}
