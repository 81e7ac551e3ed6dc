import type { SchemaFile } from '@dist-lint/model';
import type { ColumnFacts, EntityFacts } from './entity-facts.ts';
import type { Backoff, Retries } from './retry-facts.ts';

export type { ColumnFacts, EntityFacts, ImpliedField } from './entity-facts.ts';
export type { Asked, Backoff, Retries, RetrySlot } from './retry-facts.ts';

/**
 * The shape of what we know about third-party code. A library is data, in one file, with a link to
 * the documentation or source it was read from. Nothing here is executed and nothing here judges:
 * a row says what a call does, what it hands to callbacks and what it returns.
 *
 * ## Symbols
 *
 * Link names everything that comes from outside the program by a *symbol*: `package#path`, the path
 * being dotted from an export: `bullmq#Queue.add`, `fs#promises.readFile`, `pg#Pool.query`.
 * - An instance of a class is named like the class: `new Queue()` is `bullmq#Queue`.
 * - Globals are in the package `global`: `global#fetch`, `global#console.error`, `global#Promise.all`.
 * - `import x from 'p'`, `import * as x from 'p'` and `const x = require('p')` all are `p#default`, and the
 *   members of a default export are named as if they were exports: `axios#get`, `fs#readFile`.
 *   `aliases: { default: 'Stripe' }` gives the default export the name under which rows know it.
 * - A subpath is a package of its own (`fs/promises`); list it in `packages` and it shares the rows.
 *   `node:` is dropped.
 * - What an unknown call returns is named `p#f()`, so that `p#f().g` can still have a row.
 * - The package `*` holds members that mean the same on (nearly) any receiver: `*#then`, `*#forEach`.
 *   They are used only when the receiver is unknown.
 *
 * In `symbols` a key is the path without the package; a segment `*` matches any one segment
 * (`PrismaClient.*.update`), `create*` any that begins so; the most specific key wins. `A|B.c` is shorthand for two keys: alternatives
 * may stand in any segment.
 */
export interface Library {
  /** The library's name as people say it; the file's name. */
  name: string;
  /** Import names whose symbols the rows describe. */
  packages: readonly string[];
  /** Where the facts come from. */
  docs: string;
  /** Exported name → the name under which rows know it. */
  aliases?: Record<string, string>;
  symbols: Record<string, SymbolFacts>;
  /**
   * What its calls reach that may be down. `false`: nothing, it works within the process. Without it: another company's
   * service, under the library's name.
   */
  resource?: Resource | false;
  /** How its payloads are spelled, beyond plain fields. */
  operators?: WriteOperators;
  /** Meaning that a framework gives to files by their path. */
  files?: readonly FileConvention[];
  /** Its source makes what the rows say while it runs: they hold where the library itself is part of the program, too. */
  unreadable?: true;
  /** What it stores is declared in schema files of this kind. */
  schemas?: SchemaFile['kind'];
  /** Members that no other library has: where nothing is known of a receiver but that it has one, it is this symbol. */
  tells?: { symbol: string; members: readonly string[] };
}

/** Something outside of the program, as people name it. */
export interface Resource {
  /** What its calls reach; a queue or topic whose name is known is a resource of its own. */
  kind: 'database' | 'cache' | 'queue' | 'host';
  /** `redis`, `rabbitmq`, `smtp`; without it the library's, or what `dialect` of some symbol or the schema says. */
  name?: string;
  /** How people call the client, where that is not the library's name. */
  client?: string;
  /** Anybody: who, is said by the URL that is asked. */
  addressed?: true;
  /** Where the beginning of the URL stands in the call that made the client. */
  base?: readonly Slot[];
}

