import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aJob, type Job } from './job.test.data.ts';
import { aFinding, aReport } from './report.test.data.ts';
import { withinBytes } from './summarise.ts';

let job: Job;
beforeEach(() => {
  job = aJob();
});
afterEach(() => job.remove());

describe('the summary', () => {
  it('is the report and what the change can reach', async () => {
    const { code } = await job.step('summary', { DIST_LINT_FOLDER: job.analysed(aReport([aFinding()]), '### Blast radius\n') });
    expect(code).toBe(0);
    expect(job.summary()).toMatch(/^\*\*dist-lint: 1 error in 1 file\*\*[^]*\n\n### Blast radius\n$/);
  });

  it('is cut to what GitHub takes, and says so', async () => {
    const { log } = await job.step('summary', { DIST_LINT_FOLDER: job.analysed(aReport([aFinding()]), 'größe\n'.repeat(300_000)) });
    expect(Buffer.byteLength(job.summary())).toBeLessThanOrEqual(1024 * 1024);
    expect(job.summary()).toMatch(/\ngröße\n\n\*\*Cut for lack of room: GitHub takes 1 MiB\.\*\*\n$/);
    expect(log).toContain('The summary is cut');
  });

  it('closes what was open where it is cut', () => {
    const rest = 'x\n'.repeat(800);
    expect(withinBytes(`<details>\n\n\`\`\`mermaid\n${rest}`, 1000)).toMatch(/x\n```\n\n<\/details>\n\n\*\*Cut/);
    expect(withinBytes(`<details>\n</details>\n\`\`\`\n\`\`\`\n${rest}`, 1000)).toMatch(/x\n\n\*\*Cut/);
  });
});

describe('the verdict', () => {
  it.each([['0', 0], ['1', 1], ['2', 2], ['3', 3], ['', 3], ['x', 3]])('ends with %j as %i, whatever became of the upload', async (told, code) => {
    const ended = await job.step('verdict', { DIST_LINT_EXIT_CODE: told, DIST_LINT_UPLOAD: 'failure' });
    expect([ended.code, ended.log]).toEqual([code, expect.stringContaining('::warning title=dist-lint::The upload to code scanning failed.')]);
  });
});
