/** What is known at one place: resolutions, effects, summaries, gaps, and what the rules think of it. */
import { relative, resolve, sep } from 'node:path';
import {
  describeEffect, lineAndColumn, valueName, type FunctionPlace, type LinkedModule, type Program, type ResolvedCall, type Rule, type Value,
} from '@dist-lint/graph';
import { UserError } from '@dist-lint/model';
import { rules as catalogue } from '@dist-lint/rules';
import { analyse } from './analyse.ts';
import type { PlaceExplanation } from './api.ts';
import { enclosingSymbol } from './findings.ts';

export interface ExplainOptions {
  cwd: string;
  /** Absolute or relative to `cwd`. */
  file: string;
  /** From 1. */
  line: number;
  threads?: number;
  cache?: boolean;
  config?: string;
  safe?: boolean;
}

/** @throws UserError `path-not-found`, `not-analysed`, `line-not-found`. */
export async function explainAt(options: ExplainOptions, all: readonly Rule[] = catalogue): Promise<PlaceExplanation> {
  const absolute = resolve(options.cwd, options.file);
  const { root, config, program } = await analyse(absolute, { ...options, flags: options }, all);
  const path = relative(root, absolute).split(sep).join('/');
  const module = program.modules.byPath(path);
  if (!module) {
    throw new UserError('not-analysed', `'${path}' is not part of the analysis.`, 'It may be skipped, ignored by git, unreadable, or of another kind: run dist-lint --verbose to see what was left out.');
  }
  const { lineStarts } = module.facts;
  if (options.line < 1 || options.line > lineStarts.length) {
    throw new UserError('line-not-found', `'${path}' has ${lineStarts.length} lines, not ${options.line}.`, 'Lines count from 1.');
  }
  const onLine = (at: number): boolean => lineAndColumn(lineStarts, at)[0] === options.line;
  const calls = module.facts.functions.flatMap((_, fn) => program.calls(module, fn).filter(({ call }) => onLine(call.nameAt) || onLine(call.at)).map((call) => ({ fn, call })));
  const start = lineStarts[options.line - 1] ?? 0;
  return {
    file: path,
    line: options.line,
    symbol: enclosingSymbol(module, start),
    sections: [
      { title: 'Imports', lines: imports(module, onLine) },
      { title: 'Calls', lines: calls.flatMap(({ call }) => describeCall(program, call)) },
      { title: 'Function', lines: functionAround(program, module, start) },
      ...config.rules.map((rule) => ({ title: `Rule ${rule.name}`, lines: opinion(rule, program, module, options.line) })),
    ].filter(({ lines }) => lines.length > 0),
  };
}

/** A rule that fails is no reason to say nothing of the line. */
function opinion(rule: Rule, program: Program, module: LinkedModule, line: number): string[] {
  try {
    return rule.explain ? [...rule.explain(program, module, line)].map(String) : [];
  } catch (error) {
    return [`The rule failed: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function imports(module: LinkedModule, onLine: (at: number) => boolean): string[] {
  return module.facts.imports.filter(({ at, specifierAt }) => onLine(at) || onLine(specifierAt)).map(({ specifier }) => {
    const resolution = module.input.resolutions[specifier];
    switch (resolution?.to) {
      case 'module':
        return `'${specifier}' is ${resolution.path}`;
      case 'external':
        return `'${specifier}' is the package ${resolution.package}`;
      case 'outside':
        return `'${specifier}' is ${resolution.path}, not analysed (${resolution.reason})`;
      case 'asset':
        return `'${specifier}' holds no code`;
      default:
        return `'${specifier}' leads nowhere (${resolution?.reason ?? 'missing'})`;
    }
  });
}

function describeCall(program: Program, { call, functions, externals, parameter, unseen, handed }: ResolvedCall): string[] {
  const lines: string[] = [];
  const name = call.callee.k === 'member' ? `.${call.callee.name}()` : 'the call';
  for (const { number, self } of functions) {
    const { fact, module } = program.modules.function(number);
    lines.push(`${name} calls ${fact.name} in ${module.path}${self ? ` on ${valueWords(program, self)}` : ''}`);
    for (const effect of program.summary(number).effects) {
      lines.push(`  reaches ${describeEffect(effect)} (${effect.hops + 1} calls away${effect.presumed ? ', presumed' : ''}${effect.escapes ? '' : ', its failure is handled there'})`);
    }
  }
  for (const each of externals) {
    const row = program.link.libraries.symbol(each.package, each.path);
    lines.push(`${name} calls ${each.package}#${each.path}${row ? '' : ', of which nothing is known'}`);
  }
  if (parameter) lines.push(`${name} calls what the function was given as parameter ${parameter.index + 1}`);
  if (unseen !== undefined) lines.push(`${name}: only the type of '${unseen}' is in sight; if it is awaited it is presumed to have an effect`);
  if (lines.length === 0) lines.push(`${name}: what it calls is unknown`);
  for (const each of handed) {
    const names = each.functions.map(({ number }) => program.modules.function(number).fact.name).join(', ') || 'a function it was given';
    lines.push(`  hands over ${names}${each.row ? `, which runs ${each.row.runs}${each.row.role ? ` as ${each.row.role}` : ''}` : ''}`);
  }
  return lines;
}

function valueWords(program: Program, value: Value): string {
  return valueName(program.link, value) || value.is;
}

function functionAround(program: Program, module: LinkedModule, at: number): string[] {
  let found: FunctionPlace | undefined;
  module.facts.functions.forEach((fact, id) => {
    if (fact.at <= at && at < fact.end && (!found || fact.end - fact.at < found.fact.end - found.fact.at)) found = { module, id, fact };
  });
  if (!found) return [];
  const number = module.functionBase + found.id;
  const { effects } = program.summary(number);
  return [
    `${found.fact.name}, called from ${program.callers(number).length} places`,
    ...program.entryPoints().filter((entry) => entry.function === number).map((entry) => `entry point: ${entry.role} ${entry.name} (${entry.library})`),
    ...effects.map((effect) => `reaches ${describeEffect(effect)}${effect.presumed ? ' (presumed)' : ''}${effect.escapes ? '' : ', handled inside'}`),
  ];
}
