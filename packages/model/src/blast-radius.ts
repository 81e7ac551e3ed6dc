/**
 * What breaks: the deletion test of one thing, the map of what depends on what, and what a change adds to either.
 * Names, paths and words of evidence come from the analysed code: untrusted text.
 */
import type { Finding } from './report.ts';

export type BlastKind = 'entry' | 'function' | 'state' | 'resource' | 'module' | 'package' | 'component';

/**
 * How much the one needs the other: `hard` fails with it, `guarded` goes on without it, `asynchronous` has handed
 * the work over (a queue, an event, a promise nobody waits for) and does not learn of the failure.
 */
export type Strength = 'hard' | 'guarded' | 'asynchronous';

/** Something people can point at. */
export interface BlastNode {
  /** Its identity in the graph: `src/a.ts#save`, `postgres (prisma)`, `route:POST /orders@…`. */
  id: string;
  kind: BlastKind;
  /** As people name it: `POST /orders/:id/refund`, `queue mail`, `stripe`, `OrderService.pay`. */
  name: string;
  /** Of an entry point: `route`, `consumer`, `cron`, … */
  role?: string;
  /** From the root; absent for what stands nowhere, such as a database. */
  file?: string;
  line?: number;
}

/** Why the one goes on without the other. */
export interface Fallback {
  /** `caught`: a handler goes on; `settled`: allSettled and the like; `breaker`: a circuit breaker with a fallback; `cache`: answered from a cache in front; `failed`: reached only after something else has failed; `queue`, `event`, `detached`: handed over. */
  kind: 'caught' | 'settled' | 'breaker' | 'cache' | 'failed' | 'queue' | 'event' | 'detached';
  file: string;
  line: number;
  /** `the catch in line 12 answers with a default`. */
  says: string;
}

/** One hop: `node` is what the step leads to, the place is where the one before it needs it. */
export interface BlastStep {
  node: BlastNode;
  strength: Strength;
  file?: string;
  line?: number;
  /** `calls charge`, `writes to postgres`. */
  says: string;
  /** Why the one before goes on without it, where that is known. */
  fallback?: Fallback['kind'];
}

/** A way from an entry point, one step a hop; the last step leads to what was asked for. */
export interface BlastWay {
  entry: BlastNode;
  hops: number;
  path: readonly BlastStep[];
}

/** An entry point that reaches it over something that goes on without it. */
export interface SparedWay extends BlastWay {
  fallback: Fallback;
}

/** State that it writes, and who reads it. */
export interface StateHit {
  cell: BlastNode;
  /** Other writers, which go on writing. */
  writers: readonly BlastNode[];
  /** Functions outside of the target, nearest to an entry point first. */
  readers: readonly BlastNode[];
  /** Entry points on whose way the readers are, and that are not lost anyway. */
  entries: readonly BlastNode[];
}

/** The deletion test of one thing. */
export interface TargetLoss {
  target: BlastNode;
  /** How many functions it has; 1 for a function, 0 for a resource. */
  functions: number;
  /** Who calls it, reads it or loads it, one hop away. */
  callers: readonly BlastNode[];
  /** What it outputs to: resources, state, queues, one or more hops away, and the functions it calls. */
  outputs: readonly BlastNode[];
  /** Nearest first. */
  lost: readonly BlastWay[];
  spared: readonly SparedWay[];
  /** All entry points. */
  of: number;
  state: readonly StateHit[];
  /** Modules that cannot be loaded without it: its import closure over runtime imports. Of a resource: none. */
  loading: readonly BlastNode[];
  /** Modules that name only its types, and tests: never counted above. */
  typeOnly: number;
  tests: number;
}

export type Spof = 'yes' | 'partial' | 'no';

/** One row of the dependency mapping: a resource or a component. */
export interface DependencyRow {
  node: BlastNode;
  dependsOn: readonly BlastNode[];
  /** Components, and resources' clients. */
  dependedOnBy: readonly BlastNode[];
  fallbacks: readonly Fallback[];
  /** Ways to it that go on without it, and all ways. */
  guarded: number;
  ways: number;
  /** Entry points that cannot do without it. */
  lost: number;
  of: number;
  spof: Spof;
}

/** One row of the change table: a module. */
export interface ChangeRow {
  module: BlastNode;
  /** Modules that load it, at any distance. */
  loadedBy: number;
  /** Entry points that reach it, and those whose every way to an effect goes through it. */
  reached: number;
  unavoidable: number;
  of: number;
  /** Resources that no entry point reaches without it. */
  gateTo: readonly BlastNode[];
}

export interface BlastOverview {
  /** Most entry points lost first; resources, then components. */
  runtime: readonly DependencyRow[];
  /** Most entry points that cannot avoid it first; rows without any are left out and counted. */
  change: readonly ChangeRow[];
  changeLeftOut: number;
  /** From which share of the entry points on something is a single point of failure, 0 to 1. */
  threshold: number;
}

