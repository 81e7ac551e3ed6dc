/**
 * Compares what failed in the shop, when one thing after the other was broken, with what the system graph says is lost:
 * entry points that reach the broken thing over nothing but hard edges.
 */
import { addTo } from '@dist-lint/model';
import { WORK_EDGES, type SystemGraph } from '@dist-lint/graph';

/** What the shop's run writes for an entry point: what it used, and without which of it it failed. */
export interface FaultRow {
  entry: { name: string; service: string };
  used: readonly string[];
  failed: readonly string[];
}

export interface FaultComparison {
  failing: number;
  predicted: number;
  /** A sentence for each failure that the graph does not foresee. */
  missed: readonly string[];
  /** A sentence for each entry point that is said to be lost and goes on. */
  goingOn: readonly string[];
  /** Entry points and things of which the graph has no node. */
  unknown: readonly string[];
}

/** What the shop's tests call its resources, and what the graph calls them. */
const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  database: ['database:postgres (prisma)'],
  'stock-database': ['database:postgres (typeorm)'],
  redis: ['cache:redis'],
  'job-queue': ['queue:order-mail', 'queue:shipping-update', 'queue:daily-digest'],
  'event-bus': ['queue:rabbitmq (amqplib)'],
  'goods-broker': ['queue:stock.deliveries', 'queue:stock.returns', 'queue:stock.parked'],
  stripe: ['host:stripe'],
  openai: ['host:openai'],
  'mail-relay': ['host:host of MAIL_RELAY_URL'],
  accounts: ['host:host of ACCOUNTS_URL', 'host:host of accounts'],
  carrier: ['host:host of CARRIER_URL'],
  'label-printer': ['host:host of LABEL_PRINTER_URL'],
  supplier: ['host:host of SUPPLIER_URL'],
  'exchange-rates': ['host:host of ratesUrl'],
};

/** @param rows what the shop's fault run has written */
export function compareWithFaults(graph: SystemGraph, rows: readonly FaultRow[]): FaultComparison {
  const entries = entriesByName(graph);
  const faults = [...new Set(rows.flatMap(({ used }) => used))].sort();
  const missed: string[] = [];
  const goingOn: string[] = [];
  const unknown = faults.filter((fault) => idsOf(fault).every((id) => graph.number(id) === undefined));
  let [failing, predicted] = [0, 0];
  for (const { entry, used, failed } of rows) {
    const name = `${entry.service}: ${entry.name}`;
    const numbers = entries.get(`services/${entry.service} ${plain(entry.name)}`);
    if (!numbers) {
      unknown.push(name);
      continue;
    }
    const lost = neededBy(graph, numbers);
    for (const fault of faults) {
      const isPredicted = idsOf(fault).some((id) => lost.has(graph.number(id) ?? -1));
      const hasFailed = failed.includes(fault);
      if (hasFailed) failing += 1;
      if (isPredicted) predicted += 1;
      if (hasFailed && !isPredicted) missed.push(`${name} fails without ${fault}`);
      if (isPredicted && !hasFailed) goingOn.push(`${name} goes on without ${fault}${used.includes(fault) ? '' : ', which it does not call'}`);
    }
  }
  return { failing, predicted, missed, goingOn, unknown };
}

function entriesByName(graph: SystemGraph): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  graph.nodes.forEach(({ entry, name, isAside }, number) => {
    if (!entry || isAside) return;
    // What several services call the same says in its name for people of which it is.
    const key = `${entry.module.input.package} ${plain(entry.name || name)}`;
    addTo(found, key, number);
  });
  return found;
}

function idsOf(fault: string): readonly string[] {
  return RESOURCES[fault] ?? [fault];
}

/** What parameters are called does not matter. */
function plain(name: string): string {
  return name.replaceAll(/:\w+/g, ':');
}

/** All that work from these nodes cannot do without. */
function neededBy(graph: SystemGraph, from: readonly number[]): ReadonlySet<number> {
  const found = new Set(from);
  for (const node of found) {
    for (const number of graph.out(node)) {
      const edge = graph.edges[number];
      if (edge?.strength === 'hard' && WORK_EDGES.has(edge.kind)) found.add(edge.to); // grows meanwhile
    }
  }
  return found;
}
