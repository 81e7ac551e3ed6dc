import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdown } from './markdown.ts';
import { codeSpan, escaped, sentence } from './markdown-text.ts';
import { aFinding, aReport, aStep, hostile } from './report.test.data.ts';

describe('markdown', () => {
  it('tells the verdict, counts by rule, findings and gaps', () => {
    const findings = [aFinding({ severity: 'info', precision: 'low', path: [] }), aFinding()];
    expect(markdown(aReport({ findings, gaps: [{ kind: 'syntax-error', count: 2, samples: [{ file: 'src/b.ts', line: 4, message: 'x' }] }] }))).toBe(`**dist-lint: 1 error, 1 info in 1 file**

| Rule | Findings |
| --- | --- |
| silent-catch | 1 error, 1 info |

**error** silent-catch at \`src/billing/charge.ts:12:5\`

The failure of \`gateway.charge\` is caught and nobody is told.

1. \`src/billing/charge.ts:11\` \`gateway.charge\` may reject

**info** silent-catch at \`src/billing/charge.ts:12:5\` (low precision)

The failure of \`gateway.charge\` is caught and nobody is told.

Not understood, and therefore not checked:

- 2 syntax\\-error, such as \`src/b.ts:4\`
`.replace('\\-', '-'));
  });

  it('says that findings are not shown', () => {
    expect(markdown(aReport({ hidden: 2, hiddenBelow: 'recommended' })))
      .toBe("**dist-lint: No findings in 12 modules**\n\n2 findings below the preset 'recommended' are not shown: --preset all shows them.\n");
  });

  it('folds away all but the first few', () => {
    const printed = markdown(aReport({ findings: Array.from({ length: 7 }, () => aFinding()) }));
    expect(printed).toContain('<details><summary>2 more findings</summary>\n\n**error**');
    expect(printed).toMatch(/<\/details>\n$/);
  });

  it('leaves out the least important where there is no room, and says so', () => {
    const findings = [aFinding({ severity: 'info', file: 'least.ts' }), ...Array.from({ length: 2000 }, () => aFinding())];
    const printed = markdown(aReport({ findings }));
    expect(printed.length).toBeLessThan(60_000);
    expect(printed.length).toBeGreaterThan(50_000);
    expect(printed).not.toContain('least.ts');
    expect(printed).toMatch(/<\/details>\n\n[\d,]+ findings of least importance left out/);
  });

  it('is short enough whatever is in it', () => {
    const bad = '~'.repeat(3000);
    const findings = Array.from({ length: 200 }, (_, index) => aFinding({ rule: `${index}${bad}`, message: bad, file: bad, path: Array.from({ length: 30 }, () => aStep({ file: bad, message: bad })) }));
    const gaps = Array.from({ length: 200 }, () => ({ kind: bad, count: 1, samples: [{ file: bad, line: 1, message: bad }] }));
    expect(markdown(aReport({ findings, gaps, incomplete: Array.from({ length: 100 }, () => bad) })).length).toBeLessThan(60_000);
  });

  it('never looks clean when the analysis ended early', () => {
    expect(markdown(aReport())).toBe('**dist-lint: No findings in 12 modules**\n');
    const printed = markdown(aReport({ incomplete: ['It ended early.'] }));
    expect(printed).toContain('INCOMPLETE');
    expect(printed).toContain('- It ended early.');
    expect(printed).not.toContain('No findings in');
  });

  it('hands nothing hostile on', () => {
    const bad = `${hostile}</details><script>@admin #12 | x`;
    const printed = markdown(aReport({ findings: [aFinding({ rule: bad, message: bad, file: bad, path: [aStep({ file: bad, message: bad })] })], gaps: [{ kind: bad, count: 1, samples: [] }], incomplete: [bad] }));
    expect(printed).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]|\p{Cf}|\p{Cs}/u);
    expect(printed.replace(/`[^`]*`/g, '')).not.toMatch(/<|@\w|[^&\\]#\d/);
  });
});

describe('escaped', () => {
  it.each([
    ['@admin', '@&#8203;admin'],
    ['#123', '\\#&#8203;123'],
    ['GH-12', 'GH&#8203;-12'],
    ['https://evil.example', 'https:&#8203;//evil.example'],
    ['www.evil.example', 'www&#8203;.evil.example'],
    ['a_b*c`d`[x](y)', 'a\\_b\\*c\\`d\\`\\[x\\]\\(y\\)'],
    ['<img src=x> &amp;', '&lt;img src=x&gt; &amp;amp;'],
    ['deadbeef1', 'deadbe&#8203;ef1'],
    ['fdeadbeefdeadbeef1', 'fdeadb&#8203;eefdea&#8203;dbeef1'],
    ['- item', '\\- item'],
    ['1. item', '1&#8203;. item'],
    ['---', '\\---'],
    ['    code ', '&#32;   code&#32;'],
    ['a-b = c', 'a-b = c'],
    ['##[error]x', '\\#&#8203;\\\\\\#&#8203;\\[error\\]x'],
    ['a | b', 'a \\| b'],
    ['größe 数量', 'größe 数量'],
  ])('%s', (given, wanted) => {
    expect(escaped(given)).toBe(wanted);
  });
});

describe('codeSpan', () => {
  it('has a fence longer than any within', () => {
    expect(codeSpan('a')).toBe('`a`');
    expect(codeSpan('a``b')).toBe('```a``b```');
    expect(codeSpan('`a')).toBe('`` `a ``');
  });

  it('is never closed from within', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('`', '``', 'a', ' ', '\n'), { minLength: 1 }), (parts) => {
        const span = codeSpan(parts.join(''));
        const [fence = ''] = /^`+/.exec(span) ?? [];
        expect(span.slice(fence.length, -fence.length).match(/`+/g) ?? []).not.toContain(fence);
      }),
    );
  });
});

describe('sentence', () => {
  it('draws names as code and the rest as text', () => {
    expect(sentence("'a*b' calls @x")).toBe('`a*b` calls @&#8203;x');
    expect(sentence("it's <b>")).toBe("it's &lt;b&gt;");
    expect(sentence("- 'a' - 'b' ")).toBe('\\- `a` - `b`&#32;');
  });
});
