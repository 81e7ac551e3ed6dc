import {
  defineRule, describeEffect, isByDefault, locate, mayHoldLayer, multiplying, nameSpan, placeOf, retryProducts,
  type EvidencePoint, type Program, type RetryLayer, type RetryProduct, type RuleFinding,
} from '@dist-lint/graph';
import type { Severity } from '@dist-lint/model';

/**
 * ## What it finds
 *
 * Several layers that each retry the same operation, so that their attempts multiply: a job of a queue that runs again, around
 * a helper that tries three times, around a client that retries by default. Layers are loops and recursion written by hand,
 * wrappers of libraries and of the team's own (with the options of each call), decorators, operators, clients with their
 * constructor's and the call's own options, queues and durable engines. They are followed through calls, callbacks, classes
 * and files, from where the work begins.
 *
 * - 27 attempts or more, or no end: error
 * - 9 to 26: warning
 * - 4 to 8: info
 *
 * A number that cannot be told counts as one and is shown as `×?`. Layers that retry different failures do not multiply;
 * where an outer layer waits much longer than the inner ones take, as a queue with minutes of back-off does, it is an info. So are
 * up to 9 attempts of a job that waits a second or more, longer each time, around layers that wait, too.
 * Where a layer asks a failure something that cannot be told here before it tries again, it is one step less; so is what most
 * systems do: a job that waits between its attempts around clients that nobody has told anything; and so is an error whose
 * outer layer waits longer each time, and only after failures that it has chosen, around such clients.
 *
 * Calls through one helper whose number is set once are one finding, at the first of the worst.
 *
 * ## Why it is bad
 *
 * Each layer was reasonable when it was written. Together they send dozens of requests for one job to a service that is
 * already failing, hold the caller for minutes, repeat side effects, and make an outage longer. Nobody has decided on that number.
 *
 * ## What to do
 *
 * Let one layer retry, the one that knows how long the caller can wait, and set the others to one attempt (`maxRetries: 0`).
 * Mark failures that cannot pass as final, so that outer layers give up at once.
 *
 * ## What it misses
 *
 * - Retries in front of the program: load balancers, service meshes, browsers, the callers of an API.
 * - Requests from one service of the repository to another.
 * - Numbers from configuration that cannot be read: they count as one.
 * - A circuit breaker or a retry budget between the layers is not taken into account.
 */
export const compoundingRetry = defineRule({
  name: 'compounding-retry',
  summary: 'Several layers retry the same operation, and their attempts multiply.',
  pillar: 'feedback',
  source: 'Compounding Retry',
  severity: 'error',
  precision: 'high',
  scope: 'program',
  exempt: ['scripts', 'migrations'],
  options: {
    minimum: { type: 'number', default: 4, minimum: 2, description: 'The smallest product that is reported.' },
  },

  *find(program, options, modules) {
    // The worst first: of several ways from one place, one is told.
    const told = new Set<string>();
    const found = new Map<string, { finding: RuleFinding; others: RuleFinding[] }>();
    for (const each of retryProducts(program, modules, 2)) {
      const finding = judge(program, each, options.minimum);
      const place = finding && `${finding.module.number} ${finding.span.at}`;
      if (!finding || !place || told.has(place)) continue;
      told.add(place);
      const key = settingsOf(each) ?? place;
      const same = found.get(key);
      if (same) same.others.push(finding);
      else found.set(key, { finding, others: [] });
    }
    for (const { finding, others } of found.values()) yield others.length === 0 ? finding : withOthers(finding, others);
  },

  *explain(program, module, line) {
    // All ways through a program are long to look at.
    if (!mayHoldLayer(program, module, line)) return;
    for (const each of retryProducts(program)) {
      if (each.layers.some((layer) => placeOf(layer).module === module && locate(module, spanOf(layer)).line === line)) yield chainText(each);
    }
  },
});

/** Where the numbers of a chain are set, if the outer one's is: what is mended there is mended for all calls that rest on it. */
function settingsOf({ layers }: RetryProduct): string | undefined {
  const [outer, ...inner] = multiplying(layers);
  if (!outer?.saidAt || inner.some((layer) => !layer.saidAt && !isByDefault(layer))) return undefined;
  return [outer, ...inner].map(({ saidAt, attempts }) => (saidAt ? `${saidAt.module.number} ${saidAt.at}` : `default ${attempts}`)).join(' > ');
}

/** Others that are shown. */
const MOST_OTHERS = 3;

function withOthers(finding: RuleFinding, others: readonly RuleFinding[]): RuleFinding {
  const many = others.length === 1 ? 'one more place' : `${others.length} more places`;
  return {
    ...finding,
    message: finding.message.replace(/\.$/, `, here and in ${many}.`),
    path: [...finding.path, ...others.slice(0, MOST_OTHERS).map(({ module, span }) => ({ module, span, message: 'so it is here' }))],
    data: { ...finding.data, others: others.length },
  };
}

