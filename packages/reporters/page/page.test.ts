import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aBlast, aChange, aLoss, aMap } from '../src/blast.test.data.ts';
import { bigDrawing } from '../src/blast-drawing.test.data.ts';
import { renderBlast } from '../src/blast-formats.ts';
import { renderGraph } from '../src/graph-formats.ts';
import { hostile } from '../src/report.test.data.ts';
import { click, list, open, type Opened, pixelAt, settled, spotOf, startBrowser } from './browser.test.data.ts';

const html = (report: Parameters<typeof renderBlast>[0]) => renderBlast(report, 'html', { color: false, width: 80 });
const shop = html(aBlast({ targets: [aLoss()] }));
const big = renderGraph(bigDrawing(2000), 'html', {});

let browser: Browser;
let opened: Opened;

beforeAll(async () => { browser = await startBrowser(); });
afterAll(() => browser.close());
/** Whatever a test does, the page complains of nothing and asks for nothing. */
afterEach(async () => {
  await opened.close();
  expect(opened.complaints).toEqual([]);
});

const text = (selector: string) => opened.page.locator(selector).innerText();

describe('the page of a shop', () => {
  it('begins with the verdict and what was asked for', async () => {
    opened = await open(browser, shop);
    expect(await text('header')).toContain("Without 'stripe' 2 of 4 entry points are lost (50 %); another 1 goes on without it.");
    expect(await text('#details h2')).toBe('stripe');
    expect(await opened.page.title()).toBe('dist-lint blast-radius');
  });

  it('shows the blast radius of a node that is clicked: the way back over edges without a fallback', async () => {
    opened = await open(browser, shop);
    await click(opened, 'services/api/src/order-service.ts');
    expect(await text('#details h2')).toBe('services/api/src/order-service.ts');
    expect(await text('#reach')).toBe('2 nodes in this graph cannot do without it, up to 2 hops away.');
    expect(await list(opened.page, '#lost')).toEqual(['POST /checkout | 2 hops']);
    await click(opened, 'stripe');
    expect(await text('#loss')).toBe('Without it 2 of 4 entry points are lost.');
    expect(await list(opened.page, '#lost')).toEqual(['POST /orders/:id/refund | 2 hops', 'POST /checkout | 4 hops']);
    expect(await text('#details')).toContain('Go on without it (1 entry point)\nGET /catalog 2 hops');
  });

  it('does not count what has handed the work over', async () => {
    opened = await open(browser, shop);
    await click(opened, 'services/worker/src/mail.ts');
    expect(await list(opened.page, '#lost')).toEqual(['consumer mail | 1 hop']);
    expect(await text('#details')).toContain('Depended on by\nconsumer mail\nservices/api/src/order-service.ts handed over\nDepends on');
  });

  it('selects nothing where there is nothing, and goes from list to node', async () => {
    opened = await open(browser, shop);
    const { x, y } = await spotOf(opened, 'stripe');
    await opened.page.mouse.click(x, y + 150);
    expect(await text('#details h2')).toBe('What breaks without it?');
    expect(await list(opened.page, '#details')).toContain('postgres (prisma) | 4 of 4');
    await opened.page.getByRole('button', { name: 'postgres (prisma)' }).click();
    expect(await list(opened.page, '#lost')).toEqual(['GET /catalog | 3 hops', 'POST /orders/:id/refund | 3 hops', 'consumer mail | 3 hops', 'POST /checkout | 4 hops']);
  });

  it('finds by name and path, and Enter opens the first', async () => {
    opened = await open(browser, shop);
    await opened.page.keyboard.press('/');
    await opened.page.keyboard.type('API charge');
    expect(await text('#found')).toBe('1 node found');
    expect(await list(opened.page, '#results')).toEqual(['services/api/src/billing/charge.ts module']);
    await opened.page.keyboard.press('Enter');
    expect(await text('#details h2')).toBe('services/api/src/billing/charge.ts');
    await opened.page.keyboard.press('Escape');
    expect(await text('#found')).toBe('14 nodes');
    await opened.page.keyboard.type('no such thing');
    expect(await text('#found')).toBe('0 nodes found');
  });

  it('hides a kind from the graph, the search and the table', async () => {
    opened = await open(browser, shop);
    const spot = await spotOf(opened, 'redis');
    const background = await pixelAt(opened.page, spot.x, spot.y - 60);
    const bar = { x: spot.x - (opened.data.nodes.find(({ name }) => name === 'redis')?.width ?? 0) / 2 * 0.62, y: spot.y };
    const drawn = async () => { await settled(opened.page); return pixelAt(opened.page, bar.x, bar.y); };
    expect(await drawn()).not.toEqual(background);
    await opened.page.getByLabel('Resources (3)').uncheck();
    expect(await text('#found')).toBe('11 nodes');
    await opened.page.mouse.click(spot.x, spot.y);
    expect(await text('#details h2')).not.toBe('redis');
    await opened.page.getByRole('button', { name: 'Table' }).click();
    expect(await opened.page.locator('tbody tr').count()).toBe(11);
    await opened.page.getByLabel('Resources (3)').check();
    expect(await opened.page.locator('tbody tr').count()).toBe(14);
  });

  it('is used with the keyboard alone', async () => {
    opened = await open(browser, shop);
    await opened.page.locator('#canvas').focus();
    await opened.page.keyboard.press('ArrowLeft');
    expect(await text('#details h2')).toBe('services/api/src/billing/charge.ts');
    expect(await text('#status')).toBe('services/api/src/billing/charge.ts. Without it 1 of 4 entry points is lost.');
    const camera = () => opened.page.getAttribute('#canvas', 'data-camera');
    await settled(opened.page);
    const before = await camera();
    await opened.page.keyboard.press('+');
    await settled(opened.page);
    expect(await camera()).not.toBe(before);
    await opened.page.keyboard.press('Escape');
    expect(await text('#details h2')).toBe('What breaks without it?');
  });

  it('zooms with the wheel where the pointer is, and pans', async () => {
    opened = await open(browser, shop);
    const before = await spotOf(opened, 'stripe');
    await opened.page.mouse.move(before.x, before.y);
    await opened.page.mouse.wheel(0, -300);
    const near = await spotOf(opened, 'stripe');
    expect(Math.hypot(near.x - before.x, near.y - before.y)).toBeLessThan(2);
    await opened.page.mouse.move(500, 700);
    await opened.page.mouse.down();
    await opened.page.mouse.move(540, 690, { steps: 4 });
    await opened.page.mouse.up();
    const moved = await spotOf(opened, 'stripe');
    expect([Math.round(moved.x - near.x), Math.round(moved.y - near.y)]).toEqual([40, -10]);
    expect(await text('#details h2')).toBe('stripe');
  });

  it('zooms with two fingers around what lies between them, and takes neither for a click', async () => {
    opened = await open(browser, shop);
    await click(opened, 'redis');
    const before = await spotOf(opened, 'stripe');
    const scaleOf = async () => Number((await opened.page.getAttribute('#canvas', 'data-camera'))?.split(' ')[2]);
    const small = await scaleOf();
    const fingers = (apart: number) => [{ x: before.x - apart, y: before.y, id: 1 }, { x: before.x + apart, y: before.y, id: 2 }];
    const touch = await opened.page.context().newCDPSession(opened.page);
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(20).slice(0, 1) });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(20) });
    for (const apart of [25, 30, 35, 40]) await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(apart) });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    const near = await spotOf(opened, 'stripe');
    expect(await scaleOf()).toBeCloseTo(small * 2, 1);
    expect(Math.hypot(near.x - before.x, near.y - before.y)).toBeLessThan(3);
    expect(await text('#details h2')).toBe('redis');
    // A finger that moves alone moves the picture, and one that only touches selects.
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: 500, y: 700, id: 1 }] });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: 530, y: 690, id: 1 }] });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    const moved = await spotOf(opened, 'stripe');
    expect([Math.round(moved.x - near.x), Math.round(moved.y - near.y)]).toEqual([30, -10]);
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: moved.x, y: moved.y, id: 1 }] });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await settled(opened.page);
    expect(await text('#details h2')).toBe('stripe');
  });

  it('leads the keyboard from the search over every control to the graph, and moves and fits it', async () => {
    opened = await open(browser, shop);
    await opened.page.locator('#query').focus();
    const reached = new Set<string>();
    for (let presses = 0; presses < 60 && !reached.has('canvas'); presses++) {
      await opened.page.keyboard.press('Tab');
      reached.add(await opened.page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName || ''));
    }
    expect([...reached]).toEqual(expect.arrayContaining(['kind-resource', 'as-graph', 'as-table', 'zoom-out', 'zoom-in', 'fit', 'canvas']));
    const camera = async () => { await settled(opened.page); return opened.page.getAttribute('#canvas', 'data-camera'); };
    await opened.page.keyboard.press('0');
    const all = await camera();
    await opened.page.keyboard.press('Shift+ArrowRight');
    expect(await camera()).not.toBe(all);
    await opened.page.keyboard.press('0');
    expect(await camera()).toBe(all);
    await opened.page.keyboard.press('ArrowLeft');
    const first = await text('#details h2');
    await opened.page.keyboard.press('ArrowRight');
    const next = await text('#details h2');
    expect(next).not.toBe(first);
    expect(await text('#status')).toContain(next);
  });

  it('has a table of the same, to be sorted', async () => {
    opened = await open(browser, shop);
    await opened.page.getByRole('button', { name: 'Table' }).click();
    expect(await opened.page.locator('thead th').allInnerTexts()).toEqual(expect.arrayContaining(['Name', 'Kind', 'Place']));
    expect(await opened.page.locator('tbody tr').first().innerText()).toContain('packages/db/src/client.ts');
    await opened.page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
    expect(await opened.page.locator('tbody th').first().innerText()).toBe('GET /catalog');
    await opened.page.getByRole('columnheader', { name: 'Hops to what is selected' }).getByRole('button').click();
    expect(await opened.page.locator('tbody th').first().innerText()).toBe('POST /checkout');
    await opened.page.locator('tbody').getByRole('button', { name: 'redis' }).click();
    expect(await text('#details h2')).toBe('redis');
    expect(await opened.page.locator('tr[aria-selected=true] th').innerText()).toBe('redis');
  });

  it('is dark where the reader wants it dark', async () => {
    opened = await open(browser, shop, { colorScheme: 'dark' });
    const background = (x: number, y: number) => pixelAt(opened.page, x, y);
    await settled(opened.page);
    const spot = await spotOf(opened, 'stripe');
    expect((await background(spot.x, spot.y + 150)).slice(0, 3)).toEqual([13, 17, 23]);
    await opened.page.emulateMedia({ colorScheme: 'light' });
    await settled(opened.page);
    expect((await background(spot.x, spot.y + 150)).slice(0, 3)).toEqual([255, 255, 255]);
  });

  it.each([['overview', aMap], ['change', aBlast({ change: aChange() })], ['nothing', aBlast({ drawing: { nodes: [], edges: [] } })]])('opens for %s', async (_, report) => {
    opened = await open(browser, html(report));
    expect(await text('#details h2')).not.toBe('');
  });
});

