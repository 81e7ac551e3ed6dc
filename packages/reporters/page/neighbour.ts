/** Which node an arrow key leads to. */
import type { Camera } from './camera.ts';
import type { State } from './state.ts';

/** What an edge joins counts as nearer than it is. */
const JOINED = 0.4;

/** The nearest node in that direction, seen from what is selected; without a selection, the one nearest to the middle. */
export function neighbourTowards({ data: { nodes }, adjacency, isShown, selected }: State, camera: Camera, direction: { x: number; y: number }): number | undefined {
  const from = selected === undefined ? undefined : nodes[selected];
  const joined = new Set(selected === undefined ? [] : [...(adjacency.into[selected] ?? []).map(([node]) => node), ...(adjacency.outOf[selected] ?? []).map(([, node]) => node)]);
  const best = nodes.reduce<{ node: number; far: number } | undefined>((nearest, { x, y }, node) => {
    if (!isShown[node] || node === selected) return nearest;
    const [dx, dy] = [x - (from ?? camera).x, y - (from ?? camera).y];
    const along = dx * direction.x + dy * direction.y;
    const across = Math.abs(dx * direction.y) + Math.abs(dy * direction.x);
    if (from !== undefined && (along <= 0 || across > along * 3)) return nearest;
    const far = from === undefined ? Math.hypot(dx, dy) : (along + across * 2) * (joined.has(node) ? JOINED : 1);
    return nearest === undefined || far < nearest.far ? { node, far } : nearest;
  }, undefined);
  return best?.node;
}
