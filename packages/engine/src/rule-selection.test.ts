import { defineRule, type Rule } from '@dist-lint/graph';
import { UserError } from '@dist-lint/model';
import { expect, test } from 'vitest';
import { selectRules } from './rule-selection.ts';

const slowQuery: Rule = defineRule({
  name: 'slow-query', summary: 'A query reads too much.', pillar: 'state', source: 'Slow Queries', severity: 'warning', precision: 'high', scope: 'file',
  options: {
    rows: { type: 'number', default: 100, minimum: 1, maximum: 1000, description: 'How many rows are too many.' },
    strict: { type: 'boolean', default: false, description: 'Whether joins count.' },
    dialect: { type: 'choice', default: 'postgres', choices: ['postgres', 'mysql'], description: 'The database.' },
    tables: { type: 'strings', default: [], description: 'Tables to leave out.' },
  },
  *find() { /* never run here */ },
});
const all = [slowQuery];

function refusal(run: () => unknown): { code: string; message: string; hint: string } {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return { code: error.code, message: error.message, hint: error.hint };
    throw error;
  }
  throw new Error('it was accepted');
}

test('without a word all rules run, with the defaults of their options', () => {
  expect(selectRules(all, {})).toEqual([{ rule: slowQuery, options: { rows: 100, strict: false, dialect: 'postgres', tables: [] } }]);
});

test('given values take the place of defaults', () => {
  const [selected] = selectRules(all, { rules: ['slow-query'], ruleOptions: { 'slow-query': { rows: 5, strict: true, dialect: 'mysql', tables: ['audit'] } } });
  expect(selected?.options).toEqual({ rows: 5, strict: true, dialect: 'mysql', tables: ['audit'] });
});

test('an unknown rule names the nearest', () => {
  expect(refusal(() => selectRules(all, { rules: ['slow-querry'] }))).toMatchObject({ code: 'unknown-rule', hint: expect.stringContaining("Did you mean 'slow-query'?") as string });
  expect(refusal(() => selectRules(all, { ruleOptions: { __proto__x: {} } })).code).toBe('unknown-rule');
});

test('an unknown option names the nearest, and names of Object.prototype are unknown, too', () => {
  expect(refusal(() => selectRules(all, { ruleOptions: { 'slow-query': { row: 1 } } }))).toMatchObject({ code: 'unknown-option', hint: expect.stringContaining("'rows'") as string });
  expect(refusal(() => selectRules(all, { ruleOptions: { 'slow-query': { constructor: 1 } } })).code).toBe('unknown-option');
});

test('a value of the wrong kind or size says what is wanted', () => {
  const given = (options: Record<string, unknown>): { code: string; message: string } => refusal(() => selectRules(all, { ruleOptions: { 'slow-query': options } }));
  expect(given({ rows: 0 })).toMatchObject({ code: 'invalid-option', message: expect.stringContaining('a whole number from 1 to 1000') as string });
  expect(given({ rows: 1.5 }).code).toBe('invalid-option');
  expect(given({ rows: '5' }).code).toBe('invalid-option');
  expect(given({ strict: 'yes' }).message).toContain('true or false');
  expect(given({ dialect: 'oracle' }).message).toContain('postgres, mysql');
  expect(given({ tables: [1] }).message).toContain('a list of strings');
});
