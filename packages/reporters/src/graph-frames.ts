/** Frames around what is laid out already, and several of them side by side. */
import type { Box, Spot } from './graph-spots.ts';
import { visible } from './visible.ts';

/** A piece of the picture, its corner at 0, 0. */
export interface Frame {
  spots: readonly Spot[];
  boxes: readonly Box[];
  width: number;
  height: number;
  /** How far from the beginnings its nodes are, in the mean. */
  level: number;
  /** Nothing but resources, which stand behind everything else. */
  isLast: boolean;
}

const PADDING = 12;
const TITLE = 26;

/** A frame with a name around a piece; its own box comes before those within. */
export function framed(name: string, piece: Frame, depth: 0 | 1): Frame {
  const [width, height] = [piece.width + 2 * PADDING, piece.height + TITLE + PADDING];
  const inside = moved(piece, PADDING, TITLE);
  return { ...inside, width, height, boxes: [{ label: visible(name, 200), x: 0, y: 0, width, height, depth }, ...inside.boxes] };
}

/** Pieces in columns of about the same height, from the first level to the last; resources get columns of their own. Of the aspect, width to height, is the sum of their areas: columns leave some of theirs empty. */
export function packed(pieces: readonly Frame[], gap: number, aspect: number): Frame {
  const sorted = [...pieces].sort((a, b) => Number(a.isLast) - Number(b.isLast) || a.level - b.level || (nameOf(a) < nameOf(b) ? -1 : 1));
  const area = sorted.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const high = Math.max(Math.sqrt(area / aspect), ...sorted.map(({ height }) => height));
  let [x, y, widest, wasLast] = [0, 0, 0, false];
  const placed = sorted.map((piece) => {
    if (y > 0 && (y + piece.height > high || piece.isLast !== wasLast)) [x, y, widest] = [x + widest + gap, 0, 0];
    const at = moved(piece, x, y);
    [y, widest, wasLast] = [y + piece.height + gap, Math.max(widest, piece.width), piece.isLast];
    return { ...at, right: x + piece.width, bottom: y - gap };
  });
  return {
    spots: placed.flatMap(({ spots }) => spots), boxes: placed.flatMap(({ boxes }) => boxes),
    width: Math.max(0, ...placed.map(({ right }) => right)), height: Math.max(0, ...placed.map(({ bottom }) => bottom)),
    level: pieces.reduce((sum, { level, spots }) => sum + level * spots.length, 0) / Math.max(1, pieces.reduce((sum, { spots }) => sum + spots.length, 0)),
    isLast: pieces.every(({ isLast }) => isLast),
  };
}

function nameOf({ boxes }: Frame): string {
  return boxes[0]?.label ?? '';
}

function moved(piece: Frame, x: number, y: number): Frame {
  const shift = <At extends { x: number; y: number }>(each: At): At => ({ ...each, x: each.x + x, y: each.y + y });
  return { ...piece, spots: piece.spots.map(shift), boxes: piece.boxes.map(shift) };
}