/** Words of a library among what is written. `atomic`: the store computes the new value from the old one. */
export interface WriteOperators {
  /** Keys below which fields stand: `$set`, `$inc`. */
  groups?: Record<string, 'set' | 'atomic'>;
  /** The one key of a value: `{ increment: 1 }`. */
  values?: Record<string, 'set' | 'atomic'>;
  /** Keys of a value that only add to or take from the rows of a relation, and leave the others: `{ disconnect: [{ id }] }`. */
  deltas?: readonly string[];
  /** Keys of a value that change a row of a relation, with the key below which the change stands: `{ update: { where: { id }, data: { price } } }`. */
  inner?: Record<string, string>;
  /** Keys of a value that write rows of a relation, what they do, and the key below which the row stands, if it does not stand there at once. */
  nested?: Record<string, NestedWrite>;
  /** The one key of what a condition asks of a field, where it is to be what stands there, or one of a list: `{ in: ['open', 'late'] }`. */
  equals?: readonly string[];
  /** Keys of a condition below which further conditions stand: all of them hold, or any of them may. Symbols by their name: `or` of `[Op.or]`. */
  joins?: Record<string, 'all' | 'any'>;
}

export interface NestedWrite {
  does: 'create' | 'update' | 'upsert' | 'delete';
  at?: string;
}

/**
 * Where, in a call, a value is found.
 * - `'0'`, `'1.url'`: an argument, or a property of one (an object literal, followed through constants)
 * - `'from:0'`: the argument of the nearest call named `from` up the receiver's chain (`sb.from('t').update()`)
 * - `'made0:1'`: the same of the call that made the argument 0 (retries only)
 * - `'0.*.opts'`: a property that all items of a list have alike (retries only)
 * - `'new:0'`: the argument of the constructor or factory that made the receiver
 * - `'*1'`: what the first `*` of the key matched; `'*1s'`: of which that is the plural
 * - `'<0>'`: a type argument of the receiver or, failing that, of the call
 * - `'this'`: the receiver: the model class it is (an instance of), or else what its first type argument says
 * - `'=orders'`: the constant
 * - `'0|0.text'`: the first of these that is there
 */
export type Slot = string;

