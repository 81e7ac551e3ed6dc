/** How often a request is sent, as the analyzer says. */
import { check, retries } from '@dist-lint/engine';

/** `unknown`: some layer has a number that cannot be told. */
export type Derived = number | 'unbounded' | 'unknown';

/** By source of a project: the most attempts on a way from its functions. What is not there tries once. */
export async function derivedAttempts(cwd: string): Promise<Map<string, Derived>> {
  const { products } = await retries({ cwd, cache: false, threads: 1 });
  const derived = new Map<string, Derived>();
  // They are sorted by attempts.
  for (const { function: { file }, attempts, unknown } of products) {
    const source = sourceOf(file);
    if (!derived.has(source)) derived.set(source, unknown > 0 ? 'unknown' : attempts);
  }
  return derived;
}

/** By source: the attempts that the rule `compounding-retry` tells of. */
export async function reportedAttempts(cwd: string): Promise<Map<string, unknown>> {
  const { report } = await check({ paths: [], cwd, rules: ['compounding-retry'], preset: 'all', minSeverity: 'info', minPrecision: 'low', cache: false, threads: 1 });
  return new Map(report.findings.map(({ file, data }) => [sourceOf(file), data['attempts']]));
}

function sourceOf(file: string): string {
  return file.replace(/^src\/|\.ts$/g, '');
}
