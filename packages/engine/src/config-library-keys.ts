/** The keys of a library, of which `Library` holds the meaning: for checking rows that no compiler has seen. */
import type { Asked, Associates, Backoff, Callback, ColumnFacts, Decorator, Deferred, Effect, EntityFacts, FileConvention, ImpliedField, Library, Mount, Mutation, NestedWrite, Pages, Resource, Retries, RetrySlot, SymbolFacts, WriteOperators } from '@dist-lint/libraries';
import type { ConfigKey, ConfigValue } from './config-value.ts';

const slot: ConfigValue = { type: 'slot' };
const text: ConfigValue = { type: 'text' };
const yes: ConfigValue = { type: 'constant', value: true };
const choice = (choices: readonly string[]): ConfigValue => ({ type: 'choice', choices });
const list = (of: ConfigValue): ConfigValue => ({ type: 'list', of });
const params = list({ type: 'either', of: [text, { type: 'null' }], words: 'the name of a symbol or null' });

/** Values without descriptions: the type has them. */
function object(values: Record<string, ConfigValue>, required: readonly string[] = []): ConfigValue & { type: 'object' } {
  return { type: 'object', keys: Object.fromEntries(Object.entries(values).map(([key, value]): [string, ConfigKey] => [key, { value, description: '' }])), required };
}

const nested = object({ does: choice(['create', 'update', 'upsert', 'delete']), at: text } satisfies Record<keyof NestedWrite, ConfigValue>, ['does']);
const time = object({ at: slot, unit: choice(['ms', 's']) }, ['at', 'unit']);
const toggle = object({ at: slot, default: { type: 'boolean' } }, ['at', 'default']);
const role = choice(['route', 'middleware', 'error-middleware', 'consumer', 'cron', 'event', 'timer', 'cli', 'page', 'procedure', 'resolver', 'lifecycle', 'serverless']);
const thrown = ['caller', 'retry', 'handled', 'lost', 'crash'];

const effect = object({
  kind: choice([
    'network', 'db-read', 'db-write', 'db-transaction', 'cache-read', 'cache-write', 'cache-invalidate', 'enqueue', 'consume', 'ack', 'nack', 'dead-letter',
    'log', 'report', 'metric', 'analytics', 'timer', 'ask', 'process', 'exit', 'file-read', 'file-write', 'file-delete', 'lock', 'unlock', 'connect', 'listen', 'respond', 'emit',
  ] satisfies Effect['kind'][]),
  operation: choice(['create', 'read', 'update', 'upsert', 'delete', 'raw']),
  said: choice(['message', 'answer']),
  level: choice(['debug', 'info', 'warn', 'error']),
  stake: choice(['payment', 'mail', 'auth', 'webhook', 'llm']),
  target: slot, method: slot, payload: slot, where: slot, sql: slot, isolation: slot, rowLock: slot, onceFor: slot, error: slot, status: slot, delay: slot,
  affectedIn: text, requeue: toggle, ttl: time, timeout: time, atomic: yes, claims: { type: 'either', of: [yes, slot], words: 'true, or a slot' }, lazy: yes, missed: choice(['throws']),
} satisfies Record<keyof Effect, ConfigValue>, ['kind']);

const callback = object({
  at: slot, runs: choice(['now', 'each', 'again', 'later', 'never']), params, this: text, role, name: slot, apart: list(text), method: slot,
  onReturn: choice(['ack', 'respond']), onThrow: choice(thrown), autoAck: toggle, concurrency: slot,
  errorParam: { type: 'number', minimum: 0, maximum: 20 },
  errorEvents: object({ at: slot, names: list(text) }, ['at', 'names']),
} satisfies Record<keyof Callback, ConfigValue>, ['at', 'runs']);

const decorator = object({
  on: choice(['class', 'method', 'property', 'param']), role, before: text, entryMethod: text, name: slot, method: slot, version: slot, routes: slot,
  onReturn: choice(['ack', 'respond', 'decide']), onThrow: choice(thrown), params,
  injects: text, injectsArgs: list(slot), injectsToken: slot, injectable: yes, instances: object({ at: slot, many: list(text) }, ['at', 'many']), providers: slot,
  hooks: object({ methods: list(text), role, onThrow: choice(['crash']) } satisfies Record<keyof NonNullable<Decorator['hooks']>, ConfigValue>, ['methods', 'role']),
  entity: { type: 'either', of: [slot, yes], words: 'a slot or true' },
} satisfies Record<keyof Decorator, ConfigValue>, ['on']);

