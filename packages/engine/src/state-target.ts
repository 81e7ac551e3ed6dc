/** What a target of `dist-lint state` narrows the inventory to: an entity, a field, a key, a file, a folder, a function. */
import { relative, sep } from 'node:path';
import { stateInventory, type LinkedModule, type Program, type StateAccess, type StateCell, type StateGroup } from '@dist-lint/graph';
import { UserError } from '@dist-lint/model';
import type { Analysis } from './analyse.ts';
import { inside, nearestOf, some, type Place } from './retry-target.ts';

export interface NarrowedState {
  modules: readonly LinkedModule[];
  groups: readonly StateGroup[];
}

/** @throws UserError `unknown-target`, `ambiguous-target`. */
export function stateOf({ program, root }: Pick<Analysis, 'program' | 'root'>, target: string | undefined, place: Place | undefined): NarrowedState {
  const groups = stateInventory(program);
  const all = program.modules.all;
  if (target === undefined) return { modules: all, groups };
  // As typed, it may also count from the root, as the paths do that are printed.
  const onDisk = place && relative(root, place.absolute).split(sep).join('/');
  const isBareName = !/[/\\]|^\.+$/.test(target);
  const named = isBareName || place?.isWhole !== true ? namedBy(groups, target) : [];
  const modules = place?.isWhole === true ? inside(program, onDisk ?? '') : inside(program, target.replace(/\/+$/, ''));
  const isPath = place?.isWhole === true || modules.length > 0;
  if (isPath ? named.length > 0 : named.length > 1) {
    const paths = isPath ? [place?.isWhole === true ? `./${target}` : `${target}/`] : [];
    const candidates = [...paths, ...named.map(idOf)];
    throw new UserError('ambiguous-target', `'${target}' is ${candidates.length} things.`, `Name one of them: ${candidates.map((each) => `'${each}'`).join(', ')}.`);
  }
  const [only] = named;
  if (only) return { modules: all, groups: only.cell === undefined ? [only.group] : ofCell(program, only.cell) };
  if (isPath) return { modules, groups: touching(groups, ({ module, by }) => modules.includes(module) || (by !== undefined && modules.includes(by.module)), ({ path }) => modules.some((module) => module.path === path)) };
  const part = partOf(program, groups, target, onDisk);
  if (part) return part;
  throw unknown(program, groups, target, onDisk);
}

interface Named {
  group: StateGroup;
  /** Only this one of it. */
  cell?: StateCell;
}

/** An identity means one thing; of names, those that are spelled alike win. */
function namedBy(groups: readonly StateGroup[], target: string): Named[] {
  const cells = groups.flatMap((group) => group.cells.map((cell): Named & { cell: StateCell } => ({ group, cell })));
  const byId = [...groups.filter(({ id }) => id === target).map((group): Named => ({ group })), ...cells.filter(({ cell }) => cell.id === target)];
  if (byId[0]) return [byId[0]];
  for (const same of [(name: string) => name === target, (name: string) => name.toLowerCase() === target.toLowerCase()]) {
    const found: Named[] = groups.filter((group) => same(group.name)).map((group) => ({ group }));
    const whole = new Set(found.map(({ group }) => group));
    found.push(...cells.filter(({ group, cell }) => !whole.has(group) && (same(cell.name) || same(`${group.name}.${cell.field}`))));
    if (found.length > 0) return found;
  }
  return [];
}

function idOf({ group, cell }: Named): string {
  return cell?.id ?? group.id;
}

function ofCell(program: Program, { id }: StateCell): StateGroup[] {
  return stateInventory(program, (cell) => cell.id === id);
}

function touching(groups: readonly StateGroup[], isInside: (access: StateAccess) => boolean, declares: (declared: NonNullable<StateCell['declared']>) => boolean): StateGroup[] {
  return groups.filter(({ cells, fields, whole }) =>
    cells.some(({ declared }) => declared && declares(declared)) || fields.some(({ accesses }) => accesses.some(isInside)) || whole.some(isInside));
}

/** `src/a.ts#Class.method`: what a function touches; or what a file declares under that name: `src/cart.ts#items`, `prisma/schema.prisma#Order`. */
function partOf(program: Program, groups: readonly StateGroup[], target: string, onDisk: string | undefined): NarrowedState | undefined {
  for (let at = target.indexOf('#'); at > 0; at = target.indexOf('#', at + 1)) {
    const name = target.slice(at + 1);
    for (const file of [onDisk, target.slice(0, at)]) {
      if (file === undefined) continue;
      const declared = declaredIn(program, groups, file, name);
      if (declared.length > 0) return { modules: program.modules.all, groups: declared };
      const module = program.modules.byPath(file);
      const fact = module?.facts.functions.find((each) => each.name === name && each.kind !== 'module');
      if (!module || !fact) continue;
      // What it hands to others is written by it, too.
      return { modules: [module], groups: touching(groups, (access) => access.module === module && access.span.at >= fact.at && access.span.at < fact.end, () => false) };
    }
  }
  return undefined;
}

function declaredIn(program: Program, groups: readonly StateGroup[], file: string, name: string): StateGroup[] {
  const here = groups.filter(({ cells }) => cells.some(({ id, declared }) => declared?.path === file || /^(?:mod|cls):/.test(id) && id.slice(4).startsWith(`${file}#`)));
  const whole = here.filter((group) => group.name === name);
  if (whole.length > 0) return whole;
  const cell = here.flatMap(({ cells }) => cells).find((each) => each.name === name || each.field === name || `${each.of}.${each.field}` === name);
  return cell ? ofCell(program, cell) : [];
}

function unknown(program: Program, groups: readonly StateGroup[], target: string, onDisk: string | undefined): UserError {
  const hash = target.lastIndexOf('#');
  const module = hash > 0 ? program.modules.byPath(onDisk ?? target.slice(0, hash)) : undefined;
  if (module) {
    const names = module.facts.functions.filter(({ kind }) => kind !== 'module').map(({ name }) => name);
    const meant = nearestOf(target.slice(hash + 1), names);
    return new UserError('unknown-target', `There is no state and no function '${target.slice(hash + 1)}' in '${module.path}'.`, meant === undefined ? `Functions there: ${some(names)}.` : `Did you mean '${module.path}#${meant}'?`);
  }
  const dot = target.lastIndexOf('.');
  const around = dot > 0 ? namedBy(groups, target.slice(0, dot)) : [];
  const [only] = around;
  if (only && around.length === 1 && only.cell === undefined) {
    const fields = only.group.fields.map(({ cell }) => cell.field).sort();
    const meant = nearestOf(target.slice(dot + 1), fields);
    return new UserError('unknown-target', `Nothing in sight writes a field '${target.slice(dot + 1)}' of '${only.group.name}'.`, meant === undefined ? `Fields that are written: ${some(fields)}.` : `Did you mean '${only.group.name}.${meant}'?`);
  }
  const names = [...new Set(groups.map(({ name }) => name))].sort();
  const paths = new Set(program.modules.all.flatMap(({ path }) => path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'))));
  const meant = nearestOf(target, [...names, ...groups.flatMap((group) => group.cells.map(({ field }) => `${group.name}.${field}`))]) ?? nearestOf(target, paths);
  const known = names.length > 0 ? `State: ${some(names)}.` : 'Name a file, a folder, or a function as FILE#NAME; no state is in sight.';
  return new UserError('unknown-target', `There is no state, file, folder or function '${target}'.`, meant === undefined ? known : `Did you mean '${meant}'?`);
}
