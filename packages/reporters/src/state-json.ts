import type { StateField, StateGuard, StateInventory, StateOwner, StatePlace, StateRow, StateWriter } from '@dist-lint/model';
import { jsonDocument } from './json-document.ts';

/** The inventory for programs: a contract as the report's is (`schemaVersion`). */
export function stateJson({ tool, root, target, state, counts, incomplete }: StateInventory): string {
  return jsonDocument({
    schemaVersion: 1,
    tool: { name: tool.name, version: tool.version },
    root,
    ...(target === undefined ? {} : { target }),
    state: state.map(row),
    counts: {
      modules: counts.modules, exempt: counts.exempt, state: counts.state, fields: counts.fields, shared: counts.shared, machines: counts.machines,
      changes: counts.changes, unguarded: counts.unguarded, unknownFields: counts.unknownFields,
      unnamedRows: { reads: counts.unnamedRows.reads, writes: counts.unnamedRows.writes },
      unnamedKeys: { reads: counts.unnamedKeys.reads, writes: counts.unnamedKeys.writes },
      unnamedFiles: { reads: counts.unnamedFiles.reads, writes: counts.unnamedFiles.writes },
      unresolvedCalls: counts.unresolvedCalls,
    },
    incomplete: [...incomplete],
  });
}

function row({ id, name, kind, store, declared, fields, unknownFields, copies, ...rest }: StateRow) {
  return {
    id, name, kind, store: store === '' ? null : store,
    declared: declared === undefined ? null : { file: declared.file, line: declared.line },
    ...parts(rest),
    fields: fields.map(field),
    unknownFields,
    copies: copies.map((copy) => ({ id: copy.id, name: copy.name, store: copy.store === '' ? null : copy.store, ...place(copy) })),
  };
}

function parts({ owner, writers, readers, guards }: { owner?: StateOwner; writers: readonly StateWriter[]; readers: StateRow['readers']; guards?: StateRow['guards'] }) {
  return {
    owner: owner === undefined ? null : { unit: owner.unit, because: owner.because },
    writers: writers.map(({ unit, changes, creates, deletes }) => ({ unit, changes, creates, deletes })),
    readers: readers.map(({ unit, reads }) => ({ unit, reads })),
    guards: guards === undefined ? null : Object.fromEntries(GUARDS.map((guard) => [guard, guards[guard] ?? 0])),
  };
}

const GUARDS: readonly StateGuard[] = ['atomic', 'conditional', 'versioned', 'isolated', 'looked', 'unknown', 'unguarded'];

function field({ name, id, isMoment, machine, writes, ...rest }: StateField) {
  return {
    name, id, ...parts(rest), moment: isMoment,
    machine: machine === undefined ? null : {
      states: [...machine.states],
      transitions: machine.transitions.map(({ from, to, isStart, guard, unit, ...where }) => ({ from: from ?? null, to, start: isStart, guard: guard ?? null, unit, ...place(where) })),
      unknown: machine.unknown,
    },
    writes: writes.map(({ function: fn, unit, operation, literals, guard, aside, storedAt, ...where }) => ({
      ...place(where), function: fn, unit, operation, literals: literals === undefined ? null : [...literals], guard: guard ?? null, aside, storedAt: storedAt === undefined ? null : place(storedAt),
    })),
  };
}

function place({ file, line, column }: StatePlace): StatePlace {
  return { file, line, column };
}