const attempts: ConfigValue = { type: 'either', of: [{ type: 'number', minimum: 1, maximum: 1_000_000 }, choice(['unbounded'])], words: "a number of attempts or 'unbounded'" };

const asked = object({ count: slot, from: { type: 'either', of: [{ type: 'constant', value: 0 }, { type: 'constant', value: 1 }], words: '0 or 1' }, usual: slot, ends: choice(['no-number', 'zero']) } satisfies Record<keyof Asked, ConfigValue>);

const backoff = object({
  first: { type: 'number', minimum: 0, maximum: 86_400_000 }, factor: { type: 'number', minimum: 1, maximum: 100 }, max: { type: 'number', minimum: 0, maximum: 86_400_000 },
  adds: { type: 'either', of: [{ type: 'number', minimum: 0, maximum: 86_400_000 }, choice(['first'])], words: "a number of milliseconds or 'first'" },
  jitter: yes, jitterAt: slot, constant: slot, given: slot, asked, grows: object({ at: slot, is: text, factor: { type: 'number', minimum: 1, maximum: 100 }, least: { type: 'number', minimum: 0, maximum: 86_400_000 }, jitter: yes }, ['at', 'is', 'factor']), says: object({ first: slot, factor: slot, max: slot, unit: choice(['ms', 's']) } satisfies Record<keyof NonNullable<Backoff['says']>, ConfigValue>),
} satisfies Record<keyof Backoff, ConfigValue>, ['first', 'factor']);

const retrySlot = object({
  at: slot, counts: choice(['attempts', 'retries']), everyMethod: yes, of: text, in: slot, named: slot, usual: attempts, when: slot, delay: backoff, asked,
  means: list(object({ is: { type: 'either', of: [{ type: 'boolean' }, { type: 'null' }, { type: 'number', minimum: -1, maximum: 1_000_000 }, choice(['Infinity'])], words: 'a value of the option' }, attempts }, ['is', 'attempts'])),
} satisfies Record<keyof RetrySlot, ConfigValue>, ['at', 'counts']);

const retries = object({
  of: choice(['handed', 'call', 'calls', 'given', 'job', 'jobs', 'piped', 'chained', 'decorated', 'connection'] satisfies Retries['of'][]),
  attempts, says: list(retrySlot), env: text, delay: backoff, within: object({ ms: { type: 'number', minimum: 0, maximum: 86_400_000 }, says: slot }, ['ms']), errors: choice(['any', 'transient', 'connection', 'throttled', 'chosen'] satisfies Retries['errors'][]),
  methods: list(text), methodsAt: slot, predicate: slot, asked: yes, transparent: yes, durable: yes, source: text,
  versions: list(object({ below: text, attempts, says: list(retrySlot), delay: backoff, methods: list(text) }, ['below'])),
} satisfies Record<keyof Retries, ConfigValue>, ['of', 'attempts', 'delay', 'errors', 'source']);

const condition: ConfigValue = {
  type: 'either', words: 'a field and a value, a field that is asked, all, any, or a text',
  of: [
    object({ field: slot, value: slot, comparison: slot }, ['field', 'value']), object({ asks: slot }, ['asks']), object({ all: yes }, ['all']), object({ any: yes }, ['any']),
    object({ text: slot }, ['text']), object({ filters: slot }, ['filters']),
  ],
};

const said: ConfigValue = { type: 'either', of: [slot, yes], words: 'a slot or true' };

const column = object({
  name: slot, values: slot, initial: slot, type: slot, version: said, generated: said, key: said, relation: said, elsewhere: yes,
} satisfies Record<keyof ColumnFacts, ConfigValue>);

