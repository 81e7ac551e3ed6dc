import type { BlastOptions, CheckOptions, CheckResult, GraphOptions, PlaceExplanation, RetriesOptions, Rule, StateOptions } from '@dist-lint/engine';
import type { BlastReport, Finding, Report, RetryInventory, Severity, StateInventory } from '@dist-lint/model';
import type { Engine, PlaceOptions } from './engine.ts';
import type { Io } from './io.ts';
import { main } from './main.ts';

/** What a run of the command line left behind. */
export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
  /** What the engine was asked to check, without the progress listener. */
  checked: Omit<CheckOptions, 'onProgress'>[];
  asked: PlaceOptions[];
  /** Of what inventories were asked. */
  inventoried: (RetriesOptions | StateOptions | BlastOptions | GraphOptions)[];
}

export interface Scene {
  report?: Partial<Report>;
  /** Instead of the report. */
  check?: (options: CheckOptions) => Promise<CheckResult>;
  explanation?: PlaceExplanation;
  inventory?: Partial<RetryInventory>;
  stateInventory?: Partial<StateInventory>;
  blast?: Partial<BlastReport>;
  cwd?: string;
  env?: Io['env'];
  stdoutIsTTY?: boolean;
  stderrIsTTY?: boolean;
  columns?: number;
  /** What somebody at the terminal answers when asked. */
  answer?: string;
}

/** Runs the command line in this process, with an engine that answers as told. */
export async function run(argv: readonly string[], scene: Scene = {}): Promise<Ran> {
  const ran: Ran = { code: -1, stdout: '', stderr: '', checked: [], asked: [], inventoried: [] };
  const output = (name: 'stdout' | 'stderr', isTTY = false) => ({
    isTTY,
    columns: scene.columns,
    write(text: string) {
      ran[name] += text;
      return Promise.resolve();
    },
  });
  const io: Io = {
    stdout: output('stdout', scene.stdoutIsTTY),
    stderr: output('stderr', scene.stderrIsTTY),
    cwd: scene.cwd ?? '/nowhere',
    env: scene.env ?? {},
    ...(scene.answer === undefined ? {} : { ask: (question: string) => io.stdout.write(question).then(() => scene.answer as string) }),
  };
  const engine: Engine = {
    check({ onProgress, ...options }) {
      ran.checked.push(options);
      if (scene.check !== undefined) return scene.check(onProgress === undefined ? options : { ...options, onProgress });
      return Promise.resolve(result(scene.report));
    },
    retries(options) {
      ran.inventoried.push(options);
      return Promise.resolve({ ...noRetries, ...scene.inventory });
    },
    state(options) {
      ran.inventoried.push(options);
      return Promise.resolve({ ...noState, ...scene.stateInventory });
    },
    blastRadius(options) {
      ran.inventoried.push(options);
      return Promise.resolve({ ...noBlast, ...scene.blast });
    },
    graph(options) {
      ran.inventoried.push(options);
      return Promise.resolve({ ...noBlast, ...scene.blast });
    },
    explainAt(options) {
      ran.asked.push(options);
      return Promise.resolve(scene.explanation ?? { file: options.file, line: options.line, symbol: '', sections: [] });
    },
    rules: () => Promise.resolve([silentCatch, retryStorm]),
    pages: () => Promise.resolve({ 'silent-catch': { finds: 'A handler that tells nobody.', why: 'The caller goes on.', todo: 'Let it pass.', misses: '- Floating promises.' } }),
  };
  ran.code = await main(argv, io, engine);
  return ran;
}

const noBlast: BlastReport = {
  tool: { name: 'dist-lint', version: '0.1.0' },
  root: '.',
  counts: { modules: 3, functions: 5, entries: 2, resources: 1, unresolvedCalls: 0, unnamedEntries: 0 },
  overview: { runtime: [], change: [], changeLeftOut: 0, threshold: 0.5 },
  drawing: { nodes: [], edges: [] },
  incomplete: [],
};

const noRetries: RetryInventory = {
  tool: { name: 'dist-lint', version: '0.1.0' },
  root: '.',
  layers: [],
  products: [],
  counts: { modules: 2, exempt: 0, entryPoints: 0, layers: 0, unbounded: 0, unknown: 0, off: 0, connections: 0, products: 0, multiplied: 0, uncertain: 0, unreached: 0, unresolvedCalls: 0 },
  incomplete: [],
};

const noState: StateInventory = {
  tool: { name: 'dist-lint', version: '0.1.0' },
  root: '.',
  state: [],
  counts: {
    modules: 2, exempt: 0, state: 0, fields: 0, shared: 0, machines: 0, changes: 0, unguarded: 0, unknownFields: 0,
    unnamedRows: { reads: 0, writes: 0 }, unnamedKeys: { reads: 0, writes: 0 }, unnamedFiles: { reads: 0, writes: 0 }, unresolvedCalls: 0,
  },
  incomplete: [],
};

export function result(report: Partial<Report> = {}): CheckResult {
  const findings = report.findings ?? [];
  const count = (severity: Severity) => findings.filter((it) => it.severity === severity).length;
  return {
    report: {
      tool: { name: 'dist-lint', version: '0.1.0' },
      root: '/nowhere',
      summary: {
        modules: 2,
        targets: 2,
        lines: 40,
        imports: { total: 1, resolved: 1, external: 0 },
        calls: { total: 0, resolved: 0, external: 0 },
        findings: { error: count('error'), warning: count('warning'), info: count('info') },
        gaps: 0,
      },
      findings,
      gaps: [],
      skipped: [],
      suppressed: 0,
      hidden: 0,
      excerpts: {},
      rules: [],
      incomplete: [],
      ...report,
    },
    timings: { phases: [], bytes: 0 },
  };
}

export function finding(severity: Severity, differences: Partial<Finding> = {}): Finding {
  const place = { file: 'src/orders.ts', line: 3, column: 5, endLine: 3, endColumn: 9 };
  return {
    rule: 'silent-catch',
    severity,
    precision: 'high',
    status: 'new',
    message: 'Nobody is told.',
    ...place,
    fingerprint: '0123456789abcdef',
    path: [{ ...place, message: 'it may reject' }],
    data: {},
    ...differences,
  };
}

const silentCatch: Rule = {
  name: 'silent-catch',
  summary: 'A failure that matters is caught and nobody is told.',
  pillar: 'feedback',
  source: 'Silent Failures',
  severity: 'error',
  precision: 'high',
  scope: 'file',
  options: {},
  find: () => [],
};

const retryStorm: Rule = {
  ...silentCatch,
  name: 'retry-storm',
  options: { maxAttempts: { type: 'number', default: 10, minimum: 1, description: 'Attempts that are still fine.' } },
};
