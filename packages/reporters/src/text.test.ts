import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aFinding, aReport, aStep, hostile } from './report.test.data.ts';
import { text } from './text.ts';

const plain = { color: false, width: 80, verbose: false };
const verbose = { ...plain, verbose: true };

const excerpts = { 'src/billing/charge.ts': { 11: '\t\tawait gateway.charge(order);', 12: '\t} catch {', 13: '\t}' } };
const steps = [
  aStep(),
  aStep({ line: 12, message: 'the handler neither logs nor rethrows' }),
  aStep({ file: 'src/orders/ship.ts', line: 40, column: 11, message: "'shipOrder' goes on as if it were paid" }),
];

describe('text', () => {
  it('shows what, where, the source and the evidence, then what it rests on', () => {
    const report = aReport({
      findings: [
        aFinding({ path: steps }),
        aFinding({ line: 30, endLine: 30, rule: 'retry-storm', severity: 'warning', precision: 'medium', message: 'One request becomes 18 attempts.' }),
        aFinding({ file: 'src/stock.ts', line: 1, endLine: 1, severity: 'info', precision: 'low' }),
      ],
      excerpts,
      gaps: [
        { kind: 'syntax-error', count: 2, samples: [{ file: 'src/b.ts', line: 4, message: 'Expression expected.' }] },
        { kind: 'unresolved-call', count: 1234, samples: [] },
      ],
      skipped: [{ reason: 'generated', count: 1, samples: ['src/api.gen.ts'] }],
      suppressed: 1,
      hidden: 1,
      hiddenBelow: 'recommended',
    });
    expect(text(report, plain)).toBe(`src/billing/charge.ts

error  silent-catch  src/billing/charge.ts:12:5
  The failure of 'gateway.charge' is caught and nobody is told.
  11 │     await gateway.charge(order);
  12 │   } catch {
     │      ^^^^^
  13 │   }
  1. src/billing/charge.ts:11:5  'gateway.charge' may reject
  2. src/billing/charge.ts:12:5  the handler neither logs nor rethrows
  3. src/orders/ship.ts:40:11    'shipOrder' goes on as if it were paid

warning  retry-storm  src/billing/charge.ts:30:5  (medium precision)
  One request becomes 18 attempts.
  → src/billing/charge.ts:11:5  'gateway.charge' may reject

src/stock.ts

info  silent-catch  src/stock.ts:1:5  (low precision)
  The failure of 'gateway.charge' is caught and nobody is told.
  → src/billing/charge.ts:11:5  'gateway.charge' may reject

1 error, 1 warning, 1 info in 2 files (1 suppressed by comment)
1 finding below the preset 'recommended' is not shown: --preset all shows it.
12 modules, 3,400 lines · imports 40: 75 % of the program, 25 % of packages, 0 %
unknown · calls 200: 60 % of the program, 40 % of libraries, 0.5 % unknown
gaps: 2 syntax-error, 1,234 unresolved-call (--verbose shows where)
left out: 1 generated
`);
  });

  it('shows samples, fingerprints and all the evidence when asked', () => {
    const path = Array.from({ length: 20 }, (_, index) => aStep({ line: index + 1, message: `step ${index + 1}` }));
    const report = aReport({
      findings: [aFinding({ path })],
      gaps: [{ kind: 'syntax-error', count: 2, samples: [{ file: 'src/b.ts', line: 4, message: 'Expression expected.' }] }],
      skipped: [{ reason: 'generated', count: 1, samples: ['src/api.gen.ts'] }],
    });
    const short = text(report, plain);
    expect(short).toContain(' 10. src/billing/charge.ts:10:5  step 10\n  … 6 more steps; --verbose shows them all\n  17. src/billing/charge.ts:17:5');
    expect(short).not.toContain('Expression expected.');
    const long = text(report, verbose);
    expect(long).toContain('(0123456789abcdef)');
    expect(long).toContain('11. src/billing/charge.ts:11:5  step 11');
    expect(long).toContain(`gaps: 2 syntax-error
  syntax-error  src/b.ts:4  Expression expected.
  syntax-error  … and 1 more
left out: 1 generated
  generated  src/api.gen.ts
`);
  });

  it('puts a step that does not fit below its place', () => {
    const path = [aStep({ file: 'apps/shop/src/modules/orders/order-shipping.service.ts', message: 'one two three four five six seven eight nine ten eleven twelve thirteen' })];
    expect(text(aReport({ findings: [aFinding({ path })] }), plain)).toContain(`
  → apps/shop/src/modules/orders/order-shipping.service.ts:11:5
      one two three four five six seven eight nine ten eleven twelve thirteen
`);
  });

  it('colours only when asked', () => {
    const report = aReport({ findings: [aFinding()], excerpts, incomplete: ['It ended early.'] });
    expect(text(report, plain)).not.toContain('\u001b');
    const colored = text(report, { ...plain, color: true });
    expect(colored).toContain('\u001b[31merror\u001b[39m');
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(text(report, plain));
  });

  it.each([
    ['a clean run', aReport(), 'No findings in 12 modules.\n'],
    ['gaps', aReport({ gaps: [{ kind: 'syntax-error', count: 1, samples: [] }] }), 'No findings in what was understood of 12 modules.\n'],
    ['suppressed findings', aReport({ suppressed: 3 }), 'No findings in 12 modules (3 suppressed by comment).\n'],
    ['hidden findings', aReport({ hidden: 2, hiddenBelow: 'strict' }), "No findings in 12 modules.\n2 findings below the preset 'strict' are not shown: --preset all shows them.\n"],
    ['a floor of its own', aReport({ hidden: 1200 }), 'No findings in 12 modules.\n1,200 findings below what is asked for are not shown: --preset all alone shows\nthem.\n'],
  ])('says so when there is nothing: %s', (_, report, sentence) => {
    expect(text(report, plain)).toContain(sentence);
  });

  describe('when nothing was analysed', () => {
    const empty = { modules: 0, targets: 0, lines: 0, imports: { total: 0, resolved: 0, external: 0 }, calls: { total: 0, resolved: 0, external: 0 }, findings: { error: 0, warning: 0, info: 0 }, gaps: 0 };

    it('says that there are no files', () => {
      expect(text(aReport({ summary: empty }), plain)).toBe('Nothing was analysed: no TypeScript or JavaScript files found.\n0 modules, 0 lines · no imports · no calls\n');
    });

    it('says that all was left out, or could not be read', () => {
      expect(text(aReport({ summary: empty, skipped: [{ reason: 'minified', count: 1, samples: ['a.js'] }] }), plain)).toContain('besides what was\nleft out.\n');
      expect(text(aReport({ summary: empty, gaps: [{ kind: 'unreadable-file', count: 1, samples: [] }] }), plain)).toContain('Nothing was analysed: what was found could not be read.');
    });
  });

  it('never looks clean when the analysis did not finish', () => {
    const printed = text(aReport({ incomplete: ['7 of 12 files could not be read.', 'A thread ran out of memory.'] }), plain);
    expect(printed).toMatch(/^INCOMPLETE: the analysis did not finish, so there may be more than is shown\.\n {2}7 of 12 files could not be read\.\n {2}A thread ran out of memory\.\n\n/);
    expect(printed).toContain('No findings before the analysis ended.');
    expect(printed).not.toContain('No findings in');
  });

  it('hands nothing hostile to a terminal', () => {
    const finding = aFinding({ rule: hostile, message: hostile, file: hostile, path: [aStep({ file: hostile, message: hostile }), aStep({ message: hostile })], data: { [hostile]: hostile } });
    const report = aReport({
      findings: [finding],
      excerpts: { [hostile]: { 11: hostile, 12: hostile, 13: hostile } },
      gaps: [{ kind: hostile, count: 1, samples: [{ file: hostile, line: 1, message: hostile }] }],
      skipped: [{ reason: hostile, count: 1, samples: [hostile] }],
      incomplete: [hostile],
    });
    const printed = text(report, verbose);
    expect(printed).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]|\p{Cf}|\p{Cs}/u);
    expect(printed).toContain('a\\nb\\r\\tc\\x1b[31mred');
  });

  it('survives any text and any place, and lets nothing through', () => {
    const anyText = fc.string({ unit: fc.oneof(fc.constantFrom('\t', ' ', 'a', '数', '\u0301', '🛒', '\u001b', '\u202e', '\ud800'), fc.string({ unit: 'binary', maxLength: 1 })), maxLength: 300 });
    const anyNumber = fc.integer({ min: 1, max: 320 });
    fc.assert(
      fc.property(anyText, anyText, anyNumber, anyNumber, fc.integer({ min: 1, max: 200 }), (source, name, column, endColumn, width) => {
        const finding = aFinding({ file: name, message: name, column, endColumn, path: [aStep({ file: name, message: source })] });
        const printed = text(aReport({ findings: [finding], excerpts: { [name]: { 11: source, 12: source, 13: source } } }), { ...plain, width });
        expect(printed).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]|\p{Cf}|\p{Cs}/u);
        expect(printed).toMatch(/\n {2} {2} │ +\^+\n/);
      }),
    );
  });

  it('reads a finding in a file called like a property of every object', () => {
    expect(text(aReport({ findings: [aFinding({ file: 'constructor' })] }), plain)).toContain('constructor:12:5');
  });
});
