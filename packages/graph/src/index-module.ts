/** One pass over a module's bodies that records what is bound where. */
import { addTo, soleOf, type CallStep, type Expr, type ModuleFacts, type Step, type Target } from '@dist-lint/model';
import type { Assignment, ModuleIndex, PassedTo } from './program.ts';
import { boundNames, innerBodies, operands, subExpressions } from './walk.ts';

export function indexModule(facts: ModuleFacts): ModuleIndex {
  const index: ModuleIndex = {
    assignments: new Array<Assignment[] | undefined>(facts.variables.length),
    fieldAssignments: facts.classes.map(() => new Map<string, Assignment[]>()),
    additions: new Map(),
    globals: new Map(),
    calls: facts.functions.map(() => []),
    returns: facts.functions.map(() => []),
    passedTo: new Array<PassedTo | undefined>(facts.functions.length),
    propertyOf: new Array<ModuleIndex['propertyOf'][number]>(facts.functions.length),
    putInto: new Array<ModuleIndex['putInto'][number]>(facts.functions.length),
    hung: [],
    providers: [],
    children: facts.functions.map(() => []),
  };
  for (const { decorators, function: fn } of facts.classes) {
    for (const decorator of decorators ?? []) for (const arg of decorator.args ?? []) indexObjects(index, fn, arg);
  }
  const written: MemberWrite[] = [];
  facts.functions.forEach((fact, id) => {
    index.children[fact.parent]?.push(id);
    indexBody(facts, index, id, fact.body, written);
  });
  for (const write of written) indexMemberWrite(facts, index, write);
  return index;
}

/** `name.member = value`, kept until every variable's initialiser is known. */
interface MemberWrite {
  of: Expr;
  member: string;
  assignment: Assignment;
}

function indexBody(facts: ModuleFacts, index: ModuleIndex, id: number, steps: readonly Step[], written: MemberWrite[]): void {
  for (const step of steps) {
    switch (step.s) {
      case 'call':
        (index.calls[id] as (CallStep | undefined)[])[step.id] = step;
        indexArguments(index, id, step);
        break;
      case 'assign':
        if (step.to.k === 'member' && isOfParameter(facts, step.to.of)) index.hung.push({ name: step.to.name, function: id, of: step.to.of, value: step.value });
        if (step.value.k === 'function' && step.to.k === 'member' && step.to.of.k === 'member') index.putInto[step.value.function] = { function: id, expr: step.to.of };
        if (step.to.k === 'member' && (step.to.of.k === 'var' || step.to.of.k === 'global')) {
          written.push({ of: step.to.of, member: step.to.name, assignment: { function: id, value: step.value, path: [], at: step.at } });
        } else indexAssignment(facts, index, id, step.to, step.value, step.at);
        break;
      case 'return':
        if (step.value) index.returns[id]?.push(step.value);
        break;
      case 'loop':
        if (step.item && step.over) bind(index, id, step.item, step.over, step.at, true);
        break;
      default:
    }
    for (const operand of operands(step)) indexObjects(index, id, operand);
    for (const inner of innerBodies(step)) indexBody(facts, index, id, inner, written);
  }
}

function isOfParameter(facts: ModuleFacts, of: Expr): boolean {
  const root = of.k === 'member' ? of.of : of;
  return root.k === 'var' && facts.variables[root.v]?.kind === 'param';
}

const GLOBAL_OBJECTS = new Set(['globalThis', 'global', 'window', 'self']);

/** Whether a name is the object that holds the globals. */
export function isGlobalObject(name: string): boolean {
  return GLOBAL_OBJECTS.has(name);
}

function indexMemberWrite(facts: ModuleFacts, index: ModuleIndex, { of, member, assignment }: MemberWrite): void {
  const owner = ownerOf(facts, index, of, 0);
  if (owner === undefined) return;
  let members = owner === GLOBALS ? index.globals : index.additions.get(owner);
  if (!members) index.additions.set(owner, (members = new Map<string, Assignment[]>()));
  addTo(members, member, assignment);
}

const GLOBALS = 'globals';

/** What a name that is written to stands for in its file: a function, a class, an object literal, the globals. */
function ownerOf(facts: ModuleFacts, index: ModuleIndex, of: Expr, hops: number): number | string | Expr | undefined {
  if (of.k === 'global') return isGlobalObject(of.name) ? GLOBALS : undefined;
  if (of.k === 'function') return of.function;
  if (of.k === 'class') return classKey(of.class);
  if (of.k === 'object') return of;
  const variable = of.k === 'var' ? facts.variables[of.v] : undefined;
  if (of.k !== 'var' || !variable || hops > 3) return undefined;
  if (variable.kind === 'function') return variable.def;
  if (variable.kind === 'class') return variable.def === undefined ? undefined : classKey(variable.def);
  const first = soleOf(index.assignments[of.v]);
  return first && first.path.length === 0 && !first.item ? ownerOf(facts, index, first.value, hops + 1) : undefined;
}

/** The key of a class in {@link ModuleIndex.additions}. */
export function classKey(id: number): string {
  return `class ${id}`;
}

function indexAssignment(facts: ModuleFacts, index: ModuleIndex, id: number, to: Target, value: Expr, at: number): void {
  if (to.k === 'member' && to.of.k === 'this') {
    const owner = owningClass(facts, id);
    if (owner === undefined) return;
    const fields = index.fieldAssignments[owner];
    const list = fields?.get(to.name);
    const assignment = { function: id, value, path: [], at };
    if (list) list.push(assignment);
    else fields?.set(to.name, [assignment]);
  } else {
    bind(index, id, to, value, at, false);
  }
}

function bind(index: ModuleIndex, id: number, to: Target, value: Expr, at: number, item: boolean): void {
  for (const name of boundNames(to)) {
    const assignment: Assignment = { function: id, value, path: name.path, at };
    if (name.default) assignment.default = name.default;
    if (item) assignment.item = true;
    const list = index.assignments[name.variable];
    if (list) list.push(assignment);
    else index.assignments[name.variable] = [assignment];
  }
}

/** The class whose instance `this` is inside a function, or undefined. */
export function owningClass(facts: ModuleFacts, id: number): number | undefined {
  for (let each = id; each >= 0; ) {
    const fact = facts.functions[each];
    if (!fact) return undefined;
    if (fact.class !== undefined) return fact.class;
    if (fact.kind !== 'arrow') return undefined;
    each = fact.parent;
  }
  return undefined;
}

function indexArguments(index: ModuleIndex, id: number, call: CallStep): void {
  call.args.forEach((arg, position) => recordPassed(index, id, call, arg, String(position), 0));
}

function recordPassed(index: ModuleIndex, id: number, call: CallStep, arg: Expr, at: string, depth: number): void {
  if (arg.k === 'function') {
    index.passedTo[arg.function] = { function: id, call, at };
  } else if (arg.k === 'object' && depth < 3) {
    for (const prop of arg.props) if (prop.key !== undefined) recordPassed(index, id, call, prop.value, `${at}.${prop.key}`, depth + 1);
  } else if (arg.k === 'array' && depth < 2) {
    for (const item of arg.items) recordPassed(index, id, call, item, at, depth + 1);
  }
}

function indexObjects(index: ModuleIndex, id: number, expr: Expr): void {
  if (expr.k === 'object') {
    for (const prop of expr.props) {
      if (prop.value.k === 'function') index.propertyOf[prop.value.function] = expr;
      if (prop.key === 'provide') index.providers.push({ function: id, expr });
    }
  }
  for (const inner of subExpressions(expr)) indexObjects(index, id, inner);
}
