/** What a layout says: where nodes and frames are, and what stands on them. */
import type { DrawnNode } from '@dist-lint/model';
import { nameOf } from './blast-words.ts';
import { visible } from './visible.ts';

/** The middle of a node; its label is visible text. */
export interface Spot {
  node: number;
  label: string;
  x: number;
  y: number;
  width: number;
}

/** A frame around the nodes of a package or folder. */
export interface Box {
  label: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** 1 within another frame, else 0. */
  depth: 0 | 1;
}

export interface Layout {
  spots: readonly Spot[];
  boxes: readonly Box[];
}

const CHARACTER = 7;
const PADDING = 18;
const MOST_CHARACTERS = 30;

/** A node's label: of a file the last `segments` of its path. */
export function labelled(node: DrawnNode | undefined, segments: number): { label: string; width: number } {
  const name = node === undefined ? '' : nameOf(node);
  const isPath = node?.kind === 'module' && name === node.file;
  const whole = visible(isPath ? name.split('/').slice(-segments).join('/') : name);
  const all = Array.from(whole);
  const label = all.length <= MOST_CHARACTERS ? whole : isPath ? `…${all.slice(1 - MOST_CHARACTERS).join('')}` : `${all.slice(0, MOST_CHARACTERS - 1).join('')}…`;
  return { label, width: Math.max(50, Math.min(all.length, MOST_CHARACTERS) * CHARACTER + PADDING) };
}
