import {
  defineRule, groupIdOf, isFirstValue, isHeldWrite, isMoment, isOwnField, isStateLike, mayMeet, ownership, stateAccesses, stateMachine, storedBy, undoneBy, units,
  type EvidencePoint, type LinkedModule, type Ownership, type Program, type RuleFinding, type StateAccess, type StateCell, type StateMachine,
} from '@dist-lint/graph';
import { groupBy, type Precision, type Severity } from '@dist-lint/model';

/**
 * ## What it finds
 *
 * State that several parts of the code base change, each by itself: a column, a document's field, a variable or container of
 * a module, a static field, a key of a store. A part is what `owners` of the configuration says, else the top-level
 * feature folder. What a repository or service stores for others counts as its own write, however many call it.
 *
 * - **error**: a state machine (a field called `status`, `state`, `phase` or `stage`, or ending so, that is one of several words) that
 *   three parts or more change, at a write that sets it whatever is there: it undoes what another part has set. Not where all
 *   set the same word, where the others only set what rows begin with, and where one of the two hits rows of one kind alone
 *   (`where: { role: 'copied' }`, `if (order.engine === 'old')`)
 * - **warning**: memory of a process that two parts change
 * - **info**: a state machine that two parts change, or each under a condition on the state before; any other column that
 *   three parts change; an environment variable that two parts set
 *
 * Of what a process holds, parts count that run in one process, apart from what sets the first value as the program starts; a class
 * that inherits a field owns it, too. One write of several columns is one finding, and a write that waits for a lock is none.
 *
 * A finding stands at each write outside the owner: the part that is configured, that declares the state, or that writes most.
 *
 * ## Why it is bad
 *
 * No single place says which changes are allowed. A rule that is added in one of them (a paid order is never cancelled) does not
 * hold in the others, and two of them at once leave a state that none of them meant.
 *
 * ## What to do
 *
 * Give the state one owner, with a function for each transition that names the state it starts from
 * (`updateMany({ where: { id, status: 'pending' }, data: { status: 'paid' } })`, and look at the count), and let the others call it.
 *
 * ## What it misses
 *
 * - Which rows: parts count as changing the same ones, unless another column, which never changes, is compared with different words
 *   (`where: { kind: 'invoice' }`) or created with them. Rows of a tenant or of a name in a variable are not told apart.
 * - Writes whose table, model or key is computed, and objects whose fields cannot be told.
 * - Writes by other programs: services outside the repository, triggers, people.
 * - That a reset to the word with which rows begin is undone: who sets the next word is taken for doing what comes after it.
 * - A function that everybody calls with the word to write counts as the owner, although it checks nothing.
 */
export const scatteredState = defineRule({
  name: 'scattered-state',
  summary: 'Several parts of the code base change the same state, and none of them owns it.',
  pillar: 'state',
  source: 'Scattered State',
  severity: 'error',
  precision: 'high',
  scope: 'program',
  exempt: ['scripts', 'migrations'],
  options: {
    minimum: { type: 'number', default: 3, minimum: 2, description: 'How many parts have to change a column that is no state machine.' },
  },

  *find(program, options, modules) {
    const judged = new Map<string, Verdict | undefined>();
    const unitOf = units(program);
    for (const module of modules) {
      const told = new Set<string>();
      const found: { at: string; cell: StateCell; finding: RuleFinding }[] = [];
      for (const access of stateAccesses(program).in(module)) {
        const { cell } = access;
        const place = access.by?.span ?? access.span;
        const key = `${cell.id} ${access.by?.function ?? access.function}`;
        if (access.how !== 'write' || told.has(key)) continue;
        if (!judged.has(cell.id)) judged.set(cell.id, judge(program, cell, options.minimum));
        const verdict = judged.get(cell.id);
        const unit = verdict && unitOf(module);
        if (!verdict || unit === verdict.owners.owner || !verdict.owners.writers.some((each) => each.unit === unit && each.writes.includes(access))) continue;
        // Who waits for the others, or inherits it, changes what is its own while it does.
        if (isOwnField(program, access) || isHeldWrite(program, access)) continue;
        told.add(key);
        found.push({ at: `${groupIdOf(cell)} ${placeOfWrite(access)}`, cell, finding: finding(program, cell, verdict, access, module, place) });
      }
      yield* oncePerWrite(found);
    }
  },
});

