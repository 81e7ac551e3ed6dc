import { test } from 'vitest';
import { removeProjects } from '../projects.ts';
import { derivedAttempts, projectOfSources, runOf, sources } from './derived-attempts.ts';
import { requestsOf } from './failing-server.ts';
test('x', async () => {
  const cwd = projectOfSources();
  const t = Date.now();
  const derived = await derivedAttempts(cwd);
  console.log('analysis', Date.now() - t);
  removeProjects();
  const rows = await Promise.all(sources.filter(s => s !== 'with-retry').map(async (s) => {
    const t = Date.now();
    try {
    const run = await runOf(s);
    const [a, b] = await Promise.all([requestsOf(run, 'answers'), requestsOf(run, 'breaks')]);
    const d = derived.get(s);
    const worst = a === 'unbounded' || b === 'unbounded' ? 'unbounded' : Math.max(a, b);
    const der = d?.attempts ?? 1;
    return `${der === worst && !d?.unknown ? 'ok  ' : 'DIFF'} ${s}: derived ${der} (${d?.unknown ?? 0}?) counted ${a}/${b} [${d?.layers ?? ''}] ${Date.now() - t}ms`;
    } catch (e) { return `FAIL ${s} ${e}`; }
  }));
  console.log(rows.sort().join('\n'));
}, 60000);