export interface ChangedSymbol {
  node: BlastNode;
  change: 'added' | 'removed' | 'changed';
  /** Entry points that run it, or wait for what does. */
  entries: number;
  /** Entry points that only leave it to run later: in a job, a listener, a timer, a function that is handed on. */
  later: number;
}

/** An entry point that a change touches, by the nearest changed symbol. */
export interface AffectedEntry extends BlastWay {
  change: 'added' | 'removed' | 'affected';
  /** The changed symbol; absent for a removed entry point. */
  symbol?: BlastNode;
}

/** State whose writes have changed. */
export interface ChangedState {
  cell: BlastNode;
  /** Changed functions that write it. */
  writers: readonly BlastNode[];
  otherWriters: readonly BlastNode[];
  readers: readonly BlastNode[];
}

/** A resource that is newly on the way of entry points, or no longer. */
export interface ChangedDependency {
  resource: BlastNode;
  change: 'added' | 'removed';
  /** The strongest of the ways. */
  strength: Strength;
  ways: readonly BlastWay[];
}

/** A way to a resource or function that went on without it and no longer does. */
export interface LostFallback {
  entry: BlastNode;
  resource: BlastNode;
  before: Fallback;
  way: BlastWay;
}

export interface ChangedPoint {
  node: BlastNode;
  change: 'added' | 'removed';
  lost: number;
  of: number;
}

/** A question that the author should be able to answer; reporters put it into words. */
export type ReviewQuestion =
  | { about: 'resource'; resource: BlastNode; entries: readonly BlastNode[] }
  | { about: 'fallback'; resource: BlastNode; entry: BlastNode }
  | { about: 'writer'; cell: BlastNode; writers: readonly BlastNode[] }
  | { about: 'removed'; node: BlastNode; readers: readonly BlastNode[] }
  | { about: 'spof'; node: BlastNode; lost: number; of: number }
  | { about: 'entry'; entry: BlastNode; resources: readonly BlastNode[] };

export interface ChangeReport {
  /** As typed, and the commit of the merge base in short. */
  base: { ref: string; commit: string };
  files: { added: number; deleted: number; modified: number; renamed: number };
  /** Most entry points first. */
  symbols: readonly ChangedSymbol[];
  /** Files in which nothing that runs changed (comments, formatting, types), and files that are no code. */
  cosmetic: number;
  /** Files that are not read as code: manifests, locks, SQL, other languages. What they change at run time is not known. */
  otherFiles: readonly string[];
  entries: readonly AffectedEntry[];
  /** All entry points, now. */
  of: number;
  state: readonly ChangedState[];
  dependencies: readonly ChangedDependency[];
  fallbacksLost: readonly LostFallback[];
  points: readonly ChangedPoint[];
  /** `altered`: cycles that are there on both sides, with other modules. */
  cycles: { added: readonly (readonly string[])[]; removed: readonly (readonly string[])[]; altered?: readonly AlteredCycle[] };
  findings: { added: readonly Finding[]; fixed: readonly Finding[] };
  /** Most important first. */
  questions: readonly ReviewQuestion[];
}

/** An import cycle that modules have joined or left. */
export interface AlteredCycle {
  /** How many modules it has now. */
  modules: number;
  joined: readonly string[];
  left: readonly string[];
}

export interface BlastCounts {
  modules: number;
  functions: number;
  entries: number;
  resources: number;
  /** Calls of which nothing is known: what is behind them is not seen. */
  unresolvedCalls: number;
  /** Entry points without a name. */
  unnamedEntries: number;
  /** Places of the first syntax error of each file that has one, as where a merge was left unfinished: these files are read in part. */
  damaged?: readonly string[];
}

/** Exactly one of `overview`, `targets` and `change` is there. */
export interface BlastReport {
  tool: { name: string; version: string };
  /** From the working directory to the folder that all paths count from: `.`, `../..`. */
  root: string;
  counts: BlastCounts;
  overview?: BlastOverview;
  /** As they were asked for. */
  targets?: readonly TargetLoss[];
  change?: ChangeReport;
  /** What there is to be seen of the system around it, for formats that draw. */
  drawing: BlastDrawing;
  /** Something ended early: this is not the whole truth. One sentence each. */
  incomplete: readonly string[];
}

/** A graph to be drawn, whole; formats aggregate it to their size. */
export interface BlastDrawing {
  /** Modules, packages or components, entry points and resources, sorted by id. */
  nodes: readonly DrawnNode[];
  /** By index in `nodes`, sorted. */
  edges: readonly DrawnEdge[];
}

export interface DrawnNode extends BlastNode {
  /** Index of the package or component it is part of; absent for the outermost. */
  parent?: number;
  /** Entry points lost without it. */
  lost: number;
  /** It is what was asked for, has changed, or is lost. */
  mark?: 'target' | 'changed' | 'added' | 'removed' | 'lost' | 'spof';
}

export interface DrawnEdge {
  from: number;
  to: number;
  strength: Strength;
  /** Against the base. */
  mark?: 'added' | 'removed';
}
