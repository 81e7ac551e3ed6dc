/** What could not be read or resolved, counted by kind. */
import { lineAndColumn, type LinkedModule, type Program } from '@dist-lint/graph';
import { groupBy, type Gap, type GapKind, type Summary } from '@dist-lint/model';

const MOST_SAMPLES = 5;

/** Counts by kind; samples are the first by place. */
export function countGaps(gaps: readonly Gap[]): GapKind[] {
  return [...groupBy(gaps, ({ kind }) => kind)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, list]) => ({
      kind,
      count: list.length,
      samples: list.sort(byPlace).slice(0, MOST_SAMPLES).map(({ file, line, message }) => ({ file, line, message })),
    }));
}

function byPlace(a: Gap, b: Gap): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || (a.message < b.message ? -1 : 1);
}

/** Import specifiers counted by where they lead, with a gap for each that leads nowhere we can read. */
export function readImports(program: Program, gaps: Gap[]): Summary['imports'] {
  const counts = { total: 0, resolved: 0, external: 0 };
  for (const module of program.modules.all) {
    for (const fact of module.facts.imports) {
      counts.total += 1;
      const resolution = module.input.resolutions[fact.specifier];
      const gap = (kind: string, message: string): void => void gaps.push({ kind, file: module.path, line: lineOf(module, fact.at), message });
      switch (resolution?.to) {
        case 'module':
          counts.resolved += 1;
          break;
        case 'external':
        case 'asset':
          counts.external += 1;
          break;
        case 'outside':
          gap('outside-import', `'${fact.specifier}' is ${OUTSIDE[resolution.reason]}.`);
          break;
        default:
          if (resolution?.reason === 'generated') gap('generated-import', `'${fact.specifier}' is generated and not in the tree.`);
          else gap('unresolved-import', `'${fact.specifier}' leads nowhere.`);
      }
    }
  }
  return counts;
}

const OUTSIDE = {
  skipped: 'left out of the analysis',
  generated: 'generated code, left out of the analysis',
  'unreadable-kind': 'of a kind that cannot be read',
  declaration: 'a declaration file',
};

/** One gap a call whose callee stays unknown, and one a file the parser complained about. */
export function readProgramGaps(program: Program, gaps: Gap[]): void {
  for (const module of program.modules.all) {
    const [error] = module.facts.syntaxErrors;
    if (error) gaps.push({ kind: 'syntax-error', file: module.path, line: lineOf(module, error.at), message: error.message });
    module.facts.functions.forEach((_, fn) => {
      for (const { call, functions, externals, parameter, unseen } of program.calls(module, fn)) {
        if (functions.length > 0 || externals.length > 0 || parameter || call.kind === 'import') continue;
        gaps.push({
          kind: unseen === undefined ? 'unresolved-call' : 'unseen-implementation',
          file: module.path,
          line: lineOf(module, call.nameAt),
          message: unseen === undefined ? 'What is called here is unknown.' : `Only the type of '${unseen}' is in sight.`,
        });
      }
    });
  }
}

function lineOf(module: LinkedModule, at: number): number {
  return lineAndColumn(module.facts.lineStarts, at)[0];
}
