/** The inventory of retries in programs given as texts: for tests. */
import { programOf } from './marked-calls.test.setup.ts';
import { retryInventory } from './retry-inventory.ts';

/** The inventory, a line each: attempts, kind of the delay with the first wait, `~` where chance has a part, bound. */
export function inventory(files: string | Record<string, string>): string[] {
  return retryInventory(programOf(files)).map(({ layer: { attempts, delay, bound } }) => `${attempts} / ${[delay.kind, delay.kind === 'none' ? undefined : delay.first].filter((each) => each !== undefined).join(' ')}${delay.random ? ' ~' : ''} / ${bound}`);
}
