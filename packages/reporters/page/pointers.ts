/** What mouse, pen and fingers do on the canvas: one clicks or moves it, two zoom. */

export interface Pointing {
  nodeAt: (event: MouseEvent) => number | undefined;
  select: (node: number | undefined) => void;
  name: (node: number) => string;
  pan: (dx: number, dy: number) => void;
  /** Nearer or farther around a point of the canvas. */
  zoom: (factor: number, at: Point) => void;
}

interface Point {
  x: number;
  y: number;
}

/** A pointer that moved less has clicked. */
const STILL = 4;

export function listenToPointers(canvas: HTMLCanvasElement, { nodeAt, select, name, pan, zoom }: Pointing): void {
  /** Where each pointer that is down was seen last. */
  const down = new Map<number, Point>();
  /** Whatever else a gesture does, it is no click any more. */
  let isGesture = false;
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    isGesture = down.size > 0;
    down.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', (event) => {
    const before = down.get(event.pointerId);
    if (before === undefined) {
      if (down.size > 0) return;
      const node = nodeAt(event);
      canvas.title = node === undefined ? '' : name(node);
      canvas.classList.toggle('pointing', node !== undefined);
      return;
    }
    const now = { x: event.offsetX, y: event.offsetY };
    const [other] = [...down].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    if (other !== undefined) {
      pinch(before, now, other);
    } else {
      if (!isGesture && distance(before, now) < STILL) return;
      isGesture = true;
      pan(now.x - before.x, now.y - before.y);
    }
    down.set(event.pointerId, now);
  });
  canvas.addEventListener('pointerup', (event) => {
    if (down.delete(event.pointerId) && down.size === 0 && !isGesture) select(nodeAt(event));
  });
  canvas.addEventListener('pointercancel', (event) => { down.delete(event.pointerId); });
  canvas.addEventListener('wheel', (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0016)), { x: event.offsetX, y: event.offsetY });
  }, { passive: false });

  /** What lies between two fingers stays between them. */
  function pinch(before: Point, now: Point, other: Point): void {
    const [from, to] = [distance(before, other), distance(now, other)];
    pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    if (from > 0 && to > 0) zoom(to / from, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
