/** When a session looks at the disk, and who does it. */
import type { Changes, Seen, Stamps } from '@dist-lint/workspace';

/** Looks at the disk from another thread. */
export interface Lookout {
  /** What looks are compared with from now on; of what is not given, what was seen last. */
  follow(seen: Partial<Seen>): void;
  /** Undefined when the session is to look itself. */
  look(): Promise<Changes> | undefined;
}

export interface Looks {
  follow(stamps: Stamps): void;
  /** The folders are others now; what was seen of files stays. */
  followFolders(stamps: Stamps): void;
  /** Begins a look, unless the last counts for what is asked now. Whether another thread does it. */
  begin(): boolean;
  /** What the look brings that has begun, once; undefined when there is none. */
  end(): Promise<Changes | undefined>;
  /** Whether nobody has looked for so long that it is worth doing unasked. */
  isDue(): boolean;
}

/** Milliseconds that a look from another thread counts for: who saves a file and looks at another takes longer. */
const YOUNG = 90;
/** Times as long as a look in this thread took is waited before the next. */
const LOOK_SHARE = 9;
/** The same for looks that nobody asked for, and how long is waited at least, in milliseconds. */
const IDLE_SHARE = 50;
const IDLE_PAUSE = 1000;

function joined([a, b]: readonly [Changes, Changes]): Changes {
  return { folders: a.folders || b.folders, deciding: a.deciding || b.deciding, modules: [...new Set([...a.modules, ...b.modules])].sort() };
}

export function openLooks(first: Stamps, lookout: Lookout | undefined): Looks {
  let stamps = first;
  let begun = -Infinity;
  let ended = performance.now();
  let took = 0;
  let pending: Promise<Changes> | undefined;
  let isElsewhere = false;
  lookout?.follow(first.seen);

  function begin(): boolean {
    const now = performance.now();
    if (isElsewhere ? now - begun < YOUNG : pending) return isElsewhere;
    const elsewhere = lookout?.look();
    isElsewhere = elsewhere !== undefined;
    if (!elsewhere && now - ended < took * LOOK_SHARE) return false;
    begun = now;
    const found = elsewhere ?? Promise.resolve(stamps.changes());
    pending = pending ? Promise.all([pending, found]).then(joined) : found;
    const done = (): void => {
      ended = performance.now();
      took = ended - now;
    };
    if (elsewhere) void elsewhere.then(done, done);
    else done();
    return isElsewhere;
  }

  return {
    follow(next) {
      stamps = next;
      lookout?.follow(next.seen);
    },
    followFolders({ seen: { folders } }) {
      stamps.seen.folders = folders;
      lookout?.follow({ folders });
    },
    begin,
    end() {
      const result = pending;
      pending = undefined;
      return Promise.resolve(result);
    },
    isDue: () => performance.now() - ended > Math.max(IDLE_PAUSE, took * IDLE_SHARE),
  };
}
