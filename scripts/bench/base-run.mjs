/** One run of the engine in a process of its own, with the cache, against a base when one is named: prints its measurements as JSON. */
const started = performance.now();
const { check } = await import('../../packages/engine/dist/index.js');

const [folder, base] = process.argv.slice(2);
const { report, timings } = await check({ paths: [folder], cwd: folder, ...(base === undefined ? {} : { base }) });

const { user, system } = process.cpuUsage();

console.log(JSON.stringify({
  totalMs: performance.now() - started,
  // Of this process; git's is what is missing to the time that went by.
  cpuMs: (user + system) / 1000,
  phases: timings.phases,
  modules: report.summary.modules,
  fresh: report.findings.filter(({ status }) => status === 'new').length,
  ...report.comparison,
  incomplete: report.incomplete.length,
  // In kilobytes.
  peakBytes: process.resourceUsage().maxRSS * 1024,
}));