export interface SymbolFacts {
  /** What calling (or constructing) it does. */
  effects?: readonly Effect[];
  /**
   * It carries out the thing in this argument, whose constructor's row has the (lazy) effects:
   * `client.send(new PutItemCommand(…))`. Its own `effects` hold where that thing is unknown.
   */
  effectsOf?: Slot;
  /**
   * What its result is, once awaited: a symbol of this package (`'Redis'`), of another (`'http#Server'`),
   * `'this'` for the receiver (fluent builders), `'instance'` for an instance of the class that is the receiver,
   * `'arg0'` for the value of an argument, `'args'` for any of them, `'made0'` for an instance of the class in
   * argument 0, `'held0'` for what the thing in argument 0 holds (its type argument, or else what it was made with),
   * `'result0'` for what the callback in argument 0 returns, `'<0>'` for the receiver's type argument.
   * `'result0.default'`: the default export of the module that the callback imports.
   * `'element'`: an element of the receiver, for arrays. `[]` after any of these: an array of it (`'<0>[]'`).
   */
  returns?: string;
  /** Events that the package itself tells when what it starts ends: `cluster.on('exit', …)` of `cluster.fork()`. */
  endTold?: readonly string[];
  /** It gives one object of all its arguments: a name that several have is that of the `first` (`defaults(given, usual)`) or the `last` (`merge(usual, given)`). */
  merges?: 'first' | 'last';
  /** A member of its result, and the argument it is at first: `{ name: 'current', from: '0' }`. */
  holds?: { name: string; from: Slot };
  /** The type arguments of the result, or of what it `is`: `getRepository(Order)` is a `Repository<Order>`, `model('Order')` a `Model<'Order'>`. */
  returnsArgs?: readonly Slot[];
  /**
   * The symbol it is an instance of when read and not called: `is: 'Channel'`. `'<0>()'`: what the receiver's type
   * argument returns, where that is the type of a function, and else that type itself.
   */
  is?: string;
  /** Functions it is given, and how it runs them. */
  callbacks?: readonly Callback[];
  /** Functions that are put into it run with this symbol as `this`; see `Callback.this`. */
  methods?: string;
  /** Programs hang things of their own on it, for those who handle it later: `req.user = user`. */
  carries?: true;
  /** It associates two models, whose rows so get members. */
  associates?: Associates;
  /** For decorators. */
  decorates?: Decorator;
  /**
   * How failure shows. `rejects` (the default for calls with effects) and `throws` need no row.
   * `result`: the call resolves and the error is in the result, under `errorIn` (`error`; for
   * `fetch` `ok`, which tells failed responses only).
   * `callback`: the first parameter of the callback.
   */
  fails?: 'rejects' | 'throws' | 'result' | 'callback' | 'never';
  errorIn?: string;
  /** It makes a condition on rows, or adds one to the chain it is called in. */
  condition?: Condition;
  /** Its result is something the store computes: sql`n + 1`, `raw('now()')`. */
  expression?: true;
  /** In the chain of a query: the rows it reads stay locked until the transaction ends (`forUpdate()`). */
  locksRows?: true;
  /** It makes the row or document that this argument describes, and stores nothing: `repository.create({ … })`. */
  fills?: Slot;
  /** Of a unit of work: it stores nothing by itself, the next call that `flushes` does. */
  defers?: Deferred;
  /** It stores what was deferred before, or is within its callbacks, and what was changed of the rows that were read. */
  flushes?: true;
  /** It adds to or takes from the relation that is its receiver, a field of a row: `order.items.add(item)`. Stored by what `flushes`. */
  alters?: true;
  /**
   * Its result is a stream, and this is what comes of it: an `element` of the argument, the `argument`, `all` that its
   * arguments or their elements give, or what a `pipe` makes of what comes of its receiver.
   */
  emits?: 'element' | 'argument' | 'all' | 'pipe';
  /** In a pipe: what comes out of it is the `same` as what came in, the `result` of its callback, or what comes of that (`inner`). */
  pipes?: 'same' | 'result' | 'inner';
  /** Its result holds what this argument holds, in another form: `JSON.stringify(order)`. */
  copies?: Slot;
  /** Failure is an answer, not a fault: `JSON.parse`, `fs.access`, `require.resolve`, `new URL`. */
  probe?: true;
  /** It changes what a container in memory holds. */
  mutates?: Mutation;
  /** Checks the signature of a webhook: who calls it handles one. */
  webhook?: true;
  /** Ends, closes, releases: its failure is seldom worth telling. */
  cleanup?: true;
  /** It tries again what fails. */
  retries?: Retries;
  /** It runs the function that was handed over here before: `breaker.fire()`, with `'new:0'`. */
  runsHeld?: Slot;
  /** From then on its receiver answers with something else when that fails: `breaker.fallback(f)`. */
  fallsBack?: true;
  /** It has a queue receive what is sent to a topic, routing key or pattern. */
  binds?: { queue: Slot; to: Slot };
  /** As what a container provides, its class has this method run before each route: `{ provide: APP_GUARD, useClass }`. */
  beforeRoutes?: string;
  /** It hangs a router, or a plug-in that is given one, below a path. */
  mounts?: Mount;
  /** It says which page is shown at which path, in the browser. */
  pages?: Pages;
  /** What runs when a module calls it while it is loaded: a `web app` in a page. */
  starts?: 'web app';
  /** Where it says what kind of database is meant: `'0.type'`. */
  dialect?: Slot;
  /** It makes the client of a database, and here it is told which: `'0.connectionString'`. */
  connects?: Slot;
  /** It declares a table, model or collection: a call, a decorator of a class, or a type that names tables. */
  entity?: EntityFacts;
  /** It declares a column or field of one: a call, or a decorator of a property. */
  column?: ColumnFacts;
  /** As an option that says how long to wait, it makes these waits: `retryDelay: exponentialDelay`. */
  backoff?: Backoff;
}

/** What a unit of work keeps for later. */
export interface Deferred {
  operation: 'create' | 'update' | 'upsert' | 'delete';
  /** The entity. */
  target: Slot;
  payload?: Slot;
  /** The row that is changed: one that was only just made is created. */
  row?: Slot;
  /** Only where what is handed over was only just made. */
  ofNew?: true;
  /** What it makes, or is handed, is told where that is deferred once more, if it is; it is stored by the function that calls it. */
  unlessDeferred?: true;
}

