import { createHash } from 'node:crypto';
import type { BlastDrawing, DrawnNode } from '@dist-lint/model';
import { instance } from '@viz-js/viz';
import { describe, expect, it } from 'vitest';
import { bigDrawing, moduleNode, shopDrawing } from './blast-drawing.test.data.ts';
import { renderGraph } from './graph-formats.ts';
import { layoutOf } from './graph-layout.ts';
import type { PageData } from './graph-page-data.ts';
import { sightOf } from './graph-sight.ts';
import { hostile } from './report.test.data.ts';

const big = bigDrawing(2000);
const graphviz = await instance();
const none: BlastDrawing = { nodes: [], edges: [] };

describe('a sight of a graph', () => {
  it('is the whole while there is room', () => {
    const sight = sightOf(shopDrawing, { nodes: 40, edges: 100 });
    expect(sight).toMatchObject({ aggregated: 0, edgesLeftOut: 0, frames: [] });
    expect(sight.nodes).toHaveLength(shopDrawing.nodes.length);
    expect(sight.edges).toHaveLength(shopDrawing.edges.length);
  });

  it.each([1, 2, 8, 40, 200])('is never of more than %i nodes, and every node is in it', (nodes) => {
    const sight = sightOf(big, { nodes, edges: 100 });
    expect(sight.nodes.length).toBeLessThanOrEqual(nodes);
    expect(sight.edges.length).toBeLessThanOrEqual(100);
    const alone = sight.nodes.filter(({ holds }) => holds === undefined).length;
    expect(alone + sight.aggregated).toBe(big.nodes.filter(({ kind }) => kind !== 'package').length);
  });

  it('shows what has changed by itself, and the rest by package', () => {
    const nodes = big.nodes.map((node, index): DrawnNode => (node.kind === 'module' && index % 300 === 0 ? { ...node, mark: 'changed' } : node));
    const changed = nodes.filter(({ mark }) => mark !== undefined).map(({ name }) => name);
    const sight = sightOf({ ...big, nodes }, { nodes: 40, edges: 200 });
    expect(changed.length).toBeGreaterThan(3);
    expect(sight.nodes.filter(({ mark }) => mark === 'changed').map(({ name }) => name)).toEqual(changed);
    expect(sight.nodes.map(({ name, holds }) => `${name} ${holds ?? ''}`)).toContainEqual(expect.stringMatching(/^@shop\/orders-0 \d+ entry points, \d+ modules$/));
  });

  it('puts together what is smallest where not even packages have room', () => {
    const names = sightOf(big, { nodes: 12, edges: 9 }).nodes.map(({ name }) => name);
    expect(names).toHaveLength(12);
    expect(names.filter((name) => name.startsWith('@shop/'))).toHaveLength(8);
    expect(names.at(-1)).toBe('others');
  });

  it('opens packages into folders, and folders into modules, as long as there is room', () => {
    const nodes = [...['a', 'b', 'c'].map((name) => moduleNode(`src/orders/${name}.ts`)), ...['a', 'b', 'c', 'd', 'e'].map((name) => moduleNode(`src/mail/${name}.ts`))].map((node) => ({ ...node, lost: 0 }));
    expect(sightOf({ nodes, edges: [] }, { nodes: 4, edges: 9 }).nodes.map(({ name }) => name)).toEqual(['src/orders/a.ts', 'src/orders/b.ts', 'src/orders/c.ts', 'src/mail']);
  });

  it('joins edges by the strongest, and keeps what was added', () => {
    const nodes = ['a/x.ts', 'a/y.ts', 'b/x.ts', 'b/y.ts'].map((file) => ({ ...moduleNode(file), lost: 0 }));
    const edges = [{ from: 0, to: 2, strength: 'guarded' }, { from: 1, to: 3, strength: 'hard' }, { from: 0, to: 1, strength: 'hard' }] as const;
    expect(sightOf({ nodes, edges }, { nodes: 2, edges: 9 }).edges).toEqual([{ from: 0, to: 1, strength: 'hard' }]);
    const added = edges.map((edge) => ({ ...edge, mark: 'added' as const }));
    expect(sightOf({ nodes, edges: added }, { nodes: 2, edges: 9 }).edges).toEqual([{ from: 0, to: 1, strength: 'hard', mark: 'added' }]);
  });

  it('frames what lies in a package, and shows a package that edges lead to', () => {
    const nodes: DrawnNode[] = [{ ...moduleNode('orders/a.ts'), lost: 0, parent: 2 }, { ...moduleNode('mail/a.ts'), lost: 0, parent: 3 }, { id: 'orders', kind: 'package', name: '@shop/orders', lost: 0 }, { id: 'mail', kind: 'package', name: '@shop/mail', lost: 0 }];
    const sight = sightOf({ nodes, edges: [{ from: 0, to: 3, strength: 'hard' }] }, { nodes: 9, edges: 9 });
    expect(sight.frames).toEqual(['@shop/orders', '@shop/mail']);
    expect(sight.nodes.map(({ name, frame }) => [name, frame])).toEqual([['orders/a.ts', 0], ['mail/a.ts', 1], ['@shop/mail', undefined]]);
  });
});