const MANY = 27;
const SEVERAL = 9;
/** A job that waits so long before its second attempt is no burst. */
const LONG_MS = 1000;

const LOWER: Record<Severity, Severity> = { error: 'warning', warning: 'info', info: 'info' };

function judge(program: Program, product: RetryProduct, minimum: number): RuleFinding | undefined {
  const layers = multiplying(product.layers);
  const [outer] = product.layers;
  const attempts = product.product;
  if (!outer || layers.length < 2 || (attempts !== 'unbounded' && attempts < minimum)) return undefined;
  // A library that never gives up by itself waits longer and longer: a warning to those who did not ask for it.
  const isUnasked = attempts === 'unbounded' && layers.every((layer) => layer.attempts !== 'unbounded' || isByDefault(layer));
  const usual: Severity = product.apart || isSpread(layers, attempts) ? 'info' : isUnasked ? 'warning' : attempts === 'unbounded' || attempts >= MANY ? 'error' : attempts >= SEVERAL ? 'warning' : 'info';
  const severity = product.unsure || isUsual(layers) || (usual === 'error' && attempts !== 'unbounded' && isSpacedOverDefaults(layers)) || layers.some(({ presumed, form }) => presumed && form === 'job') ? LOWER[usual] : usual;
  return {
    module: placeOf(outer).module, span: spanOf(outer), severity,
    message: `${chainText(product)}: ${attempts === 'unbounded' ? 'attempts without end' : `up to ${attempts} attempts`} for one ${beginning(product)}.`,
    path: evidence(program, product),
    anchor: layers.map(({ name }) => name).join(' > '),
    data: { attempts, layers: product.layers.map((layer) => ({ name: layer.name, form: layer.form, attempts: layer.attempts, from: layer.said })), unknown: product.unknown },
  };
}

/** A few attempts of a job that waits longer each time, as do all layers in it: nobody is held up, and what is called is let breathe. */
function isSpread([outer, ...inner]: readonly RetryLayer[], attempts: RetryProduct['product']): boolean {
  return outer?.form === 'job' && outer.delay.kind === 'growing' && (outer.delay.first ?? 0) >= LONG_MS && inner.every(({ delay }) => delay.kind !== 'none') && attempts !== 'unbounded' && attempts <= SEVERAL;
}

/**
 * A job or a page that waits between its attempts, around clients that nobody has told anything: how most systems are
 * built, and what few would change.
 */
function isUsual([outer, ...inner]: readonly RetryLayer[]): boolean {
  if (!outer || outer.delay.kind === 'none' || !inner.every((layer) => layer.form === 'client' && isByDefault(layer))) return false;
  return outer.form === 'job' || (outer.attempts === 'unbounded' && isByDefault(outer));
}

/** A back-off after failures that it has chosen, around clients that nobody has told anything: more load than meant, and no burst. */
function isSpacedOverDefaults([outer, ...inner]: readonly RetryLayer[]): boolean {
  return outer?.delay.kind === 'growing' && outer.errors !== 'any' && inner.every((layer) => layer.form === 'client' && layer.delay.kind === 'growing' && isByDefault(layer));
}

/** `queue 'mail' ×3 → withRetry ×3 → OpenAI client ×3 (default) → POST request`. */
function chainText({ layers, end }: RetryProduct): string {
  return [...layers.map((layer) => `${layer.name} ${timesText(layer)}${isByDefault(layer) ? ' (default)' : ''}`), endText(end)].join(' → ');
}

function spanOf(layer: RetryLayer): { at: number; end: number } {
  const { at, end } = placeOf(layer);
  return { at, end };
}

function timesText({ attempts }: RetryLayer): string {
  return attempts === 'unbounded' ? '×∞' : attempts === 'unknown' ? '×?' : `×${attempts}`;
}

function endText({ symbol, kind, effect, target, method, call }: RetryProduct['end']): string {
  if (kind === 'parameter') return 'what it is given';
  return describeEffect({ kind, ...(effect ? { effect } : {}), target, method, symbol, call, presumed: false, escapes: true, hops: 0 });
}

function beginning({ entry }: RetryProduct): string {
  if (!entry) return 'call';
  return entry.role === 'consumer' ? 'job' : entry.role === 'route' || entry.role === 'page' || entry.role === 'procedure' || entry.role === 'resolver' ? 'request' : 'run';
}

function evidence(program: Program, { layers, end }: RetryProduct): EvidencePoint[] {
  const steps = layers.flatMap((layer): EvidencePoint[] => [
    { module: placeOf(layer).module, span: spanOf(layer), message: `${layer.name} ${timesText(layer)}, ${layer.said}` },
    ...(layer.saidAt ? [{ module: layer.saidAt.module, span: { at: layer.saidAt.at, end: layer.saidAt.end }, message: `the number of ${layer.name}` }] : []),
  ]);
  const { module, call } = end;
  return [...steps, { module, span: nameSpan(call), message: endText(end) }];
}
