/**
 * Runs two requests so that both have read before either writes, if they can. Whoever has read is held until nobody else can go
 * on: no clock takes part, so it happens the same way every time.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

interface Request {
  isRunning: boolean;
  goOn?: () => void;
}

export interface TwoAtOnce {
  /** Awaited by whatever answers a read. */
  afterRead(): Promise<void>;
  /** The outcome of both. */
  run(first: () => Promise<unknown>, second: () => Promise<unknown>): Promise<('done' | 'refused')[]>;
}

export function twoAtOnce(): TwoAtOnce {
  const current = new AsyncLocalStorage<Request>();
  const requests: Request[] = [];

  function look(): void {
    if (requests.some(({ isRunning }) => isRunning)) return;
    for (const request of requests) {
      const { goOn } = request;
      if (!goOn) continue;
      delete request.goOn;
      request.isRunning = true;
      goOn();
    }
  }

  function start(work: () => Promise<unknown>): Promise<'done' | 'refused'> {
    const request: Request = { isRunning: true };
    requests.push(request);
    const end = (how: 'done' | 'refused') => (): 'done' | 'refused' => {
      request.isRunning = false;
      look();
      return how;
    };
    return current.run(request, work).then(end('done'), end('refused'));
  }

  return {
    afterRead() {
      const request = current.getStore();
      if (!request) return Promise.resolve();
      return new Promise((resolve) => {
        request.goOn = resolve;
        request.isRunning = false;
        look();
      });
    },
    run: (first, second) => Promise.all([start(first), start(second)]),
  };
}
