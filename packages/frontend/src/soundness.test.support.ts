import type { ModuleFacts, Step } from '@dist-lint/model';

/**
 * What is wrong with facts, whatever the text: indices out of range, places outside of the text or of
 * what holds them, results of calls that the function does not make. Empty for sound facts.
 */
export function flaws(facts: ModuleFacts, text: string): string[] {
  const found: string[] = [];
  const within = (what: string, index: number, array: unknown[]): void => {
    if (!Number.isInteger(index) || index < 0 || index >= array.length) found.push(`${what} ${index} is out of range`);
  };
  for (const [id, fact] of facts.functions.entries()) {
    if (id === 0 ? fact.parent !== -1 : fact.parent < 0 || fact.parent >= id) found.push(`parent of ${fact.name}`);
    const ids = new Set<number>();
    visit(fact.body, (object) => {
      if (object['s'] === 'call') {
        if (ids.has(object['id'] as number)) found.push(`call ${String(object['id'])} of ${fact.name} twice`);
        ids.add(object['id'] as number);
      }
    });
    visit([fact.body, fact.params.map(({ target, default: standard }) => [target, standard])], (object) => {
      if (object['k'] === 'result' && !ids.has(object['id'] as number)) found.push(`result ${String(object['id'])} of ${fact.name}`);
    });
    nest(fact.body, fact.at, fact.end, fact.name, found);
  }
  const names = facts.functions.map((fact) => fact.name);
  if (new Set(names).size !== names.length) found.push('two functions of one name');
  for (const fact of facts.variables) {
    within('function', fact.function, facts.functions);
    const defs = { function: facts.functions, class: facts.classes, enum: facts.enums, type: facts.types, import: facts.imports }[fact.kind as 'type'];
    if (fact.def !== undefined) within(`def of ${fact.name}`, fact.def, defs);
    if (fact.kind === 'import') within(`binding of ${fact.name}`, fact.binding ?? -1, facts.imports[fact.def ?? -1]?.bindings ?? []);
  }
  visit(facts, (object) => {
    if (object['k'] === 'var') within('variable', object['v'] as number, facts.variables);
    if (object['t'] === 'ref' && 'variable' in object) within('type variable', object['variable'] as number, facts.variables);
    if (object['k'] === 'function' || object['s'] === 'function') within('function', object['function'] as number, facts.functions);
    if (object['k'] === 'class' || object['s'] === 'class') within('class', object['class'] as number, facts.classes);
    if ('at' in object && 'end' in object) {
      const { at, end } = object as { at: number; end: number };
      if (!(at >= 0 && at <= end && end <= text.length)) found.push(`place ${at}-${end} of ${JSON.stringify(object).slice(0, 80)}`);
    }
  });
  for (const fact of facts.classes) {
    within('class scope', fact.function, facts.functions);
    for (const method of fact.methods) within('method', method, facts.functions);
  }
  for (const fact of facts.exports) if (fact.import !== undefined) within('import', fact.import, facts.imports);
  return found;
}

function visit(value: unknown, see: (object: Record<string, unknown>) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) see(value as Record<string, unknown>);
  for (const inner of Object.values(value)) visit(inner, see);
}

/** Steps lie within the step (or function) that holds them. */
function nest(steps: Step[], at: number, end: number, where: string, found: string[]): void {
  for (const step of steps) {
    if (step.at < at || step.end > end) found.push(`${step.s} ${step.at}-${step.end} leaves ${at}-${end} in ${where}`);
    for (const inner of Object.values(step) as unknown[]) {
      if (Array.isArray(inner)) {
        if (step.s === 'switch') for (const one of step.cases) nest(one.body, step.at, step.end, where, found);
        else nest((inner as (Step | undefined)[]).filter((one): one is Step => one !== undefined && 's' in one), step.at, step.end, where, found);
      }
    }
    if (step.s === 'try' && step.handler !== undefined) nest(step.handler.body, step.handler.at, step.handler.end, where, found);
  }
}