describe('Mermaid', () => {
  const LINE = /^(?:%% [\w ,.:]+|flowchart LR|  (?:subgraph f\d+\["LABEL"\]|  direction LR|end|n\d+ (?:-->|-\.->|-\.-o)(?:\|"(?:added|removed)"\|)? n\d+|classDef \w+ [\w:#,-]+|class [n\d,]+ \w+|linkStyle [\d,]+ stroke:#[\da-f]{6},stroke-width:3px)|(?:  )+n\d+(?:\(\["LABEL"\]\)|\[\("LABEL"\)\]|\{\{"LABEL"\}\}|\(?"LABEL"\)?|\("LABEL"\)|\["LABEL"\]|\[\["LABEL"\]\]))$/;
  const strange = (text: string) => text.trimEnd().split('\n').map((line) => line.replace(/"(?:[\p{L}\p{M}\p{N} ._/-]|#\d+;)+"/gu, (label) => (/^"(?:added|removed)"$/.test(label) ? label : '"LABEL"'))).filter((line) => !LINE.test(line));

  it('is a flowchart with shapes for kinds, dotted where there is a fallback', () => {
    const text = renderGraph(shopDrawing, 'mermaid', {});
    expect(text).toContain('flowchart LR\n  n0(["consumer mail"])\n  n1["packages/db/src/client.ts"]\n  n2[("postgres #40;prisma#41;")]\n');
    expect(text).toContain('  n8 -.-> n13\n');
    expect(text).toContain('  n10 -->|"added"| n3\n');
    expect(text).toContain('  n10 -.-o n12\n');
    expect(text).toContain('  class n13 target\n');
    expect(strange(text)).toEqual([]);
  });

  it.each([40, 200, 100_000])('of 2,000 nodes with room for %i stays within what Mermaid takes, and says what is not drawn', (nodes) => {
    const text = renderGraph(big, 'mermaid', { nodes });
    expect(text.length).toBeLessThan(50_000);
    expect(text.match(/ -(?:->|\.->|\.-o)/g)?.length).toBeLessThanOrEqual(500);
    expect(text).toMatch(/%% [\d,]+ (?:nodes are drawn as part of|more edges)/);
    expect(strange(text)).toEqual([]);
  });

  it('of nothing is still a flowchart', () => {
    expect(renderGraph(none, 'mermaid', {})).toMatch(/\nflowchart LR\n$/);
  });
});

describe('DOT', () => {
  it.each([['a shop', shopDrawing, 14], ['2,000 nodes', big, 30], ['nothing', none, 0]] as const)('of %s is drawn by Graphviz', (_, drawing, count) => {
    const svg = graphviz.renderString(renderGraph(drawing, 'dot', { nodes: 30 }), { format: 'svg', engine: 'dot' });
    expect((svg.match(/<g id="node/g) ?? []).length).toBeLessThanOrEqual(30);
    expect((svg.match(/<g id="node/g) ?? []).length).toBeGreaterThanOrEqual(Math.min(count, 25));
  });

  it('tells fallbacks by the line', () => {
    expect(renderGraph(shopDrawing, 'dot', {})).toContain('  n8 -> n13 [style=dashed]\n');
  });
});

describe('hostile names', () => {
  const bad = `${hostile}"]; end\n%%{init: {}}%% \`\`\` --> </script><img src=x onerror=alert(1)> click n0 style classDef <!--`;
  const nodes: DrawnNode[] = [{ id: bad, kind: 'entry', role: bad, name: bad, file: `${bad}/${bad}`, lost: 1, parent: 1, mark: 'changed' }, { id: 'p', kind: 'package', name: bad, lost: 0 }];

  it('are one label in Mermaid and DOT', () => {
    expect(renderGraph({ nodes, edges: [] }, 'mermaid', {}).split('\n')).toHaveLength(9);
    const svg = graphviz.renderString(renderGraph({ nodes, edges: [] }, 'dot', {}), { format: 'svg', engine: 'dot' });
    expect(svg.match(/<g id="(?:node|clust)/g)).toHaveLength(2);
  });

  it('stay data in the page', () => {
    const page = renderGraph({ nodes, edges: [] }, 'html', {});
    expect(page.match(/<\/script/g)).toHaveLength(2);
    expect(page).not.toMatch(/<img|<!--/);
  });
});

describe('the layout', () => {
  it.each([['a shop', shopDrawing], ['150 nodes', bigDrawing(150)], ['2,000 nodes', big]])('of %s puts no node on another', (_, drawing) => {
    const spots = [...layoutOf(drawing).spots].sort((a, b) => a.y - b.y);
    expect(spots.filter((a, at) => spots.slice(at + 1, at + 400).some((b) => b.y - a.y < 22 && Math.abs(a.x - b.x) < (a.width + b.width) / 2))).toEqual([]);
  });

  it('begins with entry points and ends with resources', () => {
    const at = new Map(layoutOf(shopDrawing).spots.map(({ node, x }) => [shopDrawing.nodes[node]?.id, x]));
    expect(at.get('services/api/src/checkout.ts')).toBeGreaterThan(at.get('route:POST /checkout@services/api/src/checkout.ts') ?? Infinity);
    expect(at.get('stripe')).toBeGreaterThan(at.get('packages/db/src/client.ts') ?? Infinity);
  });

  it('of 2,000 nodes takes no time to speak of, and is the same twice', () => {
    const start = performance.now();
    const layout = layoutOf(big);
    expect(performance.now() - start).toBeLessThan(3000);
    expect(layoutOf(big)).toEqual(layout);
  });

  it('keeps every node in the frame of its folder', () => {
    const { spots, boxes } = layoutOf(big);
    expect(spots.filter(({ x, y, width }) => !boxes.some((box) => box.x <= x - width / 2 && box.x + box.width >= x + width / 2 && box.y <= y - 11 && box.y + box.height >= y + 11))).toEqual([]);
  });

  it('ends where imports go round', () => {
    const nodes = ['a.ts', 'b.ts', 'c.ts'].map((file) => ({ ...moduleNode(file), lost: 0 }));
    const edges = [[0, 1], [1, 2], [2, 0]].map(([from = 0, to = 0]) => ({ from, to, strength: 'hard' as const }));
    expect(layoutOf({ nodes, edges }).spots).toHaveLength(3);
  });
});

describe('the page', () => {
  const page = renderGraph(big, 'html', {});

  it('allows its own script and style, and nothing else', () => {
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page)?.[1];
    const hash = (pattern: RegExp) => `'sha256-${createHash('sha256').update(pattern.exec(page)?.[1] ?? '').digest('base64')}'`;
    expect(policy).toBe(`default-src 'none'; script-src ${hash(/<script>([^]*?)<\/script>/)}; style-src ${hash(/<style>([^]*?)<\/style>/)}; img-src data:; base-uri 'none'; form-action 'none'`);
    expect(page).not.toMatch(/ (?:on\w+|style)=|eval\(|new Function|https?:\/\/(?!checkout|customer|orders|price|stock|tax|cart|mail|invoice|catalog|voucher|billing|refund|review|address|shipping)/);
  });

  it('holds every node and edge', () => {
    const data = JSON.parse(/<script type="application\/json" id="data">([^]*?)<\/script>/.exec(page)?.[1] ?? '') as PageData;
    expect(data.nodes).toHaveLength(big.nodes.filter(({ kind }) => kind !== 'package').length);
    expect(data.edges).toHaveLength(big.edges.length);
    expect(data.nodes.find(({ name }) => name.startsWith('packages/orders-0/src/'))).toMatchObject({ kind: 'module', part: '@shop/orders-0' });
  });

  it('of more than it can take is aggregated, and says so', () => {
    expect(renderGraph(big, 'html', { nodes: 100 })).toMatch(/<p>[\d,]+ nodes are drawn as part of packages and folders\.<\/p>/);
  });
});

describe('JSON', () => {
  it('is the whole graph', () => {
    const document = JSON.parse(renderGraph(shopDrawing, 'json', { nodes: 2 })) as BlastDrawing;
    expect(document).toMatchObject({ schemaVersion: 1, edges: shopDrawing.edges.map(({ from, to, strength }) => ({ from, to, strength })) });
    expect(document.nodes.map(({ id }) => id)).toEqual(shopDrawing.nodes.map(({ id }) => id));
  });

  it('is not among the names that are no format', () => {
    expect(() => renderGraph(none, 'text', {})).toThrow("There is no format 'text'.");
  });
});