/** Where it is stored: the call here, or the one in a repository that does it. */
function placeOfWrite({ call, by, module, function: fn }: StateAccess): string {
  return by ? `${by.module.number} ${by.function} ${by.span.at}` : `${module.number} ${fn} ${call ?? ''}`;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** One write of several fields is one thing to mend: the gravest stands for the others. */
function* oncePerWrite(found: readonly { at: string; cell: StateCell; finding: RuleFinding }[]): Iterable<RuleFinding> {
  for (const list of groupBy(found, ({ at }) => at).values()) {
    const [main] = [...list].sort((a, b) => SEVERITIES.indexOf(a.finding.severity ?? 'error') - SEVERITIES.indexOf(b.finding.severity ?? 'error'));
    if (!main) continue;
    const others = list.filter((each) => each !== main).map(({ cell }) => `'${cell.name}'`);
    yield others.length === 0 ? main.finding : { ...main.finding, message: `${main.finding.message.slice(0, -1)}. It also writes ${others.join(', ')}, of which several parts are writers, too.` };
  }
}

interface Verdict {
  owners: Ownership;
  severity: Severity;
  precision: Precision;
  machine?: StateMachine;
}

const MANY = 3;

function judge(program: Program, cell: StateCell, minimum: number): Verdict | undefined {
  if (cell.field === '*') return undefined;
  const accesses = stateAccesses(program).of(cell.id);
  const all = ownership(program, cell);
  if (cell.kind === 'field' && all.writers.every(({ writes }) => writes.every((each) => isOwnField(program, each)))) return undefined;
  const writers = all.writers.map(({ unit, writes }) => ({ unit, writes: writes.filter((each) => !isFirstValue(program, each)) }));
  const shared = writers.filter((one) => writers.some((other) => other !== one && one.writes.some((a) => other.writes.some((b) => mayMeet(program, a, b)))));
  const { owner, because } = all;
  // Who has rows of its own owns those.
  const owners: Ownership = { writers: shared, ...(owner !== undefined && shared.some(({ unit }) => unit === owner) ? { owner, ...(because ? { because } : {}) } : {}) };
  const parts = owners.writers.length;
  const writes = owners.writers.flatMap((each) => each.writes);
  if (parts < 2 || writes.every(({ guard }) => guard.atomic) || writes.every((each) => isMoment(program, each))) return undefined;
  // The global of two packages is that of two programs.
  if ((cell.kind === 'global' || cell.kind === 'environment') && new Set(writes.map((each) => storedBy(each).input.package)).size > 1) return undefined;
  const machine = stateMachine(cell, accesses);
  // A role or a plan is one of several words, too, and has no transitions.
  if (machine && isStateLike(cell.field)) {
    return { owners, machine, severity: 'info', precision: 'high' };
  }
  if (sayTheSame(writes)) return undefined;
  if (cell.kind === 'column' || cell.kind === 'key' || cell.kind === 'file') return parts >= minimum ? { owners, severity: 'info', precision: 'medium' } : undefined;
  // What is set as modules load is set once.
  if (writes.every((each) => each.function === 0)) return undefined;
  // Each start of a program may set its environment anew.
  return { owners, severity: cell.kind === 'environment' ? 'info' : 'warning', precision: 'medium' };
}

/** Nobody undoes who writes the same. */
function sayTheSame(writes: readonly StateAccess[]): boolean {
  return writes.every(({ literals }) => literals?.length === 1) && new Set(writes.map(({ literals }) => literals?.[0])).size === 1;
}

function finding(program: Program, cell: StateCell, verdict: Verdict, access: StateAccess, module: LinkedModule, span: { at: number; end: number }): RuleFinding {
  const { owners, precision, machine } = verdict;
  const undone = machine ? undoneBy(program, owners.writers, access) : [];
  const isUndoing = undone.length > 0;
  // One part that hands over to another is how work is passed on; three have no order any more.
  const severity: Severity = isUndoing && owners.writers.length >= MANY ? 'error' : verdict.severity;
  const others = listed(owners.writers.filter(({ unit }) => unit !== owners.owner).map(({ unit }) => `'${unit}'`));
  const whose = owners.owner === undefined ? `${others} change '${cell.name}', which nobody owns` : `'${cell.name}' belongs to '${owners.owner}'${owners.because === 'writes most' ? ', which writes it most' : ''}, and is changed by ${others} as well`;
  const consequence = isUndoing ? 'this sets a state whatever is there, and so undoes what another part has set' : machine ? 'which transitions are allowed stands in no single place' : 'no single place says what it may become';
  return {
    module, span, severity, precision,
    message: `${whose}: ${consequence}.`,
    path: table(owners, access, undone),
    anchor: cell.id,
    data: {
      cell: cell.id, ...(owners.owner === undefined ? {} : { owner: owners.owner }), ...(machine ? { states: machine.states } : {}),
      writers: owners.writers.map(({ unit, writes }) => ({ unit, writes: writes.length, literals: [...new Set(writes.flatMap(({ literals }) => literals ?? []))].sort() })),
    },
  };
}

function listed(names: readonly string[]): string {
  const shown = names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}

/** Writes shown of each part, and in all. */
const MOST_OF_ONE = 3;
const MOST = 16;

/** This write first, then who writes what, under which condition: of each part what is undone before the others. */
function table({ writers }: Ownership, access: StateAccess, undone: readonly StateAccess[]): EvidencePoint[] {
  const rows = writers.flatMap(({ unit, writes }) => {
    const others = writes.filter((each) => each !== access);
    const ordered = [...others.filter((each) => undone.includes(each)), ...others.filter((each) => !undone.includes(each))];
    return ordered.slice(0, MOST_OF_ONE).map((each) => row(each, `'${unit}' writes ${says(each)}`));
  });
  return [row(access, `writes ${says(access)}`), ...rows].slice(0, MOST);
}

function row(access: StateAccess, message: string): EvidencePoint {
  return { module: storedBy(access), span: access.by?.span ?? access.span, message };
}

function says({ literals, guard }: StateAccess): string {
  const what = literals ? literals.map((each) => `'${String(each)}'`).join(' or ') : 'a value';
  const from = guard.from?.length ? ` where it is ${guard.from.map((each) => `'${String(each)}'`).join(' or ')}` : guard.from ? ' under a condition on it' : '';
  return `${what}${from || (guard.looked ? ' after looking at it' : guard.atomic ? ' in one step' : guard.version ? ' under a version' : guard.lock ? ' under a lock' : guard.open ? ' under a condition that varies' : ', whatever it was')}`;
}
