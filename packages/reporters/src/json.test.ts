import type { Finding } from '@dist-lint/model';
import { describe, expect, it } from 'vitest';
import { json } from './json.ts';
import { aFinding, aReport, aStep, hostile } from './report.test.data.ts';

describe('json', () => {
  it('is the contract, to the letter', () => {
    const report = aReport({
      findings: [aFinding({ data: { target: { b: 1, a: [2, { d: 3, c: 4 }] }, attempts: 18 } })],
      gaps: [{ kind: 'unresolved-import', count: 1, samples: [{ file: 'src/b.ts', line: 1, message: "'./gone' leads nowhere." }] }],
      skipped: [{ reason: 'generated', count: 1, samples: ['src/api.gen.ts'] }],
      suppressed: 2,
      hidden: 3,
      incomplete: ['It ended early.'],
      excerpts: { 'src/billing/charge.ts': { 12: 'secret' } },
    });
    expect(json(report)).toBe(`{
  "schemaVersion": 1,
  "tool": {
    "name": "dist-lint",
    "version": "1.2.3"
  },
  "summary": {
    "modules": 12,
    "targets": 12,
    "lines": 3400,
    "imports": {
      "total": 40,
      "resolved": 30,
      "external": 10
    },
    "calls": {
      "total": 200,
      "resolved": 120,
      "external": 79
    },
    "findings": {
      "error": 1,
      "warning": 0,
      "info": 0
    },
    "gaps": 1
  },
  "findings": [
    {
      "rule": "silent-catch",
      "severity": "error",
      "precision": "high",
      "status": "new",
      "message": "The failure of 'gateway.charge' is caught and nobody is told.",
      "file": "src/billing/charge.ts",
      "line": 12,
      "column": 5,
      "endLine": 12,
      "endColumn": 10,
      "fingerprint": "0123456789abcdef",
      "path": [
        {
          "file": "src/billing/charge.ts",
          "line": 11,
          "column": 5,
          "message": "'gateway.charge' may reject"
        }
      ],
      "data": {
        "attempts": 18,
        "target": {
          "a": [
            2,
            {
              "c": 4,
              "d": 3
            }
          ],
          "b": 1
        }
      }
    }
  ],
  "gaps": [
    {
      "kind": "unresolved-import",
      "count": 1,
      "samples": [
        {
          "file": "src/b.ts",
          "line": 1,
          "message": "'./gone' leads nowhere."
        }
      ]
    }
  ],
  "skipped": [
    {
      "reason": "generated",
      "count": 1,
      "samples": [
        "src/api.gen.ts"
      ]
    }
  ],
  "suppressed": 2,
  "hidden": 3,
  "incomplete": [
    "It ended early."
  ]
}
`);
  });

  it('does not depend on the order in which the report was built', () => {
    const finding = aFinding({ data: { a: 1, b: 2 } });
    const reversed = Object.fromEntries(Object.entries({ ...finding, data: { b: 2, a: 1 } }).reverse()) as unknown as Finding;
    expect(json(aReport({ findings: [reversed] }))).toBe(json(aReport({ findings: [finding] })));
  });

  it('says nothing of this machine', () => {
    expect(json(aReport({ findings: [aFinding()] }))).not.toContain('somebody');
  });

  it('keeps hostile text without handing it to a terminal', () => {
    const printed = json(aReport({ findings: [aFinding({ message: hostile, file: hostile, path: [aStep({ message: hostile })], data: { [hostile]: hostile } })] }));
    expect(printed).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]|\p{Cf}|\p{Cs}/u);
    const [finding] = JSON.parse(printed).findings;
    expect([finding.message, finding.file, finding.path[0].message, finding.data[hostile]]).toEqual([hostile, hostile, hostile, hostile]);
  });
});
