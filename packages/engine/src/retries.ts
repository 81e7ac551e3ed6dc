/** The retry layers of a program and their products, for people who look into an incident. */
import { relative, sep } from 'node:path';
import { describeEffect, locate, retryInventory, retryWays, type LinkedModule, type Program, type RetryInventoryRow, type RetryLayer, type RetryWay } from '@dist-lint/graph';
import { byCodeUnit, type RetryCounts, type RetryInventory, type RetryLayerInfo, type RetryPlace, type RetryProductInfo, type RetryRow } from '@dist-lint/model';
import { rules as catalogue } from '@dist-lint/rules';
import { analyse, type Analysis } from './analyse.ts';
import type { CheckOptions, Rule } from './api.ts';
import { mostlyUnreadable } from './check.ts';
import { narrowed, rootOf } from './retry-target.ts';
import { version } from './version.ts';

export interface RetriesOptions extends Pick<CheckOptions, 'cwd' | 'config' | 'safe' | 'threads' | 'cache' | 'onProgress'> {
  /** A file, a folder, the name of an entry point, or `file#function`. Everything when absent. */
  target?: string;
}

/** @throws UserError `unknown-target`, and for a configuration that cannot be used. */
export async function retries(options: RetriesOptions, all: readonly Rule[] = catalogue): Promise<RetryInventory> {
  const { root: folder, place } = rootOf(options);
  const analysis = await analyse(folder, { ...options, flags: options }, all);
  const { program, root } = analysis;
  const whole = { modules: program.modules.all, rows: retryInventory(program), ways: retryWays(program) };
  const { modules, rows, ways } = options.target === undefined ? whole : narrowed(analysis, whole, options.target, place);
  const layers = rows.map((row) => rowInfo(row));
  const products = productsOf(program, ways);
  return {
    tool: { name: 'dist-lint', version },
    root: relative(options.cwd, root).split(sep).join('/') || '.',
    ...(options.target === undefined ? {} : { target: options.target }),
    layers, products,
    counts: counts(analysis, modules, rows, products),
    incomplete: [...analysis.incomplete, ...mostlyUnreadable(analysis)],
  };
}

function rowInfo({ layer, module, span, uses }: RetryInventoryRow): RetryRow {
  return { ...layerInfo(layer), ...placeOf(module, span), uses: uses.map((use) => placeOf(use.module, use.span)) };
}

function layerInfo({ name, form, module, span, attempts, bound, delay, errors, methods, transparent, durable, said, saidAt, usedAt }: RetryLayer): RetryLayerInfo {
  return {
    name, form, ...placeOf(module, span), attempts, bound, delay, errors: errors === 'some' ? 'chosen' : errors,
    ...(methods ? { methods } : {}), ...(transparent ? { transparent } : {}), ...(durable ? { durable } : {}),
    said, ...(saidAt ? { saidAt: placeOf(saidAt.module, saidAt) } : {}), ...(usedAt ? { usedAt: placeOf(usedAt.module, usedAt) } : {}),
  };
}

function placeOf(module: LinkedModule, span: { at: number; end: number }): RetryPlace {
  const { file, line, column } = locate(module, span);
  return { file, line, column };
}

/** Ways of one beginning whose layers are called and set the same are one product with several ends. */
function productsOf(program: Program, ways: readonly RetryWay[]): RetryProductInfo[] {
  const found = new Map<string, RetryProductInfo & { ends: RetryProductInfo['ends'][number][] }>();
  for (const way of ways) {
    const begins = way.entry ? `${way.entry.module.number} ${way.entry.at} ${way.entry.role} ${way.entry.name}` : String(way.function);
    const key = [begins, way.kept, ...way.layers.map(({ name, attempts, said }) => `${name} ${attempts} ${said}`)].join('\n');
    const end = { what: endWords(way.end), ...placeOf(way.end.module, { at: way.end.call.nameAt, end: way.end.call.end }) };
    const before = found.get(key);
    if (!before) found.set(key, { ...productInfo(program, way), ends: [end] });
    else if (!before.ends.some(({ what, file, line, column }) => what === end.what && file === end.file && line === end.line && column === end.column)) before.ends.push(end);
  }
  for (const { ends } of found.values()) ends.sort((a, b) => byCodeUnit(a.file, b.file) || a.line - b.line || a.column - b.column || byCodeUnit(a.what, b.what));
  return [...found.values()];
}

function productInfo(program: Program, { entry, function: number, layers, product, unknown, apart, kept }: RetryWay): Omit<RetryProductInfo, 'ends'> {
  const { module, fact } = program.modules.function(number);
  return {
    ...(entry ? { entry: { role: entry.role, name: entry.name, library: entry.library, function: nameOf(program, entry.function), ...placeOf(entry.module, entry) } } : {}),
    function: { name: nameOf(program, number), ...placeOf(module, fact) },
    layers: layers.map(layerInfo),
    attempts: product, unknown, apart, kept,
  };
}

function nameOf(program: Program, number: number): string {
  const { fact } = program.modules.function(number);
  return fact.kind === 'module' ? 'module' : fact.name;
}

function endWords({ kind, target, method, symbol, call }: RetryWay['end']): string {
  return kind === 'parameter' ? 'what it is given' : describeEffect({ kind, target, method, symbol, call, presumed: false, escapes: true, hops: 0 });
}

function counts({ program }: Analysis, modules: readonly LinkedModule[], rows: readonly RetryInventoryRow[], products: readonly RetryProductInfo[]): RetryCounts {
  const layersOf = (attempts: RetryLayer['attempts']): number => rows.filter(({ layer }) => layer.form !== 'connection' && layer.attempts === attempts).length;
  const { total, resolved, external } = program.callCounts();
  const exempt = modules.filter(({ path }) => program.link.isExempt(path)).length;
  const inside = new Set(modules);
  return {
    modules: modules.length, exempt,
    entryPoints: program.entryPoints().filter(({ module }) => inside.has(module) && !program.link.isExempt(module.path)).length,
    layers: rows.length, unbounded: layersOf('unbounded'), unknown: layersOf('unknown'), off: layersOf(1),
    connections: rows.filter(({ layer }) => layer.form === 'connection').length,
    products: products.length,
    multiplied: products.filter(({ layers }) => layers.filter(({ attempts }) => attempts !== 'unknown' && attempts !== 1).length > 1).length,
    uncertain: products.filter(({ unknown }) => unknown > 0).length,
    unreached: products.filter(({ entry }) => entry === undefined).length,
    unresolvedCalls: total - resolved - external,
  };
}