describe('hostile names', () => {
  const bad = `${hostile}</script><script>alert(1)</script><img src=x onerror=alert(2)><!--"'&amp;`;

  it('are text wherever they appear', async () => {
    const node = { id: bad, kind: 'entry' as const, role: bad, name: bad, file: bad, line: 1, lost: 1, parent: 1 };
    opened = await open(browser, renderGraph({ nodes: [node, { id: 'p', kind: 'package', name: bad, lost: 0 }], edges: [] }, 'html', {}));
    await opened.page.fill('#query', 'alert(1)');
    await opened.page.keyboard.press('Enter');
    expect(await text('#details h2')).toContain('</script><script>alert(1)</script><img src=x onerror=alert(2)><!--"\'&amp;');
    await opened.page.getByRole('button', { name: 'Table' }).click();
    expect(await text('tbody')).toContain('<img src=x onerror=alert(2)>');
    expect(await text('tbody')).toContain('\\u{202e}gnp.exe');
    expect(await opened.page.locator('img, main script').count()).toBe(0);
  });

  it('could not run if they became more: the policy refuses scripts, styles and requests that are not the page\'s', async () => {
    opened = await open(browser, shop);
    const ran = await opened.page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      const image = document.createElement('img');
      const failed = new Promise((done) => { image.onerror = () => done('refused'); image.onload = () => done('loaded'); });
      image.src = 'https://shop.example/a.png';
      document.body.append(image);
      return { script: 'ran' in window, image: await failed };
    });
    expect(ran).toEqual({ script: false, image: 'refused' });
    expect(opened.complaints.splice(0).filter((each) => !/Content Security Policy|^request: https:\/\/shop\.example\/a\.png$/.test(each))).toEqual([]);
  });
});

