/** An engine that finds what it is told to, for the tests of the harness itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckOptions } from '@dist-lint/engine';
import type { Finding } from '@dist-lint/model';
import type { AnalysedSystem, Engine } from './engine.ts';

/** Finds `silent-catch` on every line that holds `catch {}`, and `lost-update` where it holds `stock -= `. */
export function fakeEngine(seen: CheckOptions[] = [], changes: Partial<AnalysedSystem> = {}): Engine {
  return {
    rules: Object.keys(PATTERNS),
    check: (options) => {
      seen.push(options);
      const root = options.paths[0] ?? options.cwd;
      const findings = (options.rules ?? Object.keys(PATTERNS)).flatMap((rule) => findAll(root, rule));
      return Promise.resolve({ report: { root, findings, gaps: [], incomplete: [], ...changes } });
    },
  };
}

const PATTERNS: Record<string, string> = { 'silent-catch': 'catch {}', 'lost-update': 'stock -= ' };

function findAll(root: string, rule: string): Finding[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8').split('\n').flatMap((line, index) =>
      line.includes(PATTERNS[rule] ?? '') ? [finding(rule, file, index + 1)] : []));
}

function finding(rule: string, file: string, line: number): Finding {
  const place = { file, line, column: 1, endLine: line, endColumn: 2 };
  return {
    ...place,
    rule,
    severity: 'error',
    precision: 'high',
    status: 'new',
    message: `The failure of 'send' is lost.`,
    fingerprint: '0123456789abcdef',
    path: [{ ...place, message: 'is caught here' }],
    data: {},
  };
}
