import type { Report } from '@dist-lint/model';
import { staleSentence } from './comparison.ts';
import { grouped } from './numbers.ts';
import { visible } from './visible.ts';

/** Whatever keeps the results from being the whole truth: what ended early, what was not understood, and what was cut. */
export function notifications(report: Report, cut: { results: number; steps: number }) {
  return [
    ...report.incomplete.map((sentence) => notification('incomplete', 'error', visible(sentence))),
    ...(report.comparison?.baseline === undefined ? [] : staleSentence(report.comparison.baseline).map((sentence) => notification('baseline', 'error', sentence))),
    ...report.gaps.map(({ kind, count, samples }) => {
      const where = samples.map(({ file, line, message }) => `${visible(file)}:${line} ${visible(message, 300)}`).join('; ');
      return notification(`gap/${visible(kind)}`, 'note', `${grouped(count)} ${visible(kind)} not understood${where === '' ? '' : `, such as ${where}`}`);
    }),
    ...(cut.results === 0 ? [] : [notification('cut', 'warning', `${grouped(cut.results)} results of least importance are left out: GitHub keeps 5,000. \`--format json\` has them all.`)]),
    ...(cut.steps === 0 ? [] : [notification('cut', 'warning', `The evidence of ${grouped(cut.steps)} results is cut after 999 steps. \`--format json\` has it all.`)]),
  ];
}

function notification(id: string, level: 'error' | 'warning' | 'note', text: string) {
  return { descriptor: { id }, level, message: { text } };
}
