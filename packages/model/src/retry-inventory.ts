/** Every retry layer of a program, and how often they multiply one attempt on the ways through it. */

/** Lines and columns count from 1; the path counts from the root. */
export interface RetryPlace {
  file: string;
  line: number;
  column: number;
}

/** One mechanism that may attempt an operation again, as it is set. Names are untrusted text. */
export interface RetryLayerInfo extends RetryPlace {
  name: string;
  /** `again`: the same call is written out once more where its failure is handled. */
  form: 'loop' | 'recursion' | 'again' | 'wrapper' | 'client' | 'job' | 'pipe' | 'decorator' | 'event' | 'connection';
  /** The first included. `unknown`: it ends, or may be off, and nobody can tell after how many. */
  attempts: number | 'unbounded' | 'unknown';
  bound: 'count' | 'deadline' | 'signal' | 'stop' | 'none';
  /** Milliseconds: before the second attempt, and of all waits together. */
  delay: { kind: 'none' | 'constant' | 'growing' | 'some'; first?: number; total?: number; random?: true };
  errors: 'any' | 'transient' | 'connection' | 'throttled' | 'chosen' | 'own';
  /** Only requests of these methods are tried again. */
  methods?: readonly string[];
  transparent?: true;
  durable?: true;
  /** Where the number is from, in words. */
  said: string;
  /** Where it is written, when it is. */
  saidAt?: RetryPlace;
  /** On a chain, where a helper is called that holds the layer. */
  usedAt?: RetryPlace;
}

export interface RetryRow extends RetryLayerInfo {
  /** The places that go through it as it is set here; none in sight where a framework or nobody does. */
  uses: readonly RetryPlace[];
}

/** What the same layers lead to from one beginning. */
export interface RetryProductInfo {
  /** Absent: no entry point in sight leads there. */
  entry?: RetryPlace & { role: string; name: string; library: string; function: string };
  /** The function that the layers were followed from. */
  function: RetryPlace & { name: string };
  /** The outer before the inner. */
  layers: readonly RetryLayerInfo[];
  /** What is attempted in the end, in words, sorted by place; each once. */
  ends: readonly (RetryPlace & { what: string })[];
  /** Of the layers whose number is known. */
  attempts: number | 'unbounded';
  /** Layers with a number that cannot be told; each counts as one. */
  unknown: number;
  /** An outer layer waits so long that its attempts do not add up with the inner ones in one incident. */
  apart: boolean;
  /** A handler keeps the last failure: nothing outside of `function` tries again because of it. */
  kept: boolean;
}

export interface RetryCounts {
  /** Modules looked at, and the tests, fixtures and examples left out. */
  modules: number;
  exempt: number;
  entryPoints: number;
  layers: number;
  /** Layers that nothing ends, whose number cannot be told, that are switched off; connections are in none of these. */
  unbounded: number;
  unknown: number;
  off: number;
  connections: number;
  products: number;
  /** Products of two layers and more. */
  multiplied: number;
  /** Products with a layer whose number cannot be told: they are at least what they say. */
  uncertain: number;
  /** Products without an entry point. */
  unreached: number;
  /** Calls in the whole program of which nothing is known: a retry behind them is not seen. */
  unresolvedCalls: number;
}

export interface RetryInventory {
  tool: { name: string; version: string };
  /** From the working directory to the folder that all paths count from: `.`, `../..`. */
  root: string;
  /** What was asked for, as typed. */
  target?: string;
  /** Sorted by place. */
  layers: readonly RetryRow[];
  /** The most attempts first. */
  products: readonly RetryProductInfo[];
  counts: RetryCounts;
  /** Something ended early: this is not the whole truth. One sentence each. */
  incomplete: readonly string[];
}