/** A condition on rows: `eq(orders.status, 'open')`, `.where('status', 'open')`, `and(…)`. */
export type Condition =
  /**
   * A field equals a value: one slot each. Where the value's slot is empty, the field's holds an object of conditions.
   * `comparison`: where the word may stand that says how they are compared; it is no equality with another than `=`, `in` or `is`.
   */
  | { field: Slot; value: Slot; comparison?: Slot }
  /** A field is compared otherwise: `ne(orders.status, 'open')`, `isNull(orders.paidAt)`, `whereNot({ status: 'open' })`. */
  | { asks: Slot }
  /** Its arguments are conditions that all hold. */
  | { all: true }
  /** Its arguments are conditions of which any may hold, or none. */
  | { any: true }
  /** The text of a condition, in SQL. */
  | { text: Slot }
  /** The text of conditions of which any may hold, each as `field.comparison.value`: `'status.eq.open,and(total.gt.5,paid.is.true)'`. */
  | { filters: Slot };

/** `Order.hasMany(Line, { as: 'lines' })`: what a row of the receiver has of it from then on. */
export interface Associates {
  /** The other model, the name of the association where it is not that model's, and the model or table in between. */
  of: Slot;
  as: Slot;
  through?: Slot;
  /** Of one row there may be many. */
  many?: true;
  /** What members with a verb in front are: `getLines` is `HasMany.get` where the symbol is `HasMany`. Its type arguments: the other model, the receiver, what is in between. */
  symbol: string;
  verbs: readonly string[];
}

export interface Mount {
  /** What hangs: `'1+'`. Without it the receiver itself. */
  at?: Slot;
  /** The path; without it, the same as where it hangs. */
  prefix?: Slot;
  /** All routes of the package that says it. */
  all?: true;
  /** The plug-in works on the router itself: what it registers holds for all that is on it. */
  shares?: true;
  /** An object whose properties hang below their keys: procedures and routers of procedures. */
  keys?: Slot;
  /** A list of classes that list routes, each below a path, with more of the same inside of it. */
  tree?: { at: Slot; prefix: string; of: string; inner: string };
  /** Routes have their version in front, when the slot `at` says `is`. */
  versions?: { at: Slot; is: string; prefix: Slot; usual: string; others: Slot };
}

/** Objects with the path of a page and what is shown there, in a list or each the properties of an element. */
export interface Pages {
  at: Slot;
  /** The properties that say the path, the components and functions of the page, and the pages inside of it. */
  path: string;
  shows: readonly string[];
  inner: string;
}

/** How a call changes the content of a container in memory: `map.set(key, value)`, `Object.assign(state, change)`. */
export interface Mutation {
  /** Which container: the receiver, or what stands in the first argument. */
  of: 'this' | '0';
  /** What is put into it. */
  puts?: Slot;
  /** It takes something out. */
  takes?: true;
}

export type EffectKind =
  /** A request to another process; `method` tells reads from writes. */
  | 'network'
  | 'db-read' | 'db-write' | 'db-transaction'
  | 'cache-read' | 'cache-write' | 'cache-invalidate'
  /** Work or a message is handed to a queue, topic, or stream. */
  | 'enqueue'
  /** Starts to receive from a queue or topic. */
  | 'consume'
  | 'ack' | 'nack' | 'dead-letter'
  | 'log'
  /** Tells an error tracker or a trace that something failed. */
  | 'report'
  /** A counter, histogram, gauge. */
  | 'metric'
  /** Product analytics: nobody fixes a failure of it. */
  | 'analytics'
  /** Waits, or schedules. */
  | 'timer'
  /** A person is asked, and waited for. */
  | 'ask'
  | 'process' | 'exit'
  | 'file-read' | 'file-write' | 'file-delete'
  | 'lock' | 'unlock'
  /** Opens a connection, or listens. */
  | 'connect' | 'listen'
  /** Answers the request being handled. */
  | 'respond'
  /** An in-process event. */
  | 'emit';

