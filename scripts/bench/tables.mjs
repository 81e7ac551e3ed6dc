import { median } from './run.mjs';

/** Phases of our own runs, medians, with what they went over. */
export function phaseTable(measured) {
  const [first] = measured;
  const { modules, lines, findings, gaps } = first.summary;
  const ms = (name) => median(measured.map(({ phases }) => phases.filter((phase) => phase.name === name).reduce((sum, phase) => sum + phase.ms, 0)));
  const names = [...new Set(first.phases.map(({ name }) => name))];
  return [
    `${modules} modules, ${lines} lines, ${size(first.bytes)} of source; ${findings.error} errors, ${findings.warning} warnings, ${findings.info} infos, ${gaps} gaps`,
    ...first.incomplete.map((sentence) => `INCOMPLETE: ${sentence}`),
    '',
    ...columns([['phase', 'time'], ...names.map((name) => [name, time(ms(name))]), ['total', time(median(measured.map(({ totalMs }) => totalMs)))]]),
    '',
    `peak memory ${size(Math.max(...measured.map(({ peakBytes }) => peakBytes)))}`,
  ].join('\n');
}

/** All tools, the whole process each, against the first. */
export function comparison(rows) {
  const [ours] = rows;
  return columns([
    ['tool', 'wall time', 'against ours', 'peak memory', 'against ours', 'exit', 'its last words'],
    ...rows.map(({ name, ms, peakBytes, code, said }) => [
      name, time(ms), ratio(ms, ours.ms), Number.isNaN(peakBytes) ? '?' : size(peakBytes), ratio(peakBytes, ours.peakBytes), String(code), said.slice(0, 100),
    ]),
  ]).join('\n');
}

const ratio = (theirs, ours) => (Number.isFinite(theirs / ours) ? `× ${(theirs / ours).toFixed(2)}` : '?');
const time = (ms) => (ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(2)} s`);
const size = (bytes) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

/** The first column to the left, numbers to the right, words to the left. */
function columns(rows) {
  const widths = rows[0].map((_, index) => Math.max(...rows.map((row) => row[index].length)));
  const isWord = (index) => index === 0 || index === rows[0].length - 1 && rows[0].length > 2;
  return rows.map((row) => row.map((cell, index) => (isWord(index) ? cell.padEnd(widths[index]) : cell.padStart(widths[index]))).join('  ').trimEnd());
}
