import { camelCase, SECTIONS } from '../generate/names.mjs';
import { UsageError } from '../run-script.mjs';

const TAKEN = ['index', 'pages', 'systems', 'hostile', 'ledger'];

/** A rule that finds nothing yet, its test, and a fixture of each kind: path → text. */
export function newRule(name) {
  if (!/^[a-z]+(-[a-z]+)*$/.test(name)) throw new UsageError(`'${name}' is not a rule's name.`, 'A noun phrase for the anti-pattern in kebab-case, letters only: silent-catch.');
  if (TAKEN.includes(name)) throw new UsageError(`'${name}' is taken by a file or folder that is no rule.`, 'Choose another name.');
  return {
    files: {
      [`rules/${name}.ts`]: ruleText(name),
      [`rules/${name}.test.ts`]: testText(name),
      [`fixtures/${name}/bad/orders.ts`]: badText(name),
      [`fixtures/${name}/good/orders.ts`]: goodText(),
    },
    next: [
      'Next:',
      `  1. Write what it finds: the doc comment and the declaration in rules/${name}.ts.`,
      `  2. Write the fixtures in fixtures/${name}, and mark the bad ones with // finds: ${name}.`,
      `  3. Watch them fail: npx vitest run rules/${name}.test.ts`,
      '  4. Write `find` until they pass; then pnpm generate.',
      'All that was written is to be committed, the generated files too. Fixture files may be renamed, added and deleted.',
    ].join('\n'),
  };
}

const ruleText = (name) => `${docComment()}
import { defineRule } from '@dist-lint/graph';

export const ${camelCase(name)} = defineRule({
  name: '${name}',
  summary: 'TODO: one sentence, what is wrong when it is found.',
  pillar: 'TODO: state, feedback or blast-radius',
  source: 'TODO: the name under which people know it',
  severity: 'warning',
  precision: 'low',
  scope: 'program',
  options: {},

  *find() {
    // Nothing yet: the fixtures come first. It is handed the program, the options, and the modules whose findings are wanted.
  },
});
`;

const docComment = () => ['/**', ...Object.values(SECTIONS).flatMap((heading) => [` * ## ${heading}`, ' * TODO']), ' */'].join('\n');

const testText = (name) => `import { check, checkFixtures } from '@dist-lint/testing';
import { test } from 'vitest';

test('its fixtures', () => checkFixtures('${name}'));

test('TODO: an edge case, in words', () => check({
  rule: '${name}',
  files: {
    'src/orders.ts': \`
      export const total = (prices: number[]) => prices.reduce((sum, price) => sum + price, 0);
    \`,
  },
}));
`;

const badText = (name) => `export async function placeOrder(order: { id: string }): Promise<void> {
  await fetch(\`https://billing.shop.example/orders/\${order.id}\`, { method: 'POST' }); // finds: ${name}
}
`;

const goodText = () => `export async function placeOrder(order: { id: string }): Promise<void> {
  await fetch(\`https://billing.shop.example/orders/\${order.id}\`, { method: 'POST' });
}
`;