export interface Effect {
  kind: EffectKind;
  /** Table, model, collection, key, queue, topic, path, URL: what it acts on. */
  target?: Slot;
  /** For databases and caches. For files: `create` makes an empty one or a folder, `update` changes attributes; none writes content. */
  operation?: 'create' | 'read' | 'update' | 'upsert' | 'delete' | 'raw';
  /** HTTP method: a slot, or `=GET`. */
  method?: Slot;
  /** What it is called where no request is made anew: a message on a connection that is open, the answer to a request made before. */
  said?: 'message' | 'answer';
  /** What is written or sent; for `ack` and `nack` the message. `'this'`: the thing on which it is called (`order.save()`). */
  payload?: Slot;
  /** The condition under which it is written: `where`, filter. */
  where?: Slot;
  /** Where a lock of the rows that are read is asked for; whatever stands there but false and null asks for one. */
  rowLock?: Slot;
  /** SQL text, for raw queries: decides between read and write and names the table. */
  sql?: Slot;
  /** Under which name the result says how many rows were hit: `count`, `affected`, `rowCount`. */
  affectedIn?: string;
  /** It fails when no row was hit. */
  missed?: 'throws';
  /** The isolation level of a transaction. */
  isolation?: Slot;
  /** For `nack`: whether the message comes back, and what holds when nothing is said. */
  requeue?: { at: Slot; default: boolean };
  /** It writes only where nothing is: always, or where one of these slots says so (`NX`, `true`). Whoever succeeds has what the key stands for. */
  claims?: true | Slot;
  /** For `enqueue`: where an id may stand of which the queue holds one job at a time, waiting or running. */
  onceFor?: Slot;
  /** One indivisible read-modify-write (`$inc`, `increment`, `incr`). */
  atomic?: true;
  level?: 'debug' | 'info' | 'warn' | 'error';
  /** Where a log or report takes the error object. */
  error?: Slot;
  /** HTTP status of a response: a slot, or `=500`. */
  status?: Slot;
  /** Time to live. */
  ttl?: { at: Slot; unit: 'ms' | 's' };
  /** How long a timer waits, in ms. */
  delay?: Slot;
  /** The effective timeout option, in ms unless said. */
  timeout?: { at: Slot; unit: 'ms' | 's' };
  /** What is at stake beyond the kind. */
  stake?: 'payment' | 'mail' | 'auth' | 'webhook' | 'llm';
  /** Needs the result to be awaited to be under way (lazy builders: drizzle, knex, mongoose queries). */
  lazy?: true;
}

/** Where work begins. */
export type EntryRole =
  | 'route' | 'middleware' | 'error-middleware'
  | 'consumer' | 'cron' | 'event' | 'timer'
  | 'cli' | 'page' | 'procedure' | 'resolver' | 'lifecycle' | 'serverless';

