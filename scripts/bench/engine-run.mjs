/** One cold run of the engine in a process of its own: prints its measurements as JSON. */
const started = performance.now();
const { check } = await import('../../packages/engine/dist/index.js');
const loaded = performance.now();

const [folder, threads] = process.argv.slice(2);
const { report, timings } = await check({ paths: [folder], cwd: folder, cache: false, ...(threads === undefined ? {} : { threads: Number(threads) }) });

console.log(JSON.stringify({
  phases: [{ name: 'load the program', ms: loaded - started }, ...timings.phases],
  totalMs: performance.now() - started,
  bytes: timings.bytes,
  summary: report.summary,
  incomplete: report.incomplete,
  // In kilobytes.
  peakBytes: process.resourceUsage().maxRSS * 1024,
}));
