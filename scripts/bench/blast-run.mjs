/** One report of what a change reaches, in a process of its own, with the cache: writes it as Markdown and prints its measurements as JSON. */
import { writeFileSync } from 'node:fs';

const { blastRadius } = await import('../../packages/engine/dist/index.js');
const { renderBlast } = await import('../../packages/reporters/dist/index.js');

const [folder, base, file] = process.argv.slice(2);
const report = await blastRadius({ cwd: folder, base, draws: true });
const text = renderBlast(report, 'markdown', { color: false, width: 100 });
if (file !== undefined) writeFileSync(file, text);

const { user, system } = process.cpuUsage();

console.log(JSON.stringify({
  cpuMs: (user + system) / 1000,
  characters: text.length,
  entries: report.change.entries.length,
  symbols: report.change.symbols.length,
  incomplete: report.incomplete.length,
  peakBytes: process.resourceUsage().maxRSS * 1024,
}));
