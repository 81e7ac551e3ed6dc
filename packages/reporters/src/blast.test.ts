import { type BlastNode, type BlastReport, type BlastWay, type ChangeReport, type Fallback, type TargetLoss, UserError } from '@dist-lint/model';
import { describe, expect, it } from 'vitest';
import { aBlast, aChange, aLoss, aMap, caught, nothingChanged, payWay } from './blast.test.data.ts';
import { checkout, pay, redis, stripe } from './blast-drawing.test.data.ts';
import { blastFormats, renderBlast } from './blast-formats.ts';
import { columnsOf } from './columns.ts';
import { hostile } from './report.test.data.ts';

const drawing = { color: false, width: 100 };
const drawn = (report: BlastReport, format = 'text') => renderBlast(report, format, drawing);
const change = (differences: Partial<ChangeReport> = {}, format = 'text') => drawn(aBlast({ change: aChange(differences) }), format);
const loss = (differences: Partial<TargetLoss> = {}, format = 'text') => drawn(aBlast({ targets: [aLoss(differences)] }), format);

describe('the map in text', () => {
  it('is the dependency mapping, then the table of change', () => {
    expect(drawn(aMap)).toContain([
      "12 modules, 4 entry points, 3 resources: 1 single point of failure for 50 % of the entry points or", "more: 'postgres (prisma)'.", '',
      'Dependency mapping: what can be down',
      'Component          Depends on                 Depended on by  Fallback?                Lost  SPOF?',
      'postgres (prisma)  -                          api, worker     No                     4 of 4  YES',
      'stripe             -                          api             caught on 1 of 3 ways  2 of 4  Partial',
      'worker             postgres (prisma), queue   api             queue on all 2 ways    0 of 4  No',
      '                   mail', '',
      'Fallbacks', '  stripe', '    caught: the catch in line 21 answers with list prices  services/api/src/catalog.ts:21',
    ].join('\n'));
    expect(drawn(aMap)).toContain('packages/db/src/client.ts       4 of 4   4 of 4          9  postgres (prisma)\nand 7 more modules\n');
  });

  it.each<[what: string, report: Partial<BlastReport>, expected: string]>([
    ['nothing was read', { counts: { ...aMap.counts, modules: 0, entries: 0 } }, 'Nothing was analysed: there are no TypeScript or JavaScript files in what was asked for.'],
    ['no entry point is in sight', { counts: { ...aMap.counts, entries: 0 } }, "without an entry point in sight nobody can tell what breaks. What your framework calls can be said under 'libraries' in the configuration."],
    ['the analysis ended early', { incomplete: ['A thread died.'], overview: { runtime: [], change: [], changeLeftOut: 0, threshold: 0.5 } }, 'before the analysis ended, no single point of failure in sight'],
  ])('never looks healthy when %s', (_, differences, expected) => {
    const text = drawn({ ...aMap, ...differences });
    expect(text.replaceAll('\n', ' ')).toContain(expected);
    expect(text.includes('INCOMPLETE')).toBe(differences.incomplete !== undefined);
  });
});

