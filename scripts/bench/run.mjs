import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Runs a command and measures it: wall time, and on Linux the peak memory of it and the processes it starts. */
export function run({ command, args, cwd }) {
  const started = performance.now();
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' } });
  const peaks = new Map();
  const watch = setInterval(() => notePeaks(child.pid, peaks), 15);
  const texts = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) child[stream].setEncoding('utf8').on('data', (text) => { texts[stream] += text; });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearInterval(watch);
      const ms = performance.now() - started;
      // Findings are an answer: tools exit with 1 and more for them.
      if (signal !== null) reject(new Error(`${command} ${args.join(' ')} was ended by ${signal}: ${texts.stderr.slice(-500)}`));
      else resolve({ ms, code, ...texts, peakBytes: peaks.size === 0 ? undefined : [...peaks.values()].reduce((sum, bytes) => sum + bytes, 0) });
    });
  });
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** The kernel keeps each process's own peak, so that looking now and then is enough. */
function notePeaks(pid, peaks) {
  try {
    const peak = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    if (peak) peaks.set(pid, Number(peak[1]) * 1024);
    for (const child of readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)) notePeaks(child, peaks);
  } catch {
    // Not Linux, or the process has ended in between.
  }
}
