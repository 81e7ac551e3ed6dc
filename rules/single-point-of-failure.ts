import { defineRule, hardWay, membersOf, pointsOfFailure, systemGraph, type EvidencePoint, type PointOfFailure, type RuleFinding, type SystemGraph } from '@dist-lint/graph';

/**
 * ## What it finds
 *
 * A resource (a database, a cache, a queue, another company's service) or a component of the system itself that so many entry points
 * cannot do without: on their way to it nothing catches its failure, answers from elsewhere, or hands the work to a queue. The numbers
 * are those of `dist-lint blast-radius`, with the same threshold.
 *
 * A finding stands where the nearest of these entry points uses it. All of them are infos: whether one database for everything is right
 * is a decision, and this is where it is seen. Give the rule a severity in the configuration to have CI hold the line.
 *
 * ## Why it is bad
 *
 * When it is down, everything that rests on it is down at once, and what was meant to be apart fails together.
 *
 * ## What to do
 *
 * Ask what each entry point should do without it: answer from a cache, do without (and say so), take the work into a queue, fail fast
 * behind a circuit breaker. What has no answer needs redundancy where it runs.
 *
 * ## What it misses
 *
 * - Redundancy outside of the code: replicas, failover, several regions.
 * - Work that begins where no entry point is in sight, and what is behind calls of which nothing is known.
 * - Whether a fallback is any good.
 */
export const singlePointOfFailure = defineRule({
  name: 'single-point-of-failure',
  summary: 'So many entry points fail with one resource or component that it takes the system with it.',
  pillar: 'blast-radius',
  source: 'Single Point of Failure (SPOF)',
  severity: 'info',
  precision: 'medium',
  scope: 'program',
  isWhole: true,
  options: {
    share: { type: 'number', default: 50, minimum: 1, maximum: 100, description: 'From which share of the entry points on, in percent.' },
    entries: { type: 'number', default: 3, minimum: 1, description: 'How many entry points have to be lost at least.' },
  },

  *find(program, options, modules) {
    const graph = systemGraph(program);
    const wanted = new Set(modules);
    for (const point of pointsOfFailure(graph, options.share / 100)) {
      if (point.spof !== 'yes' || point.lost.length < options.entries) continue;
      const path = hardWay(graph, graph.nodes[point.node]?.kind === 'component' ? membersOf(graph, point.node) : [point.node], point.lost);
      const last = path.at(-1);
      if (last && wanted.has(last.module)) yield finding(graph, point, path, last);
    }
  },
});

function finding(graph: SystemGraph, { node, lost, of }: PointOfFailure, path: EvidencePoint[], { module, span }: EvidencePoint): RuleFinding {
  const { id, kind, name } = graph.nodes[node] ?? { id: '', kind: 'resource', name: '' };
  const others = kind === 'component' ? ' of other components' : '';
  return {
    module, span,
    message: `Without '${name}' ${lost.length} of ${of} entry points${others} fail: nothing on their way goes on without it.`,
    path,
    anchor: id,
    data: { kind, lost: lost.length, name, of },
  };
}
