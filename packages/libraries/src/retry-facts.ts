/** How rows say that something is tried again. */
import type { Slot } from './library.ts';

/** How often a mechanism tries, and how long it waits between two attempts. */
export interface Retries {
  /**
   * What is tried again:
   * - `handed`: the functions in its `callbacks` that run `again`, or that have a role (`task({ run, retry })`)
   * - `call`: the call itself (`generateText({ maxRetries })`, a request of a client that is a function)
   * - `calls`: what is called on the thing it makes; slots are read at such a call, and its own arguments are `new:…`
   * - `given`: what is called, from then on, on the thing in argument 0 (`axiosRetry(client, …)`); of what other rows name in
   *   `says` as their `of`, what is sent through it
   * - `job`: the consumer of what it enqueues
   * - `jobs`: the consumer of all that is enqueued in the queue it makes, unless that says otherwise
   * - `piped`: as an operator, what stands before it in the pipe (`source.pipe(retry(3))`)
   * - `chained`: what it is called on, a request that is sent when all is said (`get(url).retry(3)`)
   * - `decorated`: the method it decorates
   * - `connection`: connecting; what is called on the thing is not repeated
   */
  of: 'handed' | 'call' | 'calls' | 'given' | 'job' | 'jobs' | 'piped' | 'chained' | 'decorated' | 'connection';
  /** Attempts when nothing is said, the first included; 1: it is off until it is asked for; `unknown`: code decides. */
  attempts: number | 'unbounded' | 'unknown';
  /** Where the number is said: the first of these that is there wins. */
  says?: readonly RetrySlot[];
  /** The environment variable that says it when the code does not: it counts attempts. */
  env?: string;
  delay: Backoff;
  /** What ends the attempts, unless a number is said, is this time in milliseconds. */
  within?: { ms: number; says?: Slot };
  /**
   * Which failures are tried again: `any`; `transient`: those that may pass (connection, 408, 429, 5xx); `connection`: those
   * of the connection alone; `throttled`: 429 and the like; `chosen`: what the code says.
   */
  errors: 'any' | 'transient' | 'connection' | 'throttled' | 'chosen';
  /** The function in its options that is given a failure and says whether it is tried again. */
  predicate?: Slot;
  /** Only requests of these methods, in upper case, are tried again. */
  methods?: readonly string[];
  /** Where other methods are listed. */
  methodsAt?: Slot;
  /** One repeat that belongs to the protocol, such as after a closed connection: it multiplies nothing that people count. */
  transparent?: true;
  /** What is handed over asks for each attempt itself, so that a failure it keeps may be tried again, too. */
  asked?: true;
  /** Attempts survive the process: a queue's or a durable engine's. */
  durable?: true;
  /** Earlier versions, the oldest first: the first whose `below` is above the version in use replaces what it says. */
  versions?: readonly ({ below: string } & Partial<Pick<Retries, 'attempts' | 'says' | 'delay' | 'methods'>>)[];
  /** The file and line, or the page, where it was read. */
  source: string;
}

/** An option that says how often. */
export interface RetrySlot {
  at: Slot;
  /** What a number there counts: `retries` is one less than `attempts`. */
  counts: 'attempts' | 'retries';
  /** Said there, it holds for every method. */
  everyMethod?: true;
  /** What certain values mean instead: `false`, `true`, `null`, a number. */
  means?: readonly { is: boolean | null | number | 'Infinity'; attempts: number | 'unbounded' }[];
  /** How a function that stands there is asked whether to try again. */
  asked?: Asked;
  /** The option is a property of the class or instance that is the default for all (`new QueryClient({ … })`): that symbol; slots are read where it is made. */
  of?: string;
  /** With `of`: only what stands in this slot of the call, by itself or as a part: `dispatcher: new RetryAgent(…)`, `from([new RetryLink(), http])`. */
  in?: Slot;
  /** With `of`: where that names the queue for which it holds. */
  named?: Slot;
  /** Attempts where that is made and says nothing. */
  usual?: number | 'unbounded' | 'unknown';
  /** It holds only if this is `true`. */
  when?: Slot;
  /** The waits of what is made there, whose slots are read there, too. */
  delay?: Backoff;
}

/** The time before the second attempt, and how it goes on. */
export interface Backoff {
  /** Milliseconds when nothing is said; 0: at once. */
  first: number;
  /** By which each wait is longer than the one before; 1: constant, unless it `adds`. */
  factor: number;
  /** Milliseconds that each wait is longer than the one before; `first`: as many as the first wait. */
  adds?: number | 'first';
  /** Milliseconds; no limit when absent. */
  max?: number;
  jitter?: true;
  /** The option that lets chance make each wait longer, when it is `true`. */
  jitterAt?: Slot;
  /** Where these are said, in milliseconds unless `unit` says otherwise; or as an object, `{ seconds: 5 }`. */
  says?: { first?: Slot; factor?: Slot; max?: Slot; unit?: 'ms' | 's' };
  /** The option that makes it grow, and the word that says so, or `true`: `{ type: 'exponential' }`. `least`, `jitter`: what holds of the waits that grow. */
  grows?: { at: Slot; is: string | true; factor: number; least?: number; jitter?: true };
  /** A number that stands there is every wait. */
  constant?: Slot;
  /** What stands there, where no number is said, makes the waits: a function, which is `asked`, or a policy, which is not read any further. */
  given?: Slot;
  /** How a function at `given` is asked for each wait, in milliseconds. */
  asked?: Asked;
}

/** How a function in options is asked after each failure. */
export interface Asked {
  /** Where among its own arguments it is told how often: `0`, `0.attemptCount`. */
  count?: Slot;
  /** What that is after the first failure; 1 unless said. */
  from?: 0 | 1;
  /** Where it is told how long it would be without it; 0 when it would not be tried again. */
  usual?: Slot;
  /** The answer to which nothing is tried again: what is no number, or 0. Without, it decides no more than how long. */
  ends?: 'no-number' | 'zero';
}
