/** A browser that shows pages from the disk, and tells of everything that a page must not do. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { PageData } from '../src/graph-page-data.ts';

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

export async function startBrowser(): Promise<Browser> {
  const executablePath = [process.env['CHROMIUM'] ?? '', ...PATHS].find((path) => path !== '' && existsSync(path));
  if (executablePath === undefined) throw new Error('These tests need Chromium: install it (`apt-get install -y chromium`), or say where it is in the environment variable CHROMIUM.');
  // In a container there is mostly no other user to be, and what is opened are our own pages.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

export interface Opened {
  page: Page;
  data: PageData;
  /** Errors, warnings of the console, violations of the policy, and requests beyond the page itself. */
  complaints: string[];
  close: () => Promise<void>;
}

export async function open(browser: Browser, html: string, options: { colorScheme?: 'light' | 'dark' } = {}): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'dist-lint-page-'));
  const file = join(folder, 'graph.html');
  writeFileSync(file, html);
  const url = pathToFileURL(file).href;
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => { complaints.push(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
  page.on('request', (request) => { if (request.url() !== url && !request.url().startsWith('data:')) complaints.push(`request: ${request.url()}`); });
  await page.goto(url);
  await page.waitForSelector('canvas[data-camera]');
  const data = await page.evaluate(() => JSON.parse((document.getElementById('data') as HTMLScriptElement).text)) as PageData;
  return { page, data, complaints, close: async () => { await page.close(); rmSync(folder, { recursive: true }); } };
}

/** Where a node is on the screen. */
export async function spotOf({ page, data }: Opened, name: string): Promise<{ x: number; y: number }> {
  await settled(page);
  const [x = 0, y = 0, scale = 1] = (await page.getAttribute('#canvas', 'data-camera'))?.split(' ').map(Number) ?? [];
  const box = await page.locator('#canvas').boundingBox();
  const node = data.nodes.find((each) => each.name === name);
  if (box === null || node === undefined) throw new Error(`There is no '${name}' on the canvas.`);
  return { x: box.x + box.width / 2 + (node.x - x) * scale, y: box.y + box.height / 2 + (node.y - y) * scale };
}

/** After two frames everything that was asked for is drawn. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

export async function click(opened: Opened, name: string): Promise<void> {
  const { x, y } = await spotOf(opened, name);
  await opened.page.mouse.click(x, y);
  await settled(opened.page);
}

/** Names in a list of the panel, with what stands beside them. */
export async function list(page: Page, selector: string): Promise<string[]> {
  return page.locator(`${selector} li`).evaluateAll((items) => items.map((item) => [...item.children].map((child) => child.textContent).join(' | ')));
}

/** The colour in the middle of the left edge of a node, as it is drawn. */
export async function pixelAt(page: Page, x: number, y: number): Promise<number[]> {
  return page.evaluate(({ x, y }) => {
    const canvas = document.getElementById('canvas') as HTMLCanvasElement;
    const box = canvas.getBoundingClientRect();
    const copy = document.createElement('canvas');
    copy.width = copy.height = 1;
    const context = copy.getContext('2d', { willReadFrequently: true });
    context?.drawImage(canvas, Math.round((x - box.x) * devicePixelRatio), Math.round((y - box.y) * devicePixelRatio), 1, 1, 0, 0, 1, 1);
    return [...context?.getImageData(0, 0, 1, 1).data ?? []];
  }, { x, y });
}
