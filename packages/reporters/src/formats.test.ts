import { UserError } from '@dist-lint/model';
import { describe, expect, it } from 'vitest';
import { formats, render } from './formats.ts';
import { aReport } from './report.test.data.ts';

const options = { color: false, width: 80, verbose: false };

describe('render', () => {
  it('draws every known format, ending with one line break', () => {
    expect(Object.keys(formats).sort()).toEqual(['agent', 'github', 'gitlab', 'json', 'markdown', 'sarif', 'text']);
    for (const format of Object.keys(formats)) expect(render(aReport(), format, options)).toMatch(/[^\n]\n$/);
  });

  it.each(['xml', '', 'JSON', 'toString', '__proto__'])('refuses %j and names those it knows', (format) => {
    expect(() => render(aReport(), format, options)).toThrow(UserError);
    expect(() => render(aReport(), format, options)).toThrow(expect.objectContaining({ code: 'unknown-format', hint: 'Formats: agent, github, gitlab, json, markdown, sarif, text.' }));
  });

  it('leaves the report as it was', () => {
    const report = Object.freeze(aReport());
    expect(() => Object.keys(formats).map((format) => render(report, format, options))).not.toThrow();
  });
});
