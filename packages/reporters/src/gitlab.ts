import type { Finding, Precision, Report, Severity } from '@dist-lint/model';
import { jsonDocument } from './json-document.ts';
import { codeSpan, escaped, sentence } from './markdown-text.ts';
import { visible } from './visible.ts';

/** A Code Quality report for GitLab, which compares it with the target branch's by fingerprint. */
export function gitlab(report: Report): string {
  const seen = new Map<string, number>();
  return jsonDocument([...incomplete(report), ...report.findings.map((finding) => issue(finding, seen))]);
}

type Grade = 'info' | 'minor' | 'major' | 'critical' | 'blocker';

const GRADES: Record<Severity, Record<Precision, Grade>> = {
  error: { high: 'critical', medium: 'major', low: 'minor' },
  warning: { high: 'major', medium: 'minor', low: 'info' },
  info: { high: 'info', medium: 'info', low: 'info' },
};

function issue({ rule, severity, precision, message, file, line, endLine, fingerprint, path }: Finding, seen: Map<string, number>) {
  const steps = path.map((step, index) => `${index + 1}. ${codeSpan(`${step.file}:${step.line}`)} ${sentence(step.message)}`);
  // GitLab hides all but one issue of a fingerprint.
  const twins = seen.get(fingerprint) ?? 0;
  seen.set(fingerprint, twins + 1);
  return {
    description: visible(message),
    check_name: rule,
    fingerprint: twins === 0 ? fingerprint : `${fingerprint}-${twins + 1}`,
    severity: GRADES[severity][precision],
    location: { path: file.replace(/^(\.\/)+/, ''), lines: { begin: line, end: endLine } },
    content: { body: [sentence(message), ...(steps.length === 0 ? [] : ['', ...steps])].join('\n') },
  };
}

/** The format has no place for notes, and an unfinished analysis must not look like a clean one. */
function incomplete(report: Report) {
  if (report.incomplete.length === 0) return [];
  return [
    {
      description: `The analysis could not be completed: ${report.incomplete.map((each) => visible(each)).join(' ')}`,
      check_name: 'incomplete-analysis',
      fingerprint: 'incomplete-analysis',
      severity: 'blocker' satisfies Grade as Grade,
      location: { path: '.', lines: { begin: 1, end: 1 } },
      content: { body: report.incomplete.map((each) => `- ${escaped(each)}`).join('\n') },
    },
  ];
}
