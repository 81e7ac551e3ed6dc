/** What a call reaches outside of the program, as people name it: `postgres (prisma)`, `redis`, `queue mail`, `stripe`. */
import type { Effect, Library, Resource } from '@dist-lint/libraries';
import type { CallEffect } from '../effects.ts';
import { callEffects } from '../effects.ts';
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import { slotExpr, slotText } from '../slots.ts';
import { textSaidBy } from '../spoken-texts.ts';
import type { ExternalValue } from '../values.ts';
import { hostName, type Address } from './addresses.ts';
import type { NeededCall } from './call-edges.ts';

export interface ReachedResource {
  kind: Resource['kind'];
  name: string;
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

/** The effects of a call on what is outside; each resource once. @param dialects see {@link dialectsOf} */
export function resourcesOf(program: Program, dialects: Dialects, { module, function: fn, resolved }: NeededCall, addressOf: (external: ExternalValue, effect: CallEffect) => Address | undefined): ReachedResource[] {
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
      found.push({ kind: resource.kind, name: nameOf(program, dialects, module, row.library, resource, reached, queue, address), library: row.library, reached, external });
    }
  }
  // A value that may be what was made here or what is declared: what was made says more.
  return found.filter(({ reached }) => reached.target !== '' || !found.some((each) => each.reached.kind === reached.kind && each.reached.target !== ''));
}

/** `*` where it varies or cannot be told. */
function queueName(target: string): string {
  return target === '' || /^<\w+>$/.test(target) || target.includes('*') ? '*' : target;
}

function nameOf(program: Program, dialects: Dialects, module: LinkedModule, library: Library, resource: Resource, reached: CallEffect, said: string, address: Address | undefined): string {
  const own = resource.client ?? library.name.toLowerCase();
  if (resource.kind === 'queue' && reached.kind !== 'connect' && reached.kind !== 'network') {
    // What a value is called is not what it says: `new Queue(job.data.toQueue)`.
    const queue = queueName(said);
    if (queue !== '*') return queue;
  }
  if (resource.addressed) return hostName(program, address, module);
  const name = resource.name ?? (resource.kind === 'database' ? dialectOf(program, dialects, module, library) : undefined);
  if (name === undefined || name === own) return own;
  return resource.kind === 'cache' ? name : `${name} (${own})`;
}

/** By the path of a package: what it says of the kind of its databases. */
export type Dialects = Map<string, Set<string>>;

/** Notes what a call says of the kind of database: `new DataSource({ type: 'postgres' })`. */
export function noteDialect(program: Program, dialects: Dialects, { module, function: fn, resolved }: NeededCall): void {
  for (const external of resolved.externals) {
    const dialect = program.link.libraries.symbol(external.package, external.path)?.facts.dialect;
    if (dialect === undefined || program.link.isExempt(module.path)) continue;
    const text = slotText(program.link, { module, function: fn, call: resolved.call }, external, dialect);
    if (text === '' || text.includes('*')) continue;
    const known = dialects.get(module.input.package) ?? new Set();
    dialects.set(module.input.package, known.add(usual(text)));
  }
}

function dialectOf(program: Program, dialects: Dialects, module: LinkedModule, library: Library): string | undefined {
  if (library.schemas !== undefined) return providerOf(program, module);
  const said = dialects.get(module.input.package) ?? (dialects.size === 1 ? [...dialects.values()][0] : undefined);
  if (said) return said.size === 1 ? [...said][0] : undefined;
  const drivers = driversOf(program, program.modules.packages.filter(({ path }) => path === module.input.package));
  // Its package may leave the driver to another that has the same library.
  const known = drivers.size > 0 ? drivers : driversOf(program, program.modules.packages.filter((each) => library.packages.some((name) => Object.hasOwn(each.dependencies, name))));
  return known.size === 1 ? [...known][0] : undefined;
}

/** The kinds of databases for which packages have drivers. */
function driversOf(program: Program, packages: Program['modules']['packages']): Set<string> {
  return new Set(packages.flatMap(({ dependencies }) => Object.keys(dependencies)).flatMap((name) => {
    const resource = program.link.libraries.libraryOf(name)?.resource;
    return resource && resource.kind === 'database' && resource.name !== undefined ? [resource.name] : [];
  }));
}

/** The provider of the schema in the module's package, or of the only one. */
function providerOf(program: Program, module: LinkedModule): string | undefined {
  const inside = module.input.package === '' ? '' : `${module.input.package}/`;
  const own = program.schemas.filter(({ path }) => inside !== '' && path.startsWith(inside));
  const providers = new Set((own.length > 0 ? own : program.schemas).flatMap(({ text }) => {
    const provider = /datasource\s+\w+\s*\{[^}]*?provider\s*=\s*"(\w+)"/s.exec(text)?.[1];
    return provider === undefined ? [] : [usual(provider)];
  }));
  return providers.size === 1 ? [...providers][0] : undefined;
}

/** The words of several libraries for one kind of database. */
const USUAL: Readonly<Record<string, string>> = { pg: 'postgres', postgresql: 'postgres', mysql2: 'mysql', 'better-sqlite3': 'sqlite', sqlite3: 'sqlite', tedious: 'mssql', sqlserver: 'mssql', mongo: 'mongodb' };

function usual(dialect: string): string {
  return USUAL[dialect.toLowerCase()] ?? dialect.toLowerCase();
}
