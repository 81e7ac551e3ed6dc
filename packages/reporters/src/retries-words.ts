/** What is said of retry layers and their products, in words; names in them are untrusted. */
import { groupBy, type RetryLayerInfo, type RetryProductInfo, type RetryRow } from '@dist-lint/model';
import { grouped } from './numbers.ts';

/** `×3`, `×∞`, `×?`; `off` where one attempt is all there is. */
export function times(attempts: RetryLayerInfo['attempts']): string {
  if (attempts === 1) return 'off';
  return attempts === 'unbounded' ? '×∞' : attempts === 'unknown' ? '×?' : `×${attempts}`;
}

/** `×9`, `×9+` where a layer's number cannot be told, `×?` where nothing else is known. */
export function product({ attempts, unknown }: RetryProductInfo): string {
  if (unknown === 0 || attempts === 'unbounded') return times(attempts);
  return attempts === 1 ? '×?' : `${times(attempts)}+`;
}

/** `queue 'mail' ×3`, `OpenAI client ×3 (default)`, each followed by what is attempted. */
export function chainParts({ layers, ends }: RetryProductInfo): string[] {
  const [first, ...others] = ends;
  const end = first === undefined ? [] : [others.length === 0 ? first.what : `${first.what}, and ${others.length} more`];
  return [...layers.map((layer) => `${layer.name} ${times(layer.attempts)}${isDefault(layer) ? ' (default)' : ''}`), ...end];
}

/** What has to be known of the number beside it. */
export function remarks({ apart, kept }: RetryProductInfo): string[] {
  return [
    ...(apart ? ['apart: an outer layer waits so long that not all of these fall into one incident'] : []),
    ...(kept ? ['the last failure is kept on the way: nothing further out tries again'] : []),
  ];
}

/** `consumer 'mail' (bullmq)`, or the function where nothing in sight begins. */
export function beginning({ entry, function: fn }: RetryProductInfo): string {
  if (entry === undefined) return `'${fn.name}'`;
  return `${entry.role} '${entry.name === '' ? entry.function : entry.name}' (${entry.library})`;
}

/** Wait, failures, methods and where the number is from. */
export function details(layer: RetryRow): string[] {
  const { form, errors, methods, transparent, durable, uses } = layer;
  return [
    ...(layer.attempts === 1 ? [] : [waits(layer), FAILURES[errors]]),
    ...(methods ? [`only ${methods.join(', ')}`] : []),
    from(layer),
    ...(durable ? ['survives the process'] : []),
    ...(transparent ? ['once, as its protocol has it'] : []),
    ...(form === 'connection' ? ['connecting alone: what is called on it is not repeated'] : []),
    ...(uses.length > 1 ? [`used in ${grouped(uses.length)} places`] : []),
  ];
}

const FAILURES: Record<RetryLayerInfo['errors'], string> = {
  any: 'after any failure',
  transient: 'after failures that may pass',
  connection: 'after failures of the connection',
  throttled: 'when throttled',
  chosen: 'after failures that the code chooses',
  own: "after failures of the program's own",
};

/** Where the number is from, with its place, unless the words hold one. */
function from({ said, saidAt, file }: RetryLayerInfo): string {
  if (saidAt === undefined || said.includes(`${saidAt.file}:${saidAt.line}`)) return said;
  return saidAt.file === file ? `${said} in line ${saidAt.line}` : `${said} at ${saidAt.file}:${saidAt.line}`;
}

/** `no wait`, `waits 100 ms`, `waits from 100 ms, growing, with jitter, 3.1 s in all`. */
export function waits({ delay: { kind, first, total, random }, attempts }: Pick<RetryLayerInfo, 'delay' | 'attempts'>): string {
  if (kind === 'none') return 'no wait';
  const begin = first === undefined ? 'waits' : `waits ${kind === 'constant' ? '' : 'from '}${duration(first)}`;
  const isSum = total !== undefined && total > 0 && typeof attempts === 'number' && attempts > 2;
  return [begin, ...(kind === 'growing' ? ['growing'] : []), ...(random ? ['with jitter'] : []), ...(isSum ? [`${duration(total)} in all`] : [])].join(', ');
}

/** `100 ms`, `1.5 s`, `10 min`, `2 h`. */
function duration(ms: number): string {
  const [unit, size] = ms >= 7_200_000 ? ['h', 3_600_000] : ms >= 120_000 ? ['min', 60_000] : ms >= 1000 ? ['s', 1000] : ['ms', 1];
  return `${Number((ms / size).toFixed(1))} ${unit}`;
}

function isDefault({ said }: RetryLayerInfo): boolean {
  return said.startsWith('default');
}

/** Products that share a beginning, in the order in which they first appear. */
export function byBeginning(products: readonly RetryProductInfo[]): RetryProductInfo[][] {
  return [...groupBy(products, (each) => {
    const { file, line, column } = each.entry ?? each.function;
    return `${beginning(each)}\n${file}\n${line}\n${column}`;
  }).values()];
}

/** Beginnings with the same products, in words, told together. */
export function alike(groups: readonly RetryProductInfo[][]): RetryProductInfo[][][] {
  return [...groupBy(groups, (group) => group.map((each) => [product(each), ...chainParts(each), ...remarks(each)].join('\n')).join('\n\n')).values()];
}
