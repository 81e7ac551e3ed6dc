/** What a call reaches outside of the program, as people name it: `postgres (prisma)`, `redis`, `queue mail`, `stripe`. */
import type { Effect, Library, Resource } from '@dist-lint/libraries';
import type { CallEffect } from '../effects.ts';
import { callEffects } from '../effects.ts';
import type { Program } from '../link.ts';
import { slotExpr } from '../slots.ts';
import { textSaidBy } from '../spoken-texts.ts';
import type { ExternalValue } from '../values.ts';
import { hostName, type Address } from './addresses.ts';
import type { NeededCall } from './call-edges.ts';
import type { Databases } from './databases.ts';
import { dialectOf, type Dialects } from './dialects.ts';

export interface ReachedResource {
  kind: Resource['kind'];
  name: string;
  /** The name that it would have without others of its library. */
  alone?: string;
  library: Library;
  /** The effect through which it is reached, with what is known of it. */
  reached: CallEffect;
  external: ExternalValue;
}

/** Effects of something outside; the others stay within the process or its machine. */
const OUTSIDE: ReadonlySet<Effect['kind']> = new Set<Effect['kind']>([
  'network', 'db-read', 'db-write', 'db-transaction', 'cache-read', 'cache-write', 'cache-invalidate', 'enqueue', 'consume', 'dead-letter', 'connect', 'lock',
]);

/** Files are of the machine, except those of a library that reaches something: objects in a bucket. */
const OF_FILES: ReadonlySet<Effect['kind']> = new Set<Effect['kind']>(['file-read', 'file-write', 'file-delete']);

/** What tells resources of one library apart. */
export interface Telling {
  dialects: Dialects;
  databases: Databases;
}

/** The effects of a call on what is outside; each resource once. */
export function resourcesOf(program: Program, telling: Telling, needed: NeededCall, addressOf: (external: ExternalValue, effect: CallEffect) => Address | undefined): ReachedResource[] {
  const { module, function: fn, resolved } = needed;
  const found: ReachedResource[] = [];
  for (const external of resolved.externals) {
    const row = program.link.libraries.symbol(external.package, external.path);
    if (!row || (!row.facts.effects && row.facts.effectsOf === undefined) || row.library.resource === false) continue;
    for (const reached of callEffects(program.link, { module, function: fn, call: resolved.call }, external)) {
      if (!(OUTSIDE.has(reached.kind) || (OF_FILES.has(reached.kind) && row.library.resource !== undefined)) || (reached.kind === 'connect' && row.facts.fails === 'never')) continue;
      if (found.some(({ reached: before }) => before.kind === reached.kind && before.target !== '' && reached.target === '')) continue;
      const resource: Resource = row.library.resource ?? { kind: 'host' };
      const address = resource.addressed ? addressOf(external, reached) : undefined;
      // The rest of an answer comes from whoever was asked before.
      if (address && reached.effect.target === undefined && address.variables.length === 0 && address.origin === undefined && address.key === undefined) continue;
      const slot = resource.kind === 'queue' && reached.effect.target !== undefined ? slotExpr(program.link, { module, function: fn, call: resolved.call }, external, reached.effect.target) : undefined;
      const queue = slot ? textSaidBy(program.link, slot, []) : reached.target;
      found.push({ kind: resource.kind, ...named(program, telling, needed, { kind: resource.kind, library: row.library, reached, external }, queue, address), library: row.library, reached, external });
    }
  }
  // A value that may be what was made here or what is declared: what was made says more.
  return found.filter(({ reached }) => reached.target !== '' || !found.some((each) => each.reached.kind === reached.kind && each.reached.target !== ''));
}

/** `*` where it varies or cannot be told. */
function queueName(target: string): string {
  return target === '' || /^<\w+>$/.test(target) || target.includes('*') ? '*' : target;
}

function named(program: Program, { dialects, databases }: Telling, needed: NeededCall, { library, reached, external }: Omit<ReachedResource, 'name'>, said: string, address: Address | undefined): { name: string; alone?: string } {
  const resource: Resource = library.resource || { kind: 'host' };
  const own = resource.client ?? library.name.toLowerCase();
  if (resource.kind === 'queue' && reached.kind !== 'connect' && reached.kind !== 'network') {
    // What a value is called is not what it says: `new Queue(job.data.toQueue)`.
    const queue = queueName(said);
    if (queue !== '*') return { name: queue };
  }
  if (resource.addressed) return { name: hostName(program, address, needed.module) };
  const database = resource.kind === 'database' ? databases.of(needed, external, library) : undefined;
  const name = resource.name ?? (resource.kind === 'database' ? dialectOf(program, dialects, database?.package ?? needed.module.input.package, library) : undefined);
  if (name !== undefined && resource.kind === 'cache') return { name };
  const [known, ...more] = name === undefined || name === own ? [own] : [name, own];
  const written = (words: readonly string[]): string => (words.length === 0 ? known : `${known} (${words.join(', ')})`);
  return database ? { name: written([...more, database.qualifier]), alone: written(more) } : { name: written(more) };
}
