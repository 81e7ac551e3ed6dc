import { openClient, type Client } from './session-client.ts';
import type { Settings } from './settings.ts';

/** An editor may work in several roots; each keeps a program in memory. */
const MOST_ROOTS = 3;

/** By root; the one used last is the last. */
const clients = new Map<string, Client>();

/** The one client of a root in this thread. */
export function clientOf(root: string, { cache, threads }: Settings): Client {
  const client = clients.get(root) ?? openClient({ root, ...(cache === undefined ? {} : { cache }), ...(threads === undefined ? {} : { threads }) });
  clients.delete(root);
  clients.set(root, client);
  for (const [other, { close }] of clients) {
    if (clients.size <= MOST_ROOTS) break;
    clients.delete(other);
    close();
  }
  return client;
}
