import { readFileSync } from 'node:fs';
import type { Report } from '@dist-lint/model';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { aFinding, aReport, aRule, aStep, hostile } from './report.test.data.ts';
import { sarif } from './sarif.ts';

// Both are CommonJS modules that carry themselves as `default`.
const ajv = new AjvDraft04.default({ strict: false, allErrors: true });
addFormats.default(ajv);
const isValid = ajv.compile(JSON.parse(readFileSync(new URL('../schemas/sarif-schema-2.1.0.json', import.meta.url), 'utf8')));

/** The one run, once the official schema has accepted the document. */
function run(report: Report) {
  const document = JSON.parse(sarif(report));
  expect(isValid(document) ? [] : isValid.errors).toEqual([]);
  return document.runs[0] as Record<'tool' | 'results' | 'invocations' | 'columnKind', any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- the schema has checked its shape
}

describe('sarif', () => {
  it('is checked against a schema that can refuse', () => {
    expect(isValid({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
  });

  it('carries a finding with its rule, place, evidence and identity', () => {
    const { tool, results, invocations, columnKind } = run(aReport({ findings: [aFinding()], rules: [aRule({ name: 'retry-storm' }), aRule()] }));
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['retry-storm', 'silent-catch']);
    expect(results[0]).toMatchObject({
      ruleId: 'silent-catch',
      ruleIndex: 1,
      level: 'error',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'src/billing/charge.ts', uriBaseId: '%SRCROOT%' }, region: { startLine: 12, startColumn: 5, endLine: 12, endColumn: 10 } } }],
      codeFlows: [{ threadFlows: [{ locations: [{ location: { message: { text: "'gateway.charge' may reject" } } }] }] }],
      partialFingerprints: { 'distLint/v1': '0123456789abcdef' },
      baselineState: 'new',
    });
    expect(results[0].partialFingerprints).not.toHaveProperty('primaryLocationLineHash');
    expect(columnKind).toBe('utf16CodeUnits');
    expect(invocations[0]).toEqual({ executionSuccessful: true, toolExecutionNotifications: [] });
  });

  it('gives rules what GitHub reads, help never empty', () => {
    const bare = aRule({ name: 'z-bare', severity: 'info', precision: 'low', help: { finds: '', why: '', todo: '', misses: '' } });
    const [rule, without] = run(aReport({ rules: [aRule(), bare] })).tool.driver.rules;
    expect(rule).toMatchObject({ name: 'SilentCatch', defaultConfiguration: { level: 'error' }, properties: { precision: 'high', 'problem.severity': 'error', tags: ['feedback', 'silent-failures'] } });
    expect(rule.help.markdown).toContain('## What to do\n\nLet the error pass.');
    expect(without).toMatchObject({ defaultConfiguration: { level: 'note' }, properties: { 'problem.severity': 'recommendation' }, help: { text: bare.summary, markdown: bare.summary } });
  });

  it('says what existed before', () => {
    expect(run(aReport({ findings: [aFinding({ status: 'existing', severity: 'info' })] })).results[0]).toMatchObject({ baselineState: 'unchanged', level: 'note' });
  });

  it('never looks clean when something ended early or was not understood', () => {
    const [invocation] = run(aReport({ incomplete: ['It ended early.'], gaps: [{ kind: 'syntax-error', count: 2, samples: [{ file: 'src/b.ts', line: 4, message: 'Expression expected.' }] }] })).invocations;
    expect(invocation.executionSuccessful).toBe(false);
    expect(invocation.toolExecutionNotifications).toEqual([
      { descriptor: { id: 'incomplete' }, level: 'error', message: { text: 'It ended early.' } },
      { descriptor: { id: 'gap/syntax-error' }, level: 'note', message: { text: '2 syntax-error not understood, such as src/b.ts:4 Expression expected.' } },
    ]);
  });

  it('keeps the most important results within the limit and says what it cut', () => {
    const many = Array.from({ length: 5001 }, (_, line) => aFinding({ line: line + 1, severity: line === 0 ? 'info' : 'error', endLine: line + 1 }));
    const { results, invocations } = run(aReport({ findings: many }));
    expect(results).toHaveLength(5000);
    expect(results[0].locations[0].physicalLocation.region.startLine).toBe(2);
    expect(invocations[0].toolExecutionNotifications[0].message.text).toContain('1 results of least importance are left out');
  });

  it('stays within a thousand locations a result and says what it cut', () => {
    const path = Array.from({ length: 1200 }, () => aStep());
    const { results, invocations } = run(aReport({ findings: [aFinding({ path })] }));
    expect(results[0].relatedLocations).toHaveLength(999);
    expect(results[0].locations).toHaveLength(1);
    expect(invocations[0].toolExecutionNotifications[0].message.text).toContain('cut after 999 steps');
  });

  it('encodes paths and keeps names from becoming links or reaching a terminal', () => {
    const files = ['src/größe 数量/a#b?.ts', hostile, 'a%2fb:c.ts', '\\..\\x.ts'];
    const findings = files.map((file) => aFinding({ file, message: `see [here](1) ${hostile}`, path: [aStep({ file, message: hostile })] }));
    const report = aReport({ findings, incomplete: [hostile], gaps: [{ kind: hostile, count: 1, samples: [{ file: hostile, line: 1, message: hostile }] }] });
    const { results } = run(report);
    const uris = results.map((each: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) => each.locations[0]?.physicalLocation.artifactLocation.uri);
    expect([uris[0], uris[2]].map(decodeURIComponent)).toEqual([files[0], files[2]]);
    for (const uri of uris) expect(uri).toMatch(/^[\w%./!~*'()-]+$/);
    expect(results[0].message.text).toMatch(/^see \\\[here\\\]\(1\)/);
    expect(sarif(report)).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]|\p{Cf}|\p{Cs}/u);
    expect(sarif(report)).not.toContain('somebody');
  });
});