export interface Callback {
  /** Where the function stands: `'1'`, `'0.eachMessage'`; `'1+'`: argument 1 and all after it; `'last'`. */
  at: Slot;
  /**
   * - `now`: before the call returns, or before its promise settles, once
   * - `each`: the same, any number of times
   * - `again`: the same, again when it fails (retry wrappers)
   * - `later`: after the call (timers, event handlers, consumers)
   * - `never`: kept, not run by us (comparators of no interest)
   */
  runs: 'now' | 'each' | 'again' | 'later' | 'never';
  /** The symbol of each parameter: of this package, or `other#X`; `null` unknown; `'element'`; `'error'`; `'arg1'`, what the call is given there; `'piped'`, what comes down the pipe in which it stands. */
  params?: readonly (string | null)[];
  /** What `this` is in it: this symbol, of the entity that is made of the part (a schema) to which it is added. */
  this?: string;
  /** It is an entry point. */
  role?: EntryRole;
  /** What names the entry point: queue, route, event, cron expression. */
  name?: Slot;
  /** Under these names it runs with the program, not with a request. */
  apart?: readonly string[];
  /** HTTP method of a route: a slot, or `=POST`. */
  method?: Slot;
  /**
   * What its returning normally means: `ack` the message or job counts as done; `respond` its result is the response.
   */
  onReturn?: 'ack' | 'respond';
  /**
   * Where its throw (or rejection) goes: `caller` the call itself fails (the default for now/each/again);
   * `retry` the job or message comes back or is marked failed; `handled` the framework answers or reports;
   * `lost` nobody sees it; `crash` unhandled.
   */
  onThrow?: 'caller' | 'retry' | 'handled' | 'lost' | 'crash';
  /** Where it is said how many it takes at a time. */
  concurrency?: Slot;
  /** Messages count as done when they are delivered, whatever the function does: where that is said, and what holds when nothing is. */
  autoAck?: { at: Slot; default: boolean };
  /** It receives errors: a `catch` handler, an `error` listener, an error-first callback. The parameter's index. */
  errorParam?: number;
  /** For listeners: only when the event (slot) is one of these is it an error listener. */
  errorEvents?: { at: Slot; names: readonly string[] };
}

/** What a decorator says of what it decorates. */
export interface Decorator {
  on: 'class' | 'method' | 'property' | 'param';
  role?: EntryRole;
  /** Before the method, or each route of the class, run methods of that name of the classes that are its arguments: `@UseGuards(SessionGuard)`. */
  before?: string;
  /** On a class: the method that is the entry point (`process` of a BullMQ `@Processor`). */
  entryMethod?: string;
  name?: Slot;
  method?: Slot;
  /** Which version of the routes it stands for. */
  version?: Slot;
  /** On a class: where it lists classes with routes (`'0.controllers'`). */
  routes?: Slot;
  /** As for callbacks; `decide`: what it returns grants or denies access. */
  onReturn?: 'ack' | 'respond' | 'decide';
  onThrow?: 'caller' | 'retry' | 'handled' | 'lost' | 'crash';
  /** The symbols of the decorated method's parameters. */
  params?: readonly (string | null)[];
  /** On a constructor parameter or property: the symbol injected; type arguments come from the slots. */
  injects?: string;
  injectsArgs?: readonly Slot[];
  /** On a constructor parameter or property: the token (a class, string or constant) whose provider is injected. */
  injectsToken?: Slot;
  /** The class is a database entity (`@Entity('orders')`): slot of its table name, else the class's name. The row's `entity` says more. */
  entity?: Slot | true;
  /** The class is made by a container: `@Injectable`, `@Controller`. */
  injectable?: true;
  /** On a class: methods that are entry points by their name alone, whatever the class says that it implements. */
  hooks?: { methods: readonly string[]; role: EntryRole; onThrow?: 'crash' };
  /** The container makes one instance for all, unless this option says one of these: `{ scope: Scope.REQUEST }`. */
  instances?: { at: Slot; many: readonly string[] };
  /** A container module: where its providers are listed (`'0.providers'`). */
  providers?: Slot;
}

/** Files whose exports are entry points by their path: Next route handlers, `pages/`, serverless folders. */
export interface FileConvention {
  /** Glob over the path from the package's root. */
  glob: string;
  /** Exported names; `default`, or `*` for all. */
  exports: readonly string[];
  role: EntryRole;
  /**
   * Where the path says the route, and how.
   * - `folders`: each folder is a part, `(group)` and `@slot` are none
   * - `files`: the file is the last part, `index` is none
   * - `flat`: parts are parted by dots, `$id` varies, `_layout` is none
   */
  route?: { below: string; parts: 'folders' | 'files' | 'flat' };
  /** Symbols of the parameters. */
  params?: readonly (string | null)[];
  onReturn?: 'ack' | 'respond';
  onThrow?: 'handled' | 'lost' | 'crash' | 'retry';
}

/** Checks the shape at compile time; returns what it is given. */
export const defineLibrary = <const L extends Library>(library: L): Library => library;
