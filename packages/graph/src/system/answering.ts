/**
 * Servers without routes: a middleware that takes no `next` answers whatever comes, and those before it run first.
 * Where a package has routes, such a middleware says 404, and the routes are what people know.
 */
import type { EntryPoint } from '../entry-points.ts';
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import type { EntryGroup } from './entries.ts';

/** What answers requests under names that people know. */
const NAMED: ReadonlySet<EntryPoint['role']> = new Set(['route', 'page', 'procedure', 'resolver', 'serverless']);

export function answeringGroups(program: Program, entries: ReadonlyMap<LinkedModule, readonly EntryPoint[]>): EntryGroup[] {
  const hasNames = new Set([...entries.values()].flat().filter(({ role, module }) => NAMED.has(role) && !program.link.isExempt(module.path)).map(({ module }) => module.input.package));
  return program.modules.all.flatMap((module) => {
    const all = hasNames.has(module.input.package) || program.link.isExempt(module.path) ? [] : program.entryPointsIn(module).filter(({ role }) => role === 'middleware');
    return all.length === 0 ? [] : module.facts.functions.flatMap((_, fn) => answering(program, module, fn, all));
  });
}

/** The servers that one function makes. */
function answering(program: Program, module: LinkedModule, fn: number, all: readonly EntryPoint[]): EntryGroup[] {
  const own: { entry: EntryPoint; answers: boolean }[] = [];
  for (const { call, handed } of program.calls(module, fn)) {
    for (const { row, functions } of handed) {
      for (const entry of row?.role === 'middleware' ? all.filter(({ at }) => at === call.at) : []) {
        if (functions.some(({ number }) => number === entry.function)) own.push({ entry, answers: takesLess(program, entry, row?.params?.length ?? 0) });
      }
    }
  }
  const place = module.facts.functions[fn]?.name ?? '';
  const last = own.findLastIndex(({ answers }) => answers);
  return last < 0 ? [] : [{ name: `any request (${module.path}${fn === 0 ? '' : `#${place}`})`, entries: own.slice(0, last + 1).map(({ entry }) => entry) }];
}

function takesLess(program: Program, { function: number }: EntryPoint, given: number): boolean {
  const { fact } = program.modules.function(number);
  return fact.params.length < given && !fact.params.some(({ rest }) => rest);
}
