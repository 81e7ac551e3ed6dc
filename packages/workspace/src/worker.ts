/** Entry of a worker thread: takes batches of texts, returns their facts. */
import { parentPort } from 'node:worker_threads';
import { loadFrontend, lowerText } from './lower-one.ts';
import { type Batch, type Job, pack, READY } from './pool.ts';

if (parentPort !== null) {
  const port = parentPort;
  const lower = await loadFrontend();
  port.on('message', (jobs: Job[]) => {
    const batch: Batch = pack(jobs.map(({ text, language }) => lowerText(lower, text, language)));
    port.postMessage(batch, [batch.bytes.buffer]);
  });
  port.postMessage(READY);
}
