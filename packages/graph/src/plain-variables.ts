/** The plain value of a variable: of this file or of another, through constants, imports, enumerations, functions and classes. */
import type { Expr } from '@dist-lint/model';
import { isChangedList } from './changed-lists.ts';
import { declaredElsewhere, exportedVariable } from './declared-elsewhere.ts';
import { staticField } from './plain-fields.ts';
import { parameter, withinRest } from './plain-parameters.ts';
import { ABSENT, GUESS, isGiven, runOf, runOrFunction, withEnv, type PlainValue, type Reader, type Reading, type Scope } from './plain-scope.ts';
import type { LinkedModule } from './program.ts';
import { boundNames, forEachStep, someStep } from './walk.ts';

export function variable(reader: Reader, scope: Scope, id: number, path: readonly string[], depth: number): Reading | undefined {
  const fact = scope.module.facts.variables[id];
  if (!fact) return undefined;
  const run = runOf(scope, fact.function);
  const local = run?.locals?.get(id);
  if (local === null) return undefined;
  if (local && path.length === 0) return local;
  const held = path.length === 1 ? local?.holds?.get(path[0] as string) : undefined;
  if (held !== undefined) return held ?? undefined;
  switch (fact.kind) {
    case 'param': {
      const anew = scope.handedIn === id ? undefined : setAnew(scope.module, id);
      if (anew) return reader.read({ ...runOrFunction(scope, fact.function), handedIn: id }, anew, path, depth + 1);
      return filledIn(reader, scope, id, path, parameter(reader, scope, id, path, depth), depth) ?? (run?.given ? undefined : madeUp(reader, scope.module, id, path));
    }
    case 'import':
      return imported(reader, scope.module, id, path, depth) ?? madeUp(reader, scope.module, id, path);
    case 'enum':
      return path.length === 1 ? enumMember(scope.module, fact.def, path[0] as string) : undefined;
    case 'function':
      return path.length === 0 && fact.def !== undefined ? { value: undefined, run: { module: scope.module, function: fact.def, ...outerOf(scope, fact.function) } } : undefined;
    case 'class':
      return fact.def === undefined ? undefined : staticField(reader, scope.module, fact.def, path, depth);
    default:
  }
  const [only, ...more] = scope.module.index.assignments[id] ?? [];
  if (!only) return fact.kind === 'const' ? madeUp(reader, scope.module, id, path) : undefined;
  if (more.length > 0 || only.item || (fact.writes ?? 0) > 0) return undefined;
  const siblings = only.path.at(-1) === '...' ? boundBeside(scope.module, only.function, only.at) : [];
  const whole = withinRest(only.path, path, siblings);
  if (!whole) return undefined;
  if (whole === 'taken out') return ABSENT;
  if (only.value.k === 'array' && isChangedList(scope.module, id)) return path.length === 0 ? { value: undefined, isObject: true } : undefined;
  const around = runOrFunction(scope, only.function);
  const found = reader.read(around, only.value, whole, depth + 1) ?? (only.default && isOpen(around, only.value) ? ABSENT : undefined);
  if (found?.value === undefined && found && !isGiven(found) && only.default && path.length === 0) return withEnv(reader.read(around, only.default, path, depth + 1), found);
  return found && found.place === undefined && fact.kind === 'const' ? { ...found, place: { module: scope.module, at: fact.at, end: fact.end } } : found;
}

/** `options = { ...usual, ...options };`: what a parameter holds from the beginning of its function on, an object in the place of the one that was handed in. */
function setAnew({ facts }: LinkedModule, id: number): Expr | undefined {
  const fact = facts.variables[id];
  if (!fact || (fact.writes ?? 0) !== 1) return undefined;
  const written = (facts.functions[fact.function]?.body ?? []).flatMap((step) => (step.s === 'assign' && step.op === '=' && step.to.k === 'var' && step.to.v === id ? [step.value] : []));
  const [only] = written;
  const isFilled = only?.k === 'object' && only.props.some(({ value }) => value.k === 'spread' && value.of.k === 'var' && value.of.v === id);
  return isFilled ? only : undefined;
}

