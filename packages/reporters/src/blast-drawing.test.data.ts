/** The graph of a shop, and of a system as large as one likes. */
import type { BlastDrawing, BlastNode, DrawnEdge, DrawnNode } from '@dist-lint/model';

export const entry = (name: string, file: string, role = 'route'): BlastNode => ({ id: `${role}:${name}@${file}`, kind: 'entry', name, role, file, line: 8 });
export const fn = (name: string, file: string, line = 12): BlastNode => ({ id: `${file}#${name}`, kind: 'function', name, file, line });
export const resource = (name: string): BlastNode => ({ id: name, kind: 'resource', name });
export const component = (name: string): BlastNode => ({ id: `services/${name}`, kind: 'component', name });
export const moduleNode = (file: string): BlastNode => ({ id: file, kind: 'module', name: file, file });

export const checkout = entry('POST /checkout', 'services/api/src/checkout.ts');
export const refund = entry('POST /orders/:id/refund', 'services/api/src/refund.ts');
export const catalog = entry('GET /catalog', 'services/api/src/catalog.ts');
export const mail = entry('mail', 'services/worker/src/mail.ts', 'consumer');
export const stripe = resource('stripe');
export const postgres = resource('postgres (prisma)');
export const redis = resource('redis');
export const pay = fn('OrderService.pay', 'services/api/src/order-service.ts', 31);
export const charge = fn('charge', 'services/api/src/billing/charge.ts');
function aDrawing(nodes: readonly DrawnNode[], edges: readonly (readonly [from: string, to: string, differences?: Partial<DrawnEdge>])[]): BlastDrawing {
  const sorted = [...nodes].sort((a, b) => (a.id < b.id ? -1 : 1));
  const at = (id: string): number => sorted.findIndex((node) => node.id === id);
  const drawn = edges.map(([from, to, differences]): DrawnEdge => ({ from: at(from), to: at(to), strength: 'hard', ...differences }));
  return { nodes: sorted, edges: drawn.sort((a, b) => a.from - b.from || a.to - b.to) };
}

const files = { checkout: 'services/api/src/checkout.ts', orders: 'services/api/src/order-service.ts', charge: 'services/api/src/billing/charge.ts', refund: 'services/api/src/refund.ts', catalog: 'services/api/src/catalog.ts', mail: 'services/worker/src/mail.ts', db: 'packages/db/src/client.ts' };

export const shopDrawing: BlastDrawing = aDrawing(
  [
    { ...checkout, lost: 1 }, { ...refund, lost: 1 }, { ...catalog, lost: 1 }, { ...mail, lost: 1 },
    ...Object.values(files).map((file): DrawnNode => ({ ...moduleNode(file), lost: file === files.db ? 4 : 1 })),
    { ...stripe, lost: 2, mark: 'target' }, { ...postgres, lost: 4, mark: 'spof' }, { ...redis, lost: 2, mark: 'added' },
  ],
  [
    [checkout.id, files.checkout], [refund.id, files.refund], [catalog.id, files.catalog], [mail.id, files.mail],
    [files.checkout, files.orders], [files.orders, files.charge], [files.charge, 'stripe'], [files.refund, 'stripe'], [files.catalog, 'stripe', { strength: 'guarded' }],
    [files.orders, 'redis', { mark: 'added' }], [files.orders, files.mail, { strength: 'asynchronous' }],
    ...[files.orders, files.refund, files.catalog, files.mail].map((file) => [file, files.db] as const), [files.db, 'postgres (prisma)'],
  ],
);

/** A system of `count` nodes in packages and folders, the same every time. */
export function bigDrawing(count: number): BlastDrawing {
  const random = numbers(7);
  const packages = Array.from({ length: Math.ceil(count / 80) }, (_, index): DrawnNode => ({ id: `packages/${WORDS[index % WORDS.length] ?? ''}-${index}`, kind: 'package', name: `@shop/${WORDS[index % WORDS.length] ?? ''}-${index}`, lost: 0 }));
  const resources = Array.from({ length: Math.max(2, Math.ceil(count / 100)) }, (_, index): DrawnNode => ({ id: `resource-${index}`, kind: 'resource', name: `${index % 2 === 0 ? 'https://' : 'queue '}${WORDS[(index * 5) % WORDS.length] ?? ''}-${index}`, lost: index }));
  const left = count - packages.length - resources.length;
  const inside = Array.from({ length: left }, (_, index): DrawnNode => {
    const unit = packages[Math.floor(index / 80)] ?? packages[0];
    const folder = `${unit?.id ?? ''}/src/${WORDS[random(6)] ?? ''}`;
    const file = `${folder}/${WORDS[random(WORDS.length)] ?? ''}-${index}.ts`;
    return index % 8 === 0 ? { ...entry(`GET /${WORDS[random(WORDS.length)] ?? ''}/${index}`, file), lost: 1 } : { ...moduleNode(file), lost: random(9) };
  });
  const parentOf = (node: DrawnNode): string | undefined => packages.find(({ id }) => node.file?.startsWith(`${id}/`))?.id;
  const { nodes } = aDrawing([...packages, ...resources, ...inside], []);
  const index = new Map(nodes.map(({ id }, at) => [id, at]));
  const edges = inside.flatMap((node, at) => Array.from({ length: 1 + random(4) }, (_, turn): readonly [string, string, Partial<DrawnEdge>] => {
    const target = turn === 3 || at > left - 5 ? resources[random(resources.length)] : inside[Math.min(left - 1, at + 1 + random(turn === 0 ? 12 : 90))];
    return [node.id, target?.kind === 'entry' ? resources[0]?.id ?? '' : target?.id ?? '', { strength: random(6) === 0 ? 'guarded' : 'hard' }];
  }));
  return {
    nodes: nodes.map((node) => { const parent = index.get(parentOf(node) ?? ''); return parent === undefined ? node : { ...node, parent }; }),
    edges: edges.filter(([from, to]) => from !== to).map(([from, to, rest]) => ({ from: index.get(from) ?? 0, to: index.get(to) ?? 0, strength: 'hard' as const, ...rest })).sort((a, b) => a.from - b.from || a.to - b.to).filter((each, at, all) => each.from !== all[at - 1]?.from || each.to !== all[at - 1]?.to),
  };
}

const WORDS = ['orders', 'billing', 'stock', 'shipping', 'mail', 'catalog', 'checkout', 'refund', 'invoice', 'cart', 'customer', 'address', 'price', 'tax', 'voucher', 'review'];

function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => { state = (state * 1_103_515_245 + 12_345) % 2_147_483_648; return Math.floor((state / 2_147_483_648) * below); };
}
