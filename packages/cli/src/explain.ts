import { nearest, UserError } from '@dist-lint/model';
import { visible } from '@dist-lint/reporters';
import type { Arguments } from './arguments.ts';
import { configFlags } from './config-flags.ts';
import type { Engine } from './engine.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { parsePlace } from './place.ts';
import { page } from './rule-page.ts';
import { parseThreads } from './threads.ts';

/** `dist-lint explain RULE` and `dist-lint explain --at FILE:LINE[:COLUMN]`. */
export async function explain(given: Arguments, io: Io, engine: Engine): Promise<ExitCode> {
  const [name, ...more] = given.operands;
  const at = given.value('at');
  if (more.length > 0 || (name === undefined) === (at === undefined)) {
    throw new UserError('explain-what', 'explain takes one rule, or one place.', 'Write `dist-lint explain RULE` or `dist-lint explain --at FILE:LINE`.');
  }
  await io.stdout.write(at === undefined ? await aboutRule(name as string, engine) : await aboutPlace(at, given, io, engine));
  return exitCode.ok;
}

async function aboutRule(name: string, engine: Engine): Promise<string> {
  const rules = await engine.rules();
  const rule = rules.find((it) => it.name === name);
  if (rule !== undefined) return page(rule, (await engine.pages())[name]);
  const names = rules.map((it) => it.name).sort();
  const meant = nearest(name, names);
  throw new UserError('unknown-rule', `There is no rule '${name}'.`, `${meant === undefined ? '' : `Did you mean '${meant}'? `}Rules: ${names.join(', ')}.`);
}

async function aboutPlace(text: string, given: Arguments, io: Io, engine: Engine): Promise<string> {
  const place = parsePlace(text);
  const threads = parseThreads(given);
  const { file, line, symbol, sections } = await engine.explainAt({
    cwd: io.cwd,
    ...place,
    ...(threads === undefined ? {} : { threads }),
    ...(given.has('no-cache') ? { cache: false } : {}),
    ...configFlags(given),
  });
  const lines = [`${visible(file)}:${line}${symbol === '' ? '' : `  in ${visible(symbol)}`}`];
  if (sections.length === 0) lines.push('', 'Nothing is known of this line.');
  for (const section of sections) lines.push('', visible(section.title), ...section.lines.map((it) => `  ${visible(it)}`));
  return `${lines.join('\n')}\n`;
}