/** `const { tries = 0 } = job`, of a parameter of which nobody has said anything: what has a default may be left out. */
function isOpen(scope: Scope, from: Expr): boolean {
  const fact = from.k === 'var' ? scope.module.facts.variables[from.v] : undefined;
  const run = fact?.kind === 'param' ? runOrFunction(scope, fact.function) : undefined;
  return run !== undefined && !run.given && !run.isHidden;
}

/** `options.retries ??= 10`: what holds where nothing was given. */
function filledIn(reader: Reader, scope: Scope, id: number, [name, ...more]: readonly string[], found: Reading | undefined, depth: number): Reading | undefined {
  if (!found || isGiven(found) || name === undefined || more.length > 0) return found;
  const fn = scope.module.facts.variables[id]?.function ?? 0;
  let usual: Expr | undefined;
  forEachStep(scope.module.facts.functions[fn]?.body ?? [], (step) => {
    if (step.s === 'assign' && (step.op === '??=' || step.op === '||=') && step.to.k === 'member' && step.to.name === name && step.to.of.k === 'var' && step.to.of.v === id) usual ??= step.value;
  });
  return usual ? withEnv(reader.read(runOrFunction(scope, fn), usual, [], depth + 1), found) : found;
}

/** The paths of all that one pattern binds. */
function boundBeside({ facts }: LinkedModule, fn: number, at: number): readonly (readonly string[])[] {
  let found: readonly (readonly string[])[] = [];
  forEachStep(facts.functions[fn]?.body ?? [], (step) => {
    if (step.s === 'assign' && at >= step.at && at < step.end && step.to.k !== 'var') found = boundNames(step.to).map((each) => each.path);
  });
  return found;
}

function outerOf(scope: Scope, fn: number): { outer?: Scope } {
  const outer = runOf(scope, fn);
  return outer ? { outer } : {};
}

/** A number in the place of what cannot be told, unless it is written to. */
function madeUp({ guesses }: Reader, module: LinkedModule, id: number, [name]: readonly string[]): PlainValue | undefined {
  const fact = module.facts.variables[id];
  if (!guesses || !fact || (fact.writes ?? 0) > 0) return undefined;
  const isChanged = someStep(module.facts.functions[fact.function]?.body ?? [], (step) => {
    if (step.s !== 'assign' || step.to.k !== 'member') return false;
    return step.to.of.k === 'var' ? step.to.of.v === id && step.to.name === name : rootOf(step.to.of) === id;
  });
  return isChanged ? undefined : GUESS;
}

function rootOf(expr: Expr): number | undefined {
  if (expr.k === 'member' || expr.k === 'index') return rootOf(expr.of);
  return expr.k === 'var' ? expr.v : undefined;
}

function imported(reader: Reader, module: LinkedModule, id: number, path: readonly string[], depth: number): Reading | undefined {
  const { link } = reader;
  const values = link.variable(module, id);
  const [value] = values;
  if (values.length > 1) return undefined;
  switch (value?.is) {
    case 'literal':
      return path.length === 0 ? { value: value.value } : { value: undefined };
    case 'object':
      return reader.read({ module: value.module, function: value.function }, value.expr, path, depth + 1);
    case 'enum':
      return path.length === 1 ? enumMember(value.module, value.index, path[0] as string) : undefined;
    case 'class': {
      const place = link.modules.class(value.number);
      return staticField(reader, place.module, value.number - place.module.classBase, path, depth);
    }
    case 'module': {
      const [name, ...rest] = path;
      const declared = name === undefined ? undefined : exportedVariable(link, value.module, name, 0);
      return declared && variable(reader, { module: declared.module, function: 0 }, declared.variable, rest, depth + 1);
    }
    default:
  }
  const declared = declaredElsewhere(link, module, id);
  return declared ? variable(reader, { module: declared.module, function: 0 }, declared.variable, path, depth + 1) : undefined;
}

function enumMember(module: LinkedModule, index: number | undefined, name: string): PlainValue | undefined {
  const member = index === undefined ? undefined : module.facts.enums[index]?.members.find((each) => each.name === name);
  return member?.value === undefined ? undefined : { value: member.value };
}
