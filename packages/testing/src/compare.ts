import type { Finding } from '@dist-lint/model';
import type { Mark } from './marks.ts';

export interface Difference {
  /** Marked, but not found. */
  missing: Mark[];
  /** Found, but not marked. */
  unexpected: Finding[];
  /** Found where marked, with a message that lacks what the mark asks for. */
  reworded: { mark: Mark; finding: Finding }[];
}

/** Each mark takes one finding of its rule that starts on its line; two marks ask for two findings. */
export function compare(findings: readonly Finding[], marks: readonly Mark[]): Difference {
  const unexpected = [...findings];
  const take = (wanted: (finding: Finding) => boolean): Finding | undefined => {
    const index = unexpected.findIndex(wanted);
    return index < 0 ? undefined : unexpected.splice(index, 1)[0];
  };
  const missing: Mark[] = [];
  const reworded: Difference['reworded'] = [];

  // Marks that ask for words choose first, so that a mark without words cannot take their finding.
  const wordless = marks.filter((mark) => mark.message === undefined);
  const worded = marks.filter((mark) => mark.message !== undefined);
  const unmatched = worded.filter((mark) => !take((finding) => isAt(finding, mark) && finding.message.includes(mark.message ?? '')));
  for (const mark of wordless) if (!take((finding) => isAt(finding, mark))) missing.push(mark);
  for (const mark of unmatched) {
    const finding = take((other) => isAt(other, mark));
    if (finding) reworded.push({ mark, finding });
    else missing.push(mark);
  }
  return { missing, unexpected, reworded };
}

export function isEmpty({ missing, unexpected, reworded }: Difference): boolean {
  return missing.length + unexpected.length + reworded.length === 0;
}

function isAt(finding: Finding, mark: Mark): boolean {
  return finding.rule === mark.rule && finding.file === mark.file && finding.line === mark.line;
}
