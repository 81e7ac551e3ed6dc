/**
 * Checks for link: what calls call, and what functions do, in programs given as texts.
 *
 * A comment `//> …` at the end of a line says what the calls of that line call, in their order and separated by
 * commas: a function's name (with `@file` when it is in another file), a symbol of a library (`pg#Pool.query`),
 * `parameter 0` for a function it was handed, `unseen Gateway.charge` when only the type is known, `?` for nothing.
 * Several answers are joined by `|`.
 */
import { libraries } from '@dist-lint/libraries';
import { groupBy, type ModuleOptions, type SchemaFile } from '@dist-lint/model';
import { expect } from 'vitest';
import type { Program } from './link.ts';
import { linkTexts } from './linked-texts.test.setup.ts';
import { lineAndColumn, type LinkedModule } from './program.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import type { ReachedEffect, Summary } from './summaries.ts';

type Files = string | Record<string, string>;

const MARK = /\/\/> (.*)$/;

/** A program that knows all libraries; one text is the file `main.ts`. */
export function programOf(files: Files, options: ModuleOptions = {}, schemas: readonly SchemaFile[] = [], isExempt: (path: string) => boolean = () => false): Program {
  return linkTexts(typeof files === 'string' ? { 'main.ts': files } : files, options, { libraries, schemas, isExempt });
}

/** Compares every marked line with what link finds. */
export function checkCalls(files: Files, schemas: readonly SchemaFile[] = [], isExempt?: (path: string) => boolean): void {
  const texts = typeof files === 'string' ? { 'main.ts': files } : files;
  const program = programOf(texts, {}, schemas, isExempt);
  const expected: string[] = [];
  const found: string[] = [];
  for (const module of program.modules.all) {
    const byLine = callsByLine(program, module);
    (texts[module.path] ?? '').split('\n').forEach((text, index) => {
      const mark = MARK.exec(text)?.[1];
      if (mark === undefined) return;
      const at = `${module.path}:${index + 1}`;
      expected.push(`${at} ${mark.trim()}`);
      found.push(`${at} ${(byLine.get(index + 1) ?? []).map((call) => describe(program, module, call)).join(', ')}`);
    });
  }
  if (expected.length === 0) throw new Error('no line is marked');
  expect(found).toEqual(expected);
}

function callsByLine(program: Program, module: LinkedModule): Map<number, ResolvedCall[]> {
  const all = module.facts.functions.flatMap((_, fn) => program.calls(module, fn));
  return groupBy(all.sort((a, b) => a.call.end - b.call.end), ({ call }) => lineAndColumn(module.facts.lineStarts, call.nameAt)[0]);
}

function describe(program: Program, from: LinkedModule, resolved: ResolvedCall): string {
  const functions = resolved.functions.map(({ number }) => {
    const { module, fact } = program.modules.function(number);
    return module === from ? fact.name : `${fact.name}@${module.path}`;
  });
  const answers = [...functions, ...resolved.externals.map((each) => `${each.package}#${each.path}`)];
  if (resolved.parameter) answers.push(`parameter ${[resolved.parameter.index, ...resolved.parameter.path].join('.')}`);
  if (resolved.unseen !== undefined) answers.push(`unseen ${resolved.unseen}`);
  return answers.join('|') || '?';
}

/** What a function does, by its summary. */
export function summaryOf(program: Program, name: string): Summary {
  for (const module of program.modules.all) {
    const id = module.facts.functions.findIndex((fact) => fact.name === name && !fact.bodiless);
    if (id >= 0) return program.summary(module.functionBase + id);
  }
  throw new Error(`no function ${name}`);
}

/**
 * Compares the effects of functions, by name: `db-write Order`, `network /orders POST`, with `(kept)` when
 * the failure does not come out and `(presumed)` when it rests on a presumption.
 */
export function checkEffects(files: Files, expected: Record<string, readonly string[]>, schemas: readonly SchemaFile[] = [], isExempt?: (path: string) => boolean): void {
  const program = programOf(files, {}, schemas, isExempt);
  const found = Object.keys(expected).map((name) => [name, summaryOf(program, name).effects.map(describeEffect)]);
  expect(Object.fromEntries(found)).toEqual(expected);
}

function describeEffect({ kind, symbol, target, method, escapes, presumed }: ReachedEffect): string {
  return [kind, kind === 'unseen' ? symbol : target, method, escapes ? '' : '(kept)', presumed ? '(presumed)' : ''].filter(Boolean).join(' ');
}
