import type { Progress } from '@dist-lint/engine';
import { grouped } from '@dist-lint/reporters';
import type { Io } from './io.ts';

/** One line on the terminal that says how far a long run is. */
export interface ProgressLine {
  update(progress: Progress): void;
  /** Takes the line away. */
  clear(): Promise<void>;
}

/** Milliseconds that a run may take without saying anything, and between two changes of the line. */
const PATIENCE = 500;
const INTERVAL = 80;

const DOING: Record<Progress['phase'], string> = {
  find: 'finding files',
  read: 'reading',
  resolve: 'resolving imports',
  link: 'linking',
  rules: 'running rules',
};

/** None unless somebody watches: standard error is a terminal that can rewrite a line. */
export function progressLine({ stderr, env }: Io, now: () => number = () => performance.now()): ProgressLine | undefined {
  if (!stderr.isTTY || env['TERM'] === 'dumb') return undefined;
  const start = now();
  let last = Number.NEGATIVE_INFINITY;
  let isShown = false;
  const show = (text: string) => stderr.write(`\r\x1b[2K${text}`).catch(() => {});
  return {
    update(progress) {
      const time = now();
      if (time - start < PATIENCE || time - last < INTERVAL) return;
      last = time;
      isShown = true;
      void show(sentence(progress).slice(0, (stderr.columns ?? 80) - 1));
    },
    async clear() {
      if (isShown) await show('');
      isShown = false;
    },
  };
}

function sentence({ phase, done, total, label }: Progress): string {
  const count = total > 0 ? ` ${grouped(done)} of ${grouped(total)}` : '';
  return `${DOING[phase]}${count}${label === undefined ? '' : ` ${label}`}`;
}
