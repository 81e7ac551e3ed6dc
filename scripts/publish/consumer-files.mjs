/** A project of somebody else's that uses all we publish: path → text. */
export const consumerFiles = {
  'package.json': '{ "name": "shop", "private": true, "type": "module" }\n',
  // The root is here.
  '.git/HEAD': 'ref: refs/heads/main\n',
  'src/orders.ts': `import { Queue } from 'bullmq';

const mails = new Queue('mail');

export async function confirm(order: { id: string }): Promise<void> {
  try {
    await mails.add('confirmation', order);
  } catch {}
}
`,
  'src/shipping.js': `import { Queue } from 'bullmq';

const parcels = new Queue('parcel');

export async function ship(order) {
  try {
    await parcels.add('ship', order);
  } catch {}
}
`,
  // Nothing is found here but by the rule and the library in `tools`.
  'src/invoices.ts': `import { readFileSync } from 'node:fs';
import { Client } from 'carrier';
import express from 'express';

const app = express();
const client = new Client();

app.get('/invoices/:id', (request, response) => {
  response.send(readFileSync('invoice.html', 'utf8'));
});

export async function send(order: { id: string }): Promise<void> {
  try {
    await client.ship(order);
  } catch {}
}
`,
  'eslint.config.js': `import parser from '@typescript-eslint/parser';
import distLint from 'eslint-plugin-dist-lint';

export default [distLint.configs.recommended, { files: ['**/*.ts'], languageOptions: { parser } }];
`,
  // Without the types of Node.js, and with every declaration checked: ours may need nothing that we do not bring.
  'tsconfig.json': JSON.stringify({
    compilerOptions: { target: 'ES2023', lib: ['ES2023'], module: 'NodeNext', strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true, types: [] },
    files: ['tools/own-rule.ts', 'tools/report.ts', 'tools/eslint.ts'],
  }),
  'tools/own-rule.ts': `import { defineLibrary, defineRule, describeEffect, witness, type EntryPoint, type Finding, type Program, type Severity } from 'dist-lint';

export const blockingRead = defineRule({
  name: 'blocking-read',
  summary: 'A request handler waits for the disk and nobody else is served meanwhile.',
  pillar: 'feedback',
  source: 'Blocking Read',
  severity: 'warning',
  precision: 'high',
  scope: 'program',
  options: { most: { type: 'number', default: 0, minimum: 0, description: 'So many are accepted.' } },
  *find(program: Program, { most }) {
    const accepted: number = most;
    const routes: EntryPoint[] = [...program.entryPoints()].filter(({ role }) => role === 'route');
    for (const entry of routes.slice(accepted)) {
      const { module, id, fact } = program.modules.function(entry.function);
      const read = program.summary(entry.function).effects.find(({ kind, symbol }) => kind === 'file-read' && symbol.endsWith('Sync'));
      if (!read) continue;
      yield { module, span: { at: fact.at, end: fact.at + 1 }, message: describeEffect(read), path: witness(program, module, id, read) };
    }
  },
});

export const carrier = defineLibrary({ name: 'carrier', packages: ['carrier'], docs: 'https://carrier.example', symbols: { 'Client.ship': { effects: [{ kind: 'enqueue' }] } } });

// @ts-expect-error What we do not know is refused.
export const wrong = defineLibrary({ name: 'carrier', packages: ['carrier'], docs: 'https://carrier.example', symbols: { ship: { effects: [{ kind: 'telepathy' }] } } });

export const severityOf = (finding: Finding): Severity => finding.severity;
`,
  'tools/report.ts': `import { check, defineConfig, UserError, type DistLintConfig, type Report } from 'dist-lint';

export const config: DistLintConfig = defineConfig({ preset: 'strict', rules: { 'silent-catch': { allowLogging: true } } });

// @ts-expect-error No such preset.
export const wrong = defineConfig({ preset: 'stricter' });

export async function countErrors(): Promise<number> {
  try {
    const report: Report = await check({ paths: ['src'] });
    return report.findings.filter(({ severity }) => severity === 'error').length;
  } catch (error) {
    if (error instanceof UserError) return error.hint.length;
    throw error;
  }
}
`,
  'tools/eslint.ts': `import type { Linter } from 'eslint';
import distLint from 'eslint-plugin-dist-lint';

export const config: Linter.Config[] = [distLint.configs.recommended];
`,
};
