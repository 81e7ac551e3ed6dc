import type { RetryInventory, RetryLayerInfo, RetryPlace } from '@dist-lint/model';
import { jsonDocument } from './json-document.ts';
import { chainParts } from './retries-words.ts';

/** The inventory for programs: a contract as the report's is (`schemaVersion`). */
export function retriesJson({ tool, root, target, layers, products, counts, incomplete }: RetryInventory): string {
  return jsonDocument({
    schemaVersion: 1,
    tool: { name: tool.name, version: tool.version },
    root,
    ...(target === undefined ? {} : { target }),
    layers: layers.map((row) => ({ ...layer(row), uses: row.uses.length, places: row.uses.map(place) })),
    products: products.map((product) => ({
      attempts: product.attempts,
      unknown: product.unknown,
      apart: product.apart,
      kept: product.kept,
      chain: chainParts(product).join(' → '),
      entry: product.entry === undefined ? null : { role: product.entry.role, name: product.entry.name, library: product.entry.library, function: product.entry.function, ...place(product.entry) },
      function: { name: product.function.name, ...place(product.function) },
      layers: product.layers.map((each) => ({ ...layer(each), usedAt: each.usedAt === undefined ? null : place(each.usedAt) })),
      ends: product.ends.map((end) => ({ what: end.what, ...place(end) })),
    })),
    counts: {
      modules: counts.modules,
      exempt: counts.exempt,
      entryPoints: counts.entryPoints,
      layers: counts.layers,
      unbounded: counts.unbounded,
      unknown: counts.unknown,
      off: counts.off,
      connections: counts.connections,
      products: counts.products,
      multiplied: counts.multiplied,
      uncertain: counts.uncertain,
      unreached: counts.unreached,
      unresolvedCalls: counts.unresolvedCalls,
    },
    incomplete: [...incomplete],
  });
}

function layer({ name, form, attempts, bound, delay, errors, methods, transparent, durable, said, saidAt, ...where }: RetryLayerInfo) {
  return {
    name, form, ...place(where), attempts, bound,
    delay: { kind: delay.kind, first: delay.first ?? null, total: delay.total ?? null, random: delay.random ?? false },
    errors,
    methods: methods === undefined ? null : [...methods],
    transparent: transparent ?? false,
    durable: durable ?? false,
    said,
    saidAt: saidAt === undefined ? null : place(saidAt),
  };
}

function place({ file, line, column }: RetryPlace): RetryPlace {
  return { file, line, column };
}