const entity = object({
  part: yes, name: slot, table: slot, schema: slot, fields: slot, column, leaf: text, typed: slot, tables: slot, store: text,
  implied: list(object({
    name: text, nameAt: slot, when: slot, unless: slot, unlessKey: yes, key: yes, generated: yes, version: said,
  } satisfies Record<keyof ImpliedField, ConfigValue>, ['name'])),
} satisfies Record<keyof EntityFacts, ConfigValue>);

const facts = object({
  effects: list(effect), effectsOf: slot, returns: text, merges: choice(['first', 'last']), returnsArgs: list(slot), is: text, callbacks: list(callback), methods: text, carries: yes, associates: object({ of: slot, as: slot, through: slot, many: yes, symbol: text, verbs: list(text) } satisfies Record<keyof Associates, ConfigValue>, ['of', 'as', 'symbol', 'verbs']), decorates: decorator,
  fails: choice(['rejects', 'throws', 'result', 'callback', 'never']), errorIn: text, probe: yes, webhook: yes, cleanup: yes, retries, backoff, entity, column, expression: yes, fills: slot, copies: slot, condition, locksRows: yes,
  mutates: object({ of: choice(['this', '0'] satisfies Mutation['of'][]), puts: slot, takes: yes } satisfies Record<keyof Mutation, ConfigValue>, ['of']),
  mounts: object({
    at: slot, prefix: slot, all: yes, shares: yes, keys: slot, tree: object({ at: slot, prefix: text, of: text, inner: text }, ['at', 'prefix', 'of', 'inner']),
    versions: object({ at: slot, is: text, prefix: slot, usual: text, others: slot }, ['at', 'is', 'prefix', 'usual', 'others']),
  } satisfies Record<keyof Mount, ConfigValue>), pages: object({ at: slot, path: text, shows: list(text), inner: text } satisfies Record<keyof Pages, ConfigValue>, ['at', 'path', 'shows', 'inner']), starts: choice(['web app']), holds: object({ name: text, from: slot }, ['name', 'from']), dialect: slot, connects: slot, binds: object({ queue: slot, to: slot }, ['queue', 'to']), beforeRoutes: text, runsHeld: slot, fallsBack: yes, endTold: list(text),
  defers: object({ operation: choice(['create', 'update', 'upsert', 'delete'] satisfies Deferred['operation'][]), target: slot, payload: slot, row: slot, ofNew: yes, unlessDeferred: yes } satisfies Record<keyof Deferred, ConfigValue>, ['operation', 'target']),
  flushes: yes, alters: yes, emits: choice(['element', 'argument', 'all', 'pipe']), pipes: choice(['same', 'result', 'inner']),
} satisfies Record<keyof SymbolFacts, ConfigValue>);

const operators = { type: 'map', of: choice(['set', 'atomic']) } satisfies ConfigValue;

const convention = object({
  glob: text, exports: list(text), role, route: object({ below: text, parts: choice(['folders', 'files', 'flat']) }, ['below', 'parts']), params, onReturn: choice(['ack', 'respond']), onThrow: choice(['handled', 'lost', 'crash', 'retry']),
} satisfies Record<keyof FileConvention, ConfigValue>, ['glob', 'exports', 'role']);

const resource = object({
  kind: choice(['database', 'cache', 'queue', 'host'] satisfies Resource['kind'][]), name: text, client: text, addressed: yes, base: list(slot),
} satisfies Record<keyof Resource, ConfigValue>, ['kind']);

export const libraryKeys: Record<string, ConfigKey> = object({
  name: text, packages: { type: 'list', of: text, isFilled: true }, docs: text, aliases: { type: 'map', of: text }, symbols: { type: 'map', of: facts }, files: list(convention), schemas: choice(['prisma']), unreadable: yes, tells: object({ symbol: text, members: list(text) }, ['symbol', 'members']),
  resource: { type: 'either', of: [resource, { type: 'constant', value: false }], words: 'a resource or false' },
  operators: object({ groups: operators, values: operators, deltas: list(text), inner: { type: 'map', of: text }, nested: { type: 'map', of: nested }, equals: list(text), joins: { type: 'map', of: choice(['all', 'any']) } } satisfies Record<keyof WriteOperators, ConfigValue>),
} satisfies Record<keyof Library, ConfigValue>).keys;