describe('the loss of one thing in text', () => {
  it('answers the deletion test, evidence first to last', () => {
    expect(loss()).toContain([
      'stripe  resource', "Without 'stripe' 2 of 4 entry points are lost (50 %); another 1 goes on without it.", '',
      'What calls it? 2', '  charge  services/api/src/billing/charge.ts:12', '  refundOrder  services/api/src/refund.ts:12', '',
      'What happens to its dependents? 2 entry points lost, the nearest first', '  POST /orders/:id/refund  1 hop  services/api/src/refund.ts:8', '    → asks stripe  services/api/src/refund.ts:10',
    ].join('\n'));
    expect(loss()).toContain([
      'Which have a fallback? 1 entry point goes on without it', '  GET /catalog  1 hop  services/api/src/catalog.ts:8', '    → asks stripe (goes on without it)  services/api/src/catalog.ts:19',
      '    caught: the catch in line 21 answers with list prices  services/api/src/catalog.ts:21',
    ].join('\n'));
    expect(loss()).toContain("  Order.status\n    read by 'invoice', on the way of 'consumer mail'\n    still written by 'ship'\n");
  });

  it.each<[what: string, differences: Partial<TargetLoss>, expected: string]>([
    ['no entry point is in sight', { of: 0, lost: [], spared: [] }, "No entry point is in sight, so nobody can tell what is lost without 'stripe'."],
    ['none reaches it', { lost: [], spared: [] }, "No entry point in sight reaches 'stripe', of 4."],
    ['all have a fallback', { lost: [] }, "Without 'stripe' no entry point in sight is lost, of 4; 1 goes on without it."],
  ])('says what is known when %s', (_, differences, expected) => {
    expect(loss(differences)).toContain(expected);
  });

  it('tells types and tests apart from the numbers', () => {
    expect(loss({ typeOnly: 1, tests: 3 })).toContain('Not counted: 1 module that names only its types and 3 tests.');
  });

  it('tells the first ways whole, the next by name and counts the rest', () => {
    const ways = Array.from({ length: 40 }, (_, index): BlastWay => ({ ...payWay, entry: { ...checkout, name: `GET /${index}` } }));
    const text = loss({ lost: ways, of: 50 });
    expect(text.match(/→ asks stripe {2}/g)).toHaveLength(5);
    expect(text).toContain('GET /19');
    expect(text).not.toContain('GET /20');
    expect(text).toContain('  and 20 more\n');
  });
});

