/** Reads and writes of keys in caches and stores, and of files, by the fixed part of their name. */
import { nameSpan } from '../call-spans.ts';
import { callEffects, type CallEffect } from '../effects.ts';
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import { slotExpr } from '../slots.ts';
import { literalsOf } from './literals.ts';
import type { StateAccess, StateCell } from './state-model.ts';

export function storeAccesses(program: Program, module: LinkedModule): readonly StateAccess[] {
  const { link } = program;
  return module.facts.functions.flatMap((_, fn) =>
    program.calls(module, fn).flatMap(({ call, externals }) =>
      externals.flatMap((external) => {
        const library = link.libraries.symbol(external.package, external.path)?.library.name ?? '';
        const site = { module, function: fn, call };
        return callEffects(link, site, external).flatMap((each): StateAccess[] => {
          const cell = cellOf(each, library);
          if (!cell) return [];
          const value = each.effect.payload === undefined ? undefined : slotExpr(link, site, external, each.effect.payload);
          const literals = value && literalsOf(program, value);
          return [{
            cell, how: OPERATIONS[each.kind] === 'read' ? 'read' : 'write', operation: operationOf(each), module, function: fn, call: call.id,
            span: nameSpan(call),
            ...(value ? { value } : {}), ...(literals ? { literals } : {}), guard: each.effect.atomic ? { atomic: true } : {}, via: `${external.path} of ${library}`,
          }];
        });
      })));
}

const OPERATIONS: Partial<Record<CallEffect['kind'], StateAccess['operation']>> = {
  'cache-read': 'read', 'cache-write': 'upsert', 'cache-invalidate': 'delete', 'file-read': 'read', 'file-write': 'upsert', 'file-delete': 'delete',
};

function operationOf({ kind, effect }: CallEffect): StateAccess['operation'] {
  const { operation } = effect;
  return operation === undefined || operation === 'raw' ? (OPERATIONS[kind] ?? 'update') : operation;
}

/** Undefined when nothing of its name is fixed. */
function cellOf({ kind, target }: CallEffect, library: string): StateCell | undefined {
  if (!OPERATIONS[kind] || !isNamed(target)) return undefined;
  const isFile = kind.startsWith('file');
  const name = isFile ? target.replace(/^\.\//, '') : target;
  return { id: isFile ? `file:${name}` : `kv:${library}:${name}`, kind: isFile ? 'file' : 'key', name, of: name.split('*')[0] ?? name, field: name, store: library };
}

/** Something of the name of a key or file is fixed. */
export function isNamed(target: string): boolean {
  return /[^*/:.-]/.test(target);
}