describe('2,000 nodes', () => {
  it('answer a click within 200 ms', async () => {
    opened = await open(browser, big);
    await opened.page.evaluate(() => {
      const times: number[] = [];
      (window as unknown as { times: number[] }).times = times;
      document.getElementById('canvas')?.addEventListener('pointerup', (event) => {
        // What is shown after the frame that the click asked for.
        requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => times.push(performance.now() - event.timeStamp); channel.port2.postMessage(0); });
      });
    });
    const names = opened.data.nodes.filter(({ kind }) => kind === 'resource').slice(0, 6).map(({ name }) => name);
    for (const name of names) {
      await click(opened, name);
      expect(await text('#details h2')).toBe(name);
    }
    const times = await opened.page.evaluate(() => (window as unknown as { times: number[] }).times);
    // Other work on the machine makes some of them slow, never all.
    expect(times).toHaveLength(names.length);
    expect(Math.min(...times)).toBeLessThan(200);
  });

  it('are found and listed, and reached as the data says', async () => {
    opened = await open(browser, big);
    const { nodes, edges } = opened.data;
    const target = nodes.findIndex(({ kind }) => kind === 'resource');
    const reached = new Set([target]);
    for (const each of reached) for (const [from, to, strength] of edges) if (to === each && strength === 'hard') reached.add(from);
    await opened.page.fill('#query', nodes[target]?.name ?? '');
    await opened.page.keyboard.press('Enter');
    expect(await text('#reach')).toContain(`${(reached.size - 1).toLocaleString('en')} nodes in this graph cannot do without it`);
    expect(await text('#details')).toContain(`Entry points lost (${[...reached].filter((each) => nodes[each]?.kind === 'entry').length})`);
    await opened.page.fill('#query', '');
    await opened.page.getByRole('button', { name: 'Table' }).click();
    expect(await opened.page.locator('tbody tr').count()).toBe(nodes.length);
  });
});
