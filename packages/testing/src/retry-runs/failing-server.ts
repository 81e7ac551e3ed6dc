/** A server that always fails, and counts how often it is asked. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Counted = number | 'unbounded';

/** `answers`: with 503. `breaks`: the connection, without an answer. */
export type HowItFails = 'answers' | 'breaks';

/** More than any number of attempts that ends by itself. */
const ENDLESS = 300;

/**
 * How many requests arrive while some code runs. Whoever is still asking after {@link ENDLESS} is asking without end, and
 * is served so that it comes to one.
 */
export async function requestsOf(run: (url: string) => Promise<unknown>, how: HowItFails): Promise<Counted> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    if (asked > ENDLESS) response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    else if (how === 'breaks') request.socket.destroy();
    else response.writeHead(503, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  try {
    // That it fails in the end is what is asked for; an `undefined` is as good.
    await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).catch(() => undefined);
    return asked > ENDLESS ? 'unbounded' : asked;
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
