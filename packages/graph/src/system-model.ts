/**
 * The shape of the whole system as one graph: who loads, calls, uses, holds and enters what, and what goes on without
 * what. Nodes and edges have numbers, so that questions over the whole graph are walks over arrays.
 */
import type { BlastKind, Fallback, Strength } from '@dist-lint/model';
import type { EntryPoint } from './entry-points.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';

/**
 * - `module`: path from the root
 * - `function`: `path#qualified name`; a second of that name in a file gets ` (2)`
 * - `state`: as in the state graph: `db:package:Entity.field`, `mod:path#name`, `cls:path#Class.field`, …
 * - `resource`: `database:postgres (prisma)`, `queue:mail`, `host:https://api.acme.com`: a kind and the name people know it by
 * - `entry`: `role:name@path#function`
 * - `package`: `pkg:path`; `component`: `cmp:path`, a deployable: a package with an entry point, or declared
 */
export interface SystemNode {
  id: string;
  kind: BlastKind;
  /** For people. */
  name: string;
  /** Where it is declared; absent for what stands nowhere. */
  module?: LinkedModule;
  /** Offset in the module. */
  at?: number;
  function?: FunctionNumber;
  entry?: EntryPoint;
  /** Of a database that is told from others of its library: the name it would have if it were the only one. */
  alone?: string;
  /** A test, fixture or example: in no count. */
  isAside?: true;
}

/**
 * - `imports`: module → module, loaded together; `loads`: module → module, later or never; `types`: names alone, nothing at run time
 * - `calls`: function → function, also a function handed over that runs now; `refers`: function → module whose constant or class it needs
 * - `uses`: function → resource
 * - `enqueues`: function → entry point that a queue, topic, event or request of ours leads to
 * - `reads`, `writes`: function → state
 * - `contains`: package → module → function or state
 * - `enters`: entry point → function
 * - `runs`: function → what a timer, listener or promise that nobody waits for runs later
 */
export type SystemEdgeKind = 'imports' | 'loads' | 'types' | 'calls' | 'refers' | 'uses' | 'enqueues' | 'reads' | 'writes' | 'contains' | 'enters' | 'runs';

/** Edges along which the one does its work through the other. */
export const WORK_EDGES: ReadonlySet<SystemEdgeKind> = new Set(['calls', 'refers', 'uses', 'enqueues', 'enters', 'runs']);

/** Which of several ways between two nodes counts: the greatest. */
export const HARDNESS: Readonly<Record<Strength, number>> = { hard: 2, guarded: 1, asynchronous: 0 };

export interface SystemEdge {
  from: number;
  to: number;
  kind: SystemEdgeKind;
  /** Of several ways between two nodes the hardest. */
  strength: Strength;
  /** Where the one needs the other. */
  module?: LinkedModule;
  at?: number;
  end?: number;
  /** Why it goes on without, where it does. */
  fallback?: Fallback;
}

export interface SystemGraph {
  /** By number, sorted by id within each kind. */
  readonly nodes: readonly SystemNode[];
  readonly edges: readonly SystemEdge[];
  number(id: string): number | undefined;
  ofFunction(fn: FunctionNumber): number | undefined;
  /** Numbers of the edges that leave a node, and that lead to it, by the number of the node at the other end. */
  out(node: number): readonly number[];
  into(node: number): readonly number[];
}