describe('a change in text', () => {
  it('begins with the verdict', () => {
    expect(change()).toMatch(/^This change reaches 2 of 4 entry points and removes 'consumer mail'; 'redis' is newly on the way of\n'POST \/checkout' without a fallback\.\n1 file added, 2 modified against main \(1a2b3c4\)\n/);
  });

  const quiet = { dependencies: [], fallbacksLost: [], points: [], cycles: { added: [], removed: [] }, findings: { added: [], fixed: [] } };
  const entries = aChange().entries.slice(0, 1);

  it.each<[what: string, differences: Partial<ChangeReport>, expected: string]>([
    ['a lost fallback', { ...quiet, entries, fallbacksLost: aChange().fallbacksLost }, "This change reaches 1 of 4 entry points; 'GET /catalog' no longer goes on without 'stripe'."],
    ['a single point of failure', { ...quiet, entries, points: aChange().points }, "; 'redis' becomes a single point of failure for 2 of 4 entry points."],
    ['a cycle', { ...quiet, entries, cycles: aChange().cycles }, '; it adds 1 import cycle.'],
    ['a dependency with a fallback', { ...quiet, entries, dependencies: [{ resource: redis, change: 'added', strength: 'guarded', ways: [payWay] }] }, "; 'redis' is newly on the way of 'POST /checkout', with a fallback."],
    ['nothing else', { ...quiet, entries }, 'This change reaches 1 of 4 entry points. 1 file'],
    ['no entry point', { ...quiet, entries: [] }, 'This change reaches no entry point in sight, of 4. 1 file'],
    ['no entry point in sight at all', { ...quiet, entries: [], of: 0 }, 'No entry point is in sight, so nobody can tell what this change reaches. 1 file'],
  ])('names the worst: %s', (_, differences, expected) => {
    expect(change(differences).replaceAll('\n', ' ')).toContain(expected);
  });

  it('tells who fails with a new resource apart from who goes on without it', () => {
    const way = (name: string, strength: 'hard' | 'guarded'): BlastWay => ({ entry: { ...checkout, id: name, name }, hops: 1, path: [{ node: redis, says: 'asks redis', strength }] });
    const dependencies = [{ resource: redis, change: 'added' as const, strength: 'hard' as const, ways: [way('GET /a', 'guarded'), way('GET /b', 'hard'), way('GET /c', 'guarded')] }];
    const text = change({ ...quiet, entries, dependencies }).replace(/\s+/g, ' ');
    expect(text).toContain("; 'redis' is newly on the way of 'GET /b' without a fallback.");
    expect(text).toContain("Resources newly depended on 1 'redis', no fallback on the way of 'GET /b' (2 others go on without it)");
  });

  it('leaves out rows without a difference', () => {
    const text = change({ ...quiet, entries, state: [] });
    expect(text).toContain("What is different      How many  Which\nEntry points affected    1 of 4  'POST /checkout'\n\n");
    expect(text).not.toMatch(/fixed|cycles|Fallbacks/);
  });

  it.each(['text', 'markdown'])('says in one line that nothing runs differently, in %s', (format) => {
    const lines = renderBlast(aBlast({ change: nothingChanged }), format, { color: false, width: 120 }).split('\n').filter((line) => line !== '' && !line.startsWith('<!--'));
    // A terminal breaks it.
    expect(lines.join(' ').replace(/[`']/g, '')).toContain('No code has changed its meaning: only comments, formatting or types are different in 2 files. What package.json changes is not seen.');
    expect(lines.length).toBeLessThanOrEqual(format === 'text' ? 3 : 1);
  });

  it.each([60, 80, 120])('fits %i columns', (width) => {
    const reports = [aMap, aBlast({ targets: [aLoss()] }), aBlast({ change: aChange() })];
    const lines = reports.flatMap((report) => renderBlast(report, 'text', { color: false, width }).split('\n'));
    expect(lines.filter((line) => columnsOf(line) > width)).toEqual([]);
  });
});

describe('Markdown', () => {
  const comment = () => change({}, 'markdown');

  it('begins with the marker by which the comment is found, and the verdict', () => {
    expect(comment()).toMatch(/^<!-- dist-lint blast-radius -->\n\*\*This change reaches 2 of 4 entry points and removes `consumer mail`; `redis` is newly on the way of `POST \/checkout` without a fallback\.\*\*\n\n\| What/);
  });

  it('asks what happens when it is down', () => {
    expect(comment()).toContain([
      '### Questions for the review', '',
      '- `redis` is now on the way of `POST /checkout` without a fallback: what happens when it is down?',
      '- `GET /catalog` used to go on without `stripe` and no longer does: what does it answer when `stripe` fails?',
      '- 2 of 4 entry points cannot do without `redis`: what is the fallback?',
      '- `Order.status` is written by `OrderService.pay` and `ship`: which of them wins when two write at the same time?',
      '- `consumer mail` is gone, and `invoice` relied on it: what happens to what is still waiting for it?',
      '- `GET /carts/:id` is new and needs `redis` and `stripe`: what does its caller see when one of them is slow or down?',
    ].join('\n'));
  });

  it('tells the way to what is new, and folds the rest', () => {
    expect(comment()).toContain('### Ways\n\n- `POST /checkout` `services/api/src/checkout.ts:8` (2 hops): calls OrderService.pay `services/api/src/checkout.ts:9` → asks redis `services/api/src/order-service.ts:35`\n');
    expect(comment()).toContain('<details><summary>What has changed (2)</summary>\n\n- `OrderService.pay` `services/api/src/order-service.ts:31` changed');
    expect(comment().match(/<details>/g)).toHaveLength(comment().match(/<\/details>/g)?.length ?? 0);
  });

  it('tells a way that many entry points go once, and what has changed on it in the first table', () => {
    const behind = Array.from({ length: 90 }, (_, index) => ({ ...payWay, entry: { ...checkout, id: `e${index}`, name: `GET /${index}` }, change: 'affected' as const, symbol: pay }));
    const text = change({ of: 91, entries: [{ ...payWay, entry: checkout, hops: 1, path: payWay.path.slice(-1), change: 'affected', symbol: pay }, ...behind], dependencies: [] }, 'markdown');
    expect(text).toContain('| Changed code | 2 | `OrderService.pay` in `services/api/src/order-service.ts` changed, on the way of 1 entry point<br>`lockOrder` in `services/api/src/lock.ts` added, on the way of 1 entry point |');
    const [, open = '', folded = ''] = /### Ways\n\n([^]*?)\n\n<details>[^]*?<summary>Entry points it reaches \(91\)<\/summary>\n\n([^]*?)\n\n<\/details>/.exec(text) ?? [];
    expect(open.split('\n')).toEqual([expect.stringMatching(/^- `POST \/checkout` `.*` \(1 hop\): /), expect.stringMatching(/^- 90 entry points \(\d hops\): .*<br>`GET \/0`, `GET \/1`, `GET \/2`, `GET \/3` and 86 more$/)]);
    expect(folded.split('\n')[1]).toMatch(/`GET \/79` and 10 more$/);
  });

  it('names files that are read in part, and does not call a renamed file one of other types', () => {
    const nothing = { symbols: [], entries: [], dependencies: [], fallbacksLost: [], points: [], state: [], cycles: { added: [], removed: [] }, findings: { added: [], fixed: [] }, questions: [], cosmetic: 1, otherFiles: [] };
    expect(drawn(aBlast({ counts: { ...aBlast().counts, damaged: ['src/a.ts:3'] }, overview: aMap.overview as NonNullable<BlastReport['overview']> }), 'text')).toContain('1 file with a syntax error is read in part: src/a.ts:3.');
    expect(change({ ...nothing, files: { added: 0, deleted: 0, modified: 0, renamed: 1 } }, 'markdown')).toContain('only comments, formatting, types or the names of files are different in 1 file.');
  });

  it('keeps those apart that only leave it to run later', () => {
    const handed = payWay.path.map((step) => ({ ...step, strength: 'asynchronous' as const }));
    const left = ['GET /a', 'GET /b'].map((name) => ({ ...payWay, path: handed, entry: { ...checkout, id: name, name }, change: 'affected' as const, symbol: pay }));
    const own = { ...payWay, change: 'affected' as const, symbol: pay };
    const some = { dependencies: [], points: [], cycles: { added: [], removed: [] }, findings: { added: [], fixed: [] }, fallbacksLost: [], symbols: [{ node: pay, change: 'changed' as const, entries: 1, later: 2 }] };
    const text = change({ ...some, of: 9, entries: [own, ...left] }, 'markdown');
    expect(text).toContain('**This change reaches 1 of 9 entry points, and 2 more only by what they leave to run later.**');
    expect(text).toContain('changed, on the way of 1 entry point, run later for 2 more |');
    expect(text).toMatch(/\| Entry points affected \| 1 of 9 \| `POST \/checkout` \|\n\| Entry points that leave it to run later \| 2 of 9 \| `GET \/a`<br>`GET \/b` \|/);
    expect(change({ ...some, of: 9, entries: left }, 'markdown')).toContain('**This change reaches 2 of 9 entry points, only by what they leave to run later.**');
  });

  it('does not say of what a handler calls that the work goes on without it', () => {
    const path = [{ ...payWay.path[0] as BlastWay['path'][number], strength: 'guarded' as const, fallback: 'failed' as const }];
    expect(change({ entries: [{ ...payWay, path, change: 'affected', symbol: pay }], dependencies: [] }, 'markdown')).toMatch(/ \(after a failure alone\)/);
    expect(change({ entries: [{ ...payWay, path, change: 'affected', symbol: pay }], dependencies: [] })).not.toContain('goes on without it)');
  });

  it('does not repeat where an entry point stands, so that those behind one guard are one item', () => {
    const guarded = [1, 2].map((line) => ({ ...payWay, hops: 1, entry: { ...checkout, id: `e${line}`, name: `GET /${line}`, line }, path: [{ node: pay, strength: 'hard' as const, says: 'begins in Auth.canActivate', ...(checkout.file === undefined ? {} : { file: checkout.file }), line }], change: 'affected' as const, symbol: pay }));
    expect(change({ entries: guarded, dependencies: [] }, 'markdown')).toContain('- 2 entry points (1 hop): begins in Auth.canActivate<br>`GET /1` and `GET /2`\n');
  });

  it('asks of one resource by itself', () => {
    expect(change({ questions: [{ about: 'entry', entry: checkout, resources: [redis] }] }, 'markdown')).toContain('is new and needs `redis`: what does its caller see when it is slow or down?');
  });

  it('stays below 60,000 characters, cuts what matters least and says so', () => {
    const many = Array.from({ length: 900 }, (_, index): BlastWay => ({ ...payWay, path: payWay.path.map((each) => ({ ...each, line: index })), entry: { ...checkout, id: `e${index}`, name: `GET /${'long-'.repeat(20)}${index}` } }));
    const text = change({ of: 900, entries: many.map((way) => ({ ...way, change: 'affected', symbol: pay })), questions: many.map(({ entry }) => ({ about: 'fallback', resource: stripe, entry })) }, 'markdown');
    expect(text.length).toBeLessThan(60_000);
    expect(text).toContain('**This change reaches 900 of 900 entry points');
    expect(text).toContain('| Entry points affected | 900 of 900 |');
    expect(text).toMatch(/Cut for lack of room: [\d,]+ of 900 questions.*, 900 of 900 ways, .*the graph\. `--format json` has all\./);
  });

  it('is the dependency mapping under its own headings', () => {
    expect(drawn(aMap, 'markdown')).toContain('| Component | Depends On | Depended On By | Fallback? | Entry points lost | SPOF? |\n| --- | --- | --- | --- | --- | --- |\n| `postgres (prisma)` |  | `api`<br>`worker` | No | 4 of 4 | **YES** |\n| `stripe` |  | `api` | caught on 1 of 3 ways | 2 of 4 | Partial |\n');
  });

  it('is the deletion test of each target', () => {
    const text = drawn(aBlast({ targets: [aLoss(), aLoss({ target: redis, lost: [] })] }), 'markdown');
    expect(text).toMatch(/^\*\*Without `stripe` 2 of 4 entry points are lost \(50 %\); another 1 goes on without it\.\*\*\n\n\*\*Without `redis` no entry point/);
    expect(text).toContain('### `redis`, resource\n');
    expect(text).toContain('asks stripe `services/api/src/catalog.ts:19` (goes on without it)<br>caught: the catch in line 21 answers with list prices `services/api/src/catalog.ts:21`');
  });
});

describe('JSON', () => {
  it('is a document of a known shape, in the order given', () => {
    const document = JSON.parse(change({}, 'json')) as Record<string, unknown>;
    expect(Object.keys(document)).toEqual(['schemaVersion', 'tool', 'root', 'counts', 'overview', 'targets', 'change', 'incomplete']);
    expect(document).toMatchObject({
      schemaVersion: 1, root: '.', overview: null, targets: null, incomplete: [],
      change: {
        base: { ref: 'main', commit: '1a2b3c4' }, of: 4, entries: [{ change: 'affected', hops: 1, symbol: { id: pay.id } }, { change: 'added' }, { change: 'removed', symbol: null }],
        dependencies: [{ change: 'added', strength: 'hard', resource: { id: 'redis', file: null }, ways: [{ hops: 2, path: [{ says: 'calls OrderService.pay' }, { node: { id: 'redis' } }] }] }],
        questions: [{ about: 'resource' }, { about: 'fallback' }, { about: 'spof', lost: 2 }, { about: 'writer' }, { about: 'removed' }, { about: 'entry' }],
        findings: { added: [{ fingerprint: '0123456789abcdef' }], fixed: [] },
      },
    });
    expect(JSON.parse(drawn(aMap, 'json'))).toMatchObject({ overview: { threshold: 0.5, runtime: [{ spof: 'yes' }, { fallbacks: [{ kind: 'caught', line: 21 }] }, {}], change: [{ unavoidable: 4 }], changeLeftOut: 7 }, change: null });
    expect(JSON.parse(loss({}, 'json'))).toMatchObject({ targets: [{ target: { id: 'stripe' }, lost: [{ hops: 1 }, { hops: 3 }], spared: [{ fallback: { kind: 'caught' } }], state: [{ cell: { id: 'db:Order.status' } }], typeOnly: 0, tests: 0 }] });
  });
});

describe('hostile names', () => {
  const bad = `${hostile}|<script>alert(1)</script>@admin #12 \`x\` </td>\\| → "]; end\n%%{init: {}}%% \`\`\` --> <!-- click n0 "javascript:x"`;
  const node: BlastNode = { id: bad, kind: 'entry', role: bad, name: bad, file: bad, line: 1 };
  const fallback: Fallback = { ...caught, file: bad, says: bad };
  const way: BlastWay = { entry: node, hops: 1, path: [{ node, strength: 'guarded', file: bad, line: 1, says: bad }] };
  const aFinding = { rule: bad, severity: 'error', precision: 'high', status: 'new', message: bad, file: bad, line: 1, column: 1, endLine: 1, endColumn: 1, fingerprint: 'f', path: [], data: {} } as const;
  const badChange: ChangeReport = {
    base: { ref: bad, commit: bad }, files: { added: 1, deleted: 1, modified: 1, renamed: 1 }, symbols: [{ node, change: 'changed', entries: 1, later: 0 }], cosmetic: 0, otherFiles: [],
    entries: [{ ...way, change: 'affected', symbol: node }, { ...way, change: 'removed' }], of: 1, state: [{ cell: node, writers: [node], otherWriters: [node], readers: [node] }],
    dependencies: [{ resource: node, change: 'added', strength: 'hard', ways: [way] }], fallbacksLost: [{ entry: node, resource: node, before: fallback, way }], points: [{ node, change: 'added', lost: 1, of: 1 }],
    cycles: { added: [[bad, bad]], removed: [] }, findings: { added: [{ ...aFinding, path: [] }], fixed: [] }, questions: [{ about: 'resource', resource: node, entries: [node] }, { about: 'writer', cell: node, writers: [node] }],
  };
  const badDrawing = { nodes: [{ ...node, lost: 1, mark: 'changed' as const, parent: 1 }, { id: 'p', kind: 'package' as const, name: bad, lost: 0 }], edges: [] };
  const base = aBlast({ incomplete: [bad], drawing: badDrawing });
  const reports: Record<string, BlastReport> = {
    overview: { ...base, overview: { threshold: 0.5, changeLeftOut: 0, change: [{ module: node, loadedBy: 1, reached: 1, unavoidable: 1, of: 1, gateTo: [node] }], runtime: [{ node, dependsOn: [node], dependedOnBy: [node], fallbacks: [fallback], guarded: 1, ways: 1, lost: 1, of: 1, spof: 'yes' }] } },
    target: { ...base, targets: [{ target: node, functions: 1, callers: [node], outputs: [node], lost: [way], spared: [{ ...way, fallback }], of: 1, state: [{ cell: node, writers: [node], readers: [node], entries: [node] }], loading: [node], typeOnly: 0, tests: 0 }] },
    change: { ...base, change: badChange },
  };
  const all = Object.keys(reports).flatMap((view) => Object.keys(blastFormats).map((format) => [view, format] as const));

  it.each(all)('of the view %s reach no terminal as %s', (view, format) => {
    expect(drawn(reports[view] ?? base, format)).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]|\p{Cf}|\p{Cs}/u);
  });

  it.each(Object.keys(reports))('are no HTML, mention or cell in Markdown of the view %s', (view) => {
    const printed = drawn(reports[view] ?? base, 'markdown').replace(/```mermaid\n[^]*?\n```/g, '').replace(/^<!-- dist-lint blast-radius -->/, '');
    const ours = printed.replace(/(`+)[^`](?:.*?[^`])?\1(?!`)/g, '').replace(/<br>|<\/?details>|<\/?summary>|<\/?sub>/g, '');
    expect(ours).not.toMatch(/<|@\w|(?<!&)#\d/);
    const tables = printed.split('\n\n').filter((block) => block.startsWith('|')).map((block) => new Set(block.split('\n').map((line) => line.replace(/\\./g, '').split('|').length)).size);
    expect(tables.every((widths) => widths === 1)).toBe(true);
  });

  it.each(Object.keys(reports))('are themselves in JSON of the view %s', (view) => {
    expect(JSON.stringify(JSON.parse(drawn(reports[view] ?? base, 'json')))).toContain(JSON.stringify(bad).slice(1, -1));
  });
});

describe('formats', () => {
  it('are known by name', () => {
    expect(() => renderBlast(aMap, 'toString', drawing)).toThrow(UserError);
    expect(() => renderBlast(aMap, 'sarif', drawing)).toThrow("There is no format 'sarif'.");
    expect(Object.keys(blastFormats).sort()).toEqual(['dot', 'html', 'json', 'markdown', 'mermaid', 'text']);
  });

  it.each(Object.keys(blastFormats))('%s is the same twice and ends with a line break', (format) => {
    const once = drawn(aBlast({ change: aChange() }), format);
    expect(drawn(aBlast({ change: aChange() }), format)).toBe(once);
    expect(once.endsWith('\n')).toBe(true);
  });
});
