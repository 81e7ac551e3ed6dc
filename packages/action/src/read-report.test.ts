import { markdown, render } from '@dist-lint/reporters';
import { describe, expect, it } from 'vitest';
import { readReport } from './read-report.ts';
import { aFinding, aReport } from './report.test.data.ts';

describe('readReport', () => {
  it('reads what the JSON reporter writes: what is drawn of it is the same', () => {
    const report = readReport(JSON.stringify(aReport([aFinding(), aFinding({ severity: 'info', status: 'existing' })], { gaps: [{ kind: 'syntax-error', count: 2, samples: [{ file: 'a.ts', line: 1, message: 'x' }] }], incomplete: ['It ended early.'], hidden: 3, suppressed: 1 })));
    expect(report).toBeDefined();
    if (report === undefined) return;
    const again = readReport(render(report, 'json', { color: false, width: 80, verbose: false }));
    expect(again).toEqual(report);
    expect(markdown(report)).toMatch(/^\*\*dist-lint: 1 error in 1 file \(1 suppressed by comment\)\*\*[^]*INCOMPLETE[^]*It ended early[^]*3 findings[^]*2 syntax-error/);
  });

  it.each([['', undefined], ['null', undefined], ['[]', undefined], ['{"schemaVersion":1}', undefined], ['{"schemaVersion":1,"summary":{"modules":-1},"findings":[]}', undefined], ['{"schemaVersion":1,"summary":{"modules":1},"findings":{}}', undefined]])('takes %j for none', (json, expected) => {
    expect(readReport(json)).toBe(expected);
  });

  it('leaves out what is not of the shape', () => {
    const odd = [null, 7, {}, aFinding({ severity: 'fatal' }), aFinding({ line: 'x' }), aFinding({ file: { length: 3 } }), aFinding({ path: [null, { file: 'a' }, 3], column: 1.5, endLine: -2 }), JSON.parse('{"__proto__":{"rule":"x"}}')];
    expect(readReport(JSON.stringify(aReport(odd, { gaps: [null, { kind: 1 }], skipped: 'x', incomplete: [3, 'a'] })))).toMatchObject({ findings: [{ path: [], column: 1, endLine: 3 }], gaps: [], skipped: [], incomplete: ['a'] });
  });
});
