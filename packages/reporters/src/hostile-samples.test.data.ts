/** For each table of formats something to draw in which every name is the given one. */
import type { Report, RetryInventory, RetryLayerInfo, StateField, StateInventory, StateRow } from '@dist-lint/model';
import { change, drawing, overview, targets } from './hostile-blast-samples.test.data.ts';
import { aFinding, aReport, aStep } from './report.test.data.ts';

/** File with the table → what its formats draw, one after another. A new table of formats needs a line here. */
export const samples: Readonly<Record<string, readonly ((name: string) => unknown)[]>> = {
  'blast-formats.ts': [overview, targets, change], 'formats.ts': [report], 'graph-formats.ts': [drawing], 'retries-formats.ts': [retries], 'state-formats.ts': [state],
};

function report(name: string): Report {
  const path = [aStep({ file: name, message: name }), aStep({ file: `src/${name}`, message: `'${name}' may reject` }), aStep({ message: `${name} and '${name}' and ${name}` })];
  return aReport({
    findings: [
      aFinding({ rule: name, file: name, message: name, path, data: { [name]: name } }),
      aFinding({ file: `src/${name}.ts`, message: `The failure of '${name}' is caught by ${name}.`, path, severity: 'warning', precision: 'low', status: 'existing' }),
      ...Array.from({ length: 6 }, (_, line) => aFinding({ line: line + 1, endLine: line + 1, severity: 'info', message: `'${name}'`, path: [] })),
    ],
    excerpts: { [name]: { 11: name, 12: name, 13: `// ${name}` }, [`src/${name}.ts`]: { 12: name } },
    gaps: [{ kind: name, count: 2, samples: [{ file: name, line: 1, message: name }] }],
    skipped: [{ reason: name, count: 1, samples: [name] }],
    incomplete: [name, `It ended early at '${name}'.`],
  });
}

function retries(name: string): RetryInventory {
  const place = { file: name, line: 1, column: 1 };
  const layer: RetryLayerInfo = { name, form: 'loop', ...place, attempts: 3, bound: 'count', delay: { kind: 'none' }, errors: 'any', methods: [name], said: name, saidAt: place, usedAt: place };
  const product = { function: { name, ...place }, layers: [layer, layer], ends: [{ what: name, ...place }], attempts: 9, unknown: 0, apart: true, kept: true };
  return {
    tool: { name: 'dist-lint', version: '1.2.3' }, root: '.', target: name, layers: [{ ...layer, uses: [place] }], products: [{ entry: { role: 'consumer', name, library: name, function: name, ...place }, ...product }, product],
    counts: { modules: 2, exempt: 0, entryPoints: 1, layers: 1, unbounded: 0, unknown: 0, off: 0, connections: 0, products: 2, multiplied: 2, uncertain: 0, unreached: 1, unresolvedCalls: 4 }, incomplete: [name],
  };
}

function state(name: string): StateInventory {
  const place = { file: name, line: 1, column: 1 };
  const owner = { unit: name, because: 'declares' } as const;
  const writers = [{ unit: name, changes: 2, creates: 1, deletes: 1 }, { unit: 'src/other', changes: 1, creates: 0, deletes: 0 }];
  const transition = { isStart: false, unit: name, ...place };
  const plain: StateField = {
    name, id: 'p', owner, writers, readers: [{ unit: name, reads: 1 }], guards: { unguarded: 2 }, isMoment: false,
    writes: [{ ...place, function: name, unit: name, operation: 'set', literals: [name], aside: true, storedAt: place }],
  };
  const transitions = [{ ...transition, from: name, to: 'paid' }, { ...transition, from: 'paid', to: name, guard: 'unguarded' as const }, { ...transition, to: name, guard: 'conditional' as const }];
  const field: StateField = { ...plain, id: 'f', machine: { states: [name, 'paid', 'lost'], unknown: 1, transitions } };
  const row: StateRow = { id: 'r', name, kind: 'entity', store: name, declared: place, owner, writers, readers: [{ unit: name, reads: 1 }], guards: { unguarded: 2, atomic: 1 }, fields: [field, plain], unknownFields: 2, copies: [{ id: 'c', name, store: name, ...place }] };
  const alone: StateRow = { ...row, id: 'x', store: '', kind: 'module', writers: writers.slice(0, 1), fields: [{ ...plain, writers: writers.slice(0, 1) }] };
  const none = { reads: 1, writes: 1 };
  return {
    tool: { name: 'dist-lint', version: '1.2.3' }, root: '.', target: name, state: [row, { ...row, id: 'y' }, { ...row, id: 'z' }, alone], incomplete: [name],
    counts: { modules: 2, exempt: 0, state: 4, fields: 6, shared: 3, machines: 3, changes: 3, unguarded: 2, unknownFields: 2, unnamedRows: none, unnamedKeys: none, unnamedFiles: none, unresolvedCalls: 4 },
  };
}
