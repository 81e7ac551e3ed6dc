/** Requests that a client's own interceptor sends again. */
import { expect, it } from 'vitest';
import { inventory } from './retry-inventory.test.setup.ts';

const client = (handler: string, on = 'client'): string => `import axios from 'axios'; const client = axios.create({ baseURL: 'https://a.example' }); declare const session: { refresh(): Promise<void> };
  ${on}.interceptors.response.use((answer) => answer, ${handler}); export const stock = () => client.get('/stock');`;

it.each<[what: string, text: string, expected: string[]]>([
  ['counted on the request', client(`async (error) => { const config = error.config; config.tries = (config.tries ?? 0) + 1; if (config.tries > 3) throw error; await new Promise((done) => setTimeout(done, 500)); return client(config); }`), ['4 / constant 500 / count']],
  ['with a wait that grows, taken out of the failure', client(`async (error) => { const { config, response } = error; if (response?.status < 500) return Promise.reject(error); config.tries = config.tries || 0; if (config.tries >= 2) return Promise.reject(error); config.tries += 1;
    await new Promise((done) => setTimeout(done, 100 * 2 ** config.tries)); return client.request(config); }`), ['3 / growing 200 / count']],
  ['once, as a mark on it says', client(`async (error) => { const original = error.config; if (error.response?.status === 503 && !original.again) { original.again = true; return client(original); } return Promise.reject(error); }`), ['2 / none / count']],
  ['without end', client(`async (error) => { await new Promise((done) => setTimeout(done, 1000)); return client(error.config); }`), ['unbounded / constant 1000 / none']],
  ['after signing in again is another request', client(`async (error) => { const original = error.config; if (error.response?.status === 401 && !original.again) { original.again = true; await session.refresh(); return client(original); } return Promise.reject(error); }`), []],
  ['through another client comes back to nobody', `import axios from 'axios'; const client = axios.create(); const plain = axios.create();
    client.interceptors.response.use(undefined, async (error) => { const { config } = error; if (config.again) throw error; config.again = true; return plain(config); }); export const stock = () => client.get('https://a.example');`, []],
])('a request that is sent again %s', (_, text, expected) => expect(inventory(text)).toEqual(expected));
