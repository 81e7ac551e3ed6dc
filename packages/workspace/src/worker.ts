/** Entry of a worker thread: takes batches of texts, returns their facts as JSON. */
import { parentPort } from 'node:worker_threads';
import { loadFrontend, type LoweredText, lowerToJson } from './lower-one.ts';
import type { Job } from './pool.ts';

if (parentPort !== null) {
  const port = parentPort;
  const frontend = loadFrontend();
  // Texts arrive before the frontend is loaded: the promise keeps them in order.
  port.on('message', (batch: Job[]) => {
    void frontend.then((lower) => {
      const results: LoweredText[] = batch.map(({ text, language }) => lowerToJson(lower, text, language));
      port.postMessage(results);
    });
  });
}
