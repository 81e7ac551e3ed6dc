/** What is known at one place: resolutions, effects, summaries, gaps, and what the rules think of it. */
import { relative, resolve, sep } from 'node:path';
import {
  describeEffect, lineAndColumn, reachedFrom, valueName, type EvidencePoint, type ExternalValue, type FunctionPlace, type LinkedModule, type Program, type ResolvedCall, type Rule, type Value,
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
      { title: 'Calls', lines: calls.flatMap(({ call }) => describeCall(program, module, call)) },
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

function describeCall(program: Program, from: LinkedModule, { call, functions, externals, parameter, unseen, handed }: ResolvedCall): string[] {
  const lines: string[] = [];
  const name = call.callee.k === 'member' ? `.${call.callee.name}()` : 'the call';
  for (const { number, self } of functions) {
    const { fact, module } = program.modules.function(number);
    lines.push(`${name} calls ${fact.name} in ${module.path}${self ? ` on ${valueWords(program, self)}` : ''}`);
    for (const effect of program.summary(number).effects) {
      lines.push(`  reaches ${describeEffect(effect)} (${counted(effect.hops + 1, 'call')} away${effect.presumed ? ', presumed' : ''}${effect.escapes ? '' : ', its failure is handled there'})`);
    }
  }
  for (const each of externals) {
    const row = program.link.libraries.symbol(each.package, each.path);
    lines.push(`${name} calls ${each.package}#${each.path}${receiverWords(program, from, each)}${row ? '' : ', of which nothing is known'}`);
  }
  if (parameter) lines.push(`${name} calls what the function was given as parameter ${parameter.index + 1}`);
  if (unseen !== undefined) lines.push(`${name}: only the type of '${unseen}' is in sight; if it is awaited it is presumed to have an effect`);
  if (lines.length === 0) lines.push(`${name}: what it calls is unknown`);
  for (const each of handed) {
    if (each.functions.length === 0 && !each.row) continue; // a parameter that may be anything
    const names = each.functions.map(({ number }) => program.modules.function(number).fact.name).join(', ') || 'a function it was given';
    lines.push(`  hands over ${names}${each.row ? `, which runs ${each.row.runs}${each.row.role ? ` as ${each.row.role}` : ''}` : ''}`);
  }
  return lines;
}

/** Which one it is called on, where the call that made it is in sight. */
function receiverWords(program: Program, from: LinkedModule, { receiver }: ExternalValue): string {
  if (!receiver || (receiver.is !== 'external' && receiver.is !== 'instance') || !receiver.made) return '';
  const { module, call } = receiver.made;
  const [line] = lineAndColumn(module.facts.lineStarts, call.nameAt);
  const name = receiver.is === 'external' ? receiver.path : program.modules.class(receiver.number).fact.name;
  return ` on the ${name} made at ${module === from ? `line ${line}` : `${module.path}:${line}`}`;
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
    `${found.fact.name}, called from ${counted(program.callers(number).length, 'place')}`,
    ...program.entryPointsOf(number).map((entry) => `entry point: ${entry.role} ${entry.name} (${entry.library})`),
    ...(found.id === 0 ? [] : reachedWords(program, number)),
    ...effects.map((effect) => `reaches ${describeEffect(effect)}${effect.presumed ? ' (presumed)' : ''}${effect.escapes ? '' : ', handled inside'}`),
  ];
}

/** Entry points shown; further ones are only said to be there. */
const MOST_ENTRIES = 5;

/** Which entry points reach a function by calls, and by which. */
function reachedWords(program: Program, number: number): string[] {
  const all = reachedFrom(program, number, { most: MOST_ENTRIES + 1 });
  if (all.length === 0) return ['no entry point in sight reaches it; callbacks that run later are not followed'];
  const lines = all.slice(0, MOST_ENTRIES).filter(({ path }) => path.length > 0).flatMap(({ entry: { role, name, library }, path, presumed }) => [
    `reached from ${[role, name].filter(Boolean).join(' ')} (${library}), ${counted(path.length, 'call')} away${presumed ? ', presumed' : ''}`,
    ...path.map((step) => `  ${placeWords(step)} ${step.message}`),
  ]);
  return [...lines, ...(all.length > MOST_ENTRIES ? ['reached from more entry points'] : [])];
}

function placeWords({ module, span }: EvidencePoint): string {
  return `${module.path}:${lineAndColumn(module.facts.lineStarts, span.at)[0]}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
