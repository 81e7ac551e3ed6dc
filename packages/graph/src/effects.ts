/** What a call of a library symbol does, by its row: kind, target and method filled in from the call. */
import type { Effect } from '@dist-lint/libraries';
import type { Link } from './link-context.ts';
import { slotExpr, slotText } from './slots.ts';
import { sqlOf } from './sql-text.ts';
import type { CallSite, ExternalValue } from './values.ts';

export interface CallEffect {
  effect: Effect;
  kind: Effect['kind'];
  /** Entity, queue, URL, …; '' when unknown. */
  target: string;
  /** HTTP method in upper case; '' when it is none or unknown. */
  method: string;
}

/** The effects of calling `external` at a site. */
export function callEffects(link: Link, site: CallSite, external: ExternalValue): readonly CallEffect[] {
  const facts = link.libraries.symbol(external.package, external.path)?.facts;
  if (!facts) return NONE;
  const handed = facts.effectsOf === undefined ? NONE : effectsOfArgument(link, site, external, facts.effectsOf);
  if (handed.length > 0) return handed;
  // A command object does nothing until it is sent.
  if (!facts.effects || facts.fails === 'never') return facts.effects ? facts.effects.filter(({ lazy }) => !lazy).map((effect) => read(link, site, external, effect)) : NONE;
  return facts.effects.map((effect) => read(link, site, external, effect));
}

const NONE: readonly CallEffect[] = [];

/** `client.send(new PutItemCommand(…))` does what the command says. */
function effectsOfArgument(link: Link, site: CallSite, external: ExternalValue, slot: string): readonly CallEffect[] {
  const placed = slotExpr(link, site, external, slot);
  if (!placed) return NONE;
  return link.evaluate(placed.module, placed.function, placed.expr).flatMap((value) => {
    if (value.is !== 'external' || !value.made) return [];
    const { made } = value;
    const rows = link.libraries.symbol(value.package, value.path)?.facts.effects ?? [];
    return rows.map((effect) => read(link, made, value, effect));
  });
}

function read(link: Link, site: CallSite, external: ExternalValue, effect: Effect): CallEffect {
  const method = effect.kind === 'network' ? slotText(link, site, external, effect.method).toUpperCase() : '';
  const target = effect.kind === 'network' && isOfLibrary(link, site, external, effect.target) ? '' : slotText(link, site, external, effect.target);
  if (effect.sql === undefined) return { effect, kind: effect.kind, target, method };
  const statements = sqlOf(link, site, external, effect)?.statements ?? [];
  // A statement that writes matters more than what it reads for that.
  const main = statements.find(({ does }) => does !== 'read') ?? statements[0];
  const table = main === undefined || main.table === '*' ? '' : main.table;
  return { effect, kind: main !== undefined && main.does !== 'read' ? 'db-write' : effect.kind, target: target || table, method };
}

/** `fetch(options.url)`, where the options are of a library's type: the name of a property is no address. */
function isOfLibrary(link: Link, site: CallSite, external: ExternalValue, slot: string | undefined): boolean {
  const placed = slot === undefined ? undefined : slotExpr(link, site, external, slot);
  if (placed?.expr.k !== 'member') return false;
  const values = link.evaluate(placed.module, placed.function, placed.expr);
  return values.length > 0 && values.every((value) => value.is === 'external' && !value.made && value.path.includes('.'));
}
