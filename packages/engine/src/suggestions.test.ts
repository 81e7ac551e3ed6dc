/** Each suggestion, applied, gives a text that parses and no longer has the finding. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { languageOf, lower } from '@dist-lint/frontend';
import { afterEach, describe, expect, it } from 'vitest';
import { openSession } from './session.ts';

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

/** The text after each suggestion for the first finding of a file; `none` when there is none. */
async function afterSuggestion(rule: string, files: Record<string, string>, file: string): Promise<string> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'dist-lint-')));
  roots.push(root);
  mkdirSync(join(root, '.git'));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  const session = await openSession({ cwd: root, cache: false });
  const lint = async (text: string) => (await session.lint({ file: join(root, file), text, rules: { [rule]: {} } })).findings;
  const text = files[file] as string;
  const findings = await lint(text);
  expect(findings).toHaveLength(1);
  const [suggestion, ...others] = findings[0]?.suggestions ?? [];
  expect(others).toEqual([]);
  if (!suggestion) return 'none';
  let changed = text;
  for (const { at, end, text: by } of [...suggestion.edits].reverse()) changed = changed.slice(0, at) + by + changed.slice(end);
  const lowered = lower(changed, languageOf(file) ?? 'ts');
  expect('facts' in lowered && lowered.facts.syntaxErrors).toEqual([]);
  expect(await lint(changed)).toEqual([]);
  return changed;
}

describe('silent-catch throws the error again', () => {
  const around = (handler: string, before = '') => `import { Queue } from 'bullmq';
const mails = new Queue('mail');
${before}export async function confirm(order: { id: string }) {
  try {
    await mails.add('confirmation', order);
  } ${handler}
}
`;
  const after = async (handler: string, before?: string) => {
    const text = await afterSuggestion('silent-catch', { 'orders.ts': around(handler, before) }, 'orders.ts');
    return text === 'none' ? text : text.slice(text.indexOf('catch'), text.lastIndexOf('\n}'));
  };

  it.each([
    ['a type and a comment', 'catch (cause: unknown) {\n    console.log(cause);\n    // a courtesy\n  }', 'catch (cause: unknown) {\n    console.log(cause);\n    // a courtesy\n    throw cause;\n  }'],
    ['no name', 'catch {\n    console.log("kept");\n  }', 'catch (error) {\n    console.log("kept");\n    throw error;\n  }'],
    ['a statement without semicolon', 'catch (error) { console.log(error) }', 'catch (error) { console.log(error) \n    throw error;\n  }'],
    ['a log', 'catch (error) {\n    console.error(error);\n  }', 'catch (error) {\n    console.error(error);\n    throw error;\n  }'],
    ['a finally clause', 'catch (error) { console.log(error); } finally { console.info("done"); }', 'catch (error) { console.log(error); \n    throw error;\n  } finally { console.info("done"); }'],
  ])('%s', async (_, handler, wanted) => {
    expect(await after(handler)).toBe(wanted);
  });

  it('under a name that nothing bears', async () => {
    expect(await after('catch { console.log(1); }', 'const error = 1;\nexport const failure = error;\n')).toBe('catch (reason) { console.log(1); \n    throw reason;\n  }');
    expect(await after('catch { console.log(error); }')).toBe('catch (failure) { console.log(error); \n    throw failure;\n  }');
  });

  it.each([
    ['a handler that returns', 'catch { return; }'],
    ['an empty handler, which would do nothing but throw', 'catch {}'],
    ['an empty handler with a name', 'catch (cause) {}'],
    ['a handler with a comment alone', 'catch (error) {\n    // a courtesy\n  }'],
    ['an empty handler before a finally clause', 'catch {} finally { console.info("done"); }'],
    ['a handler that sometimes returns', 'catch (error) { if (error) return; }'],
    ['a pattern', 'catch ({ message }) { console.log(message); }'],
  ])('and not: %s', async (_, handler) => {
    expect(await after(handler)).toBe('none');
  });
});

describe('circular-dependency makes an import type-only', () => {
  const cycle = (statement: string) => ({
    'tsconfig.json': '{ "compilerOptions": { "verbatimModuleSyntax": true } }',
    'order.ts': `${statement}\nexport interface Order { customer: Customer }\nexport const total = (order: Order) => order;\nexport default total;\n`,
    'customer.ts': "import { total } from './order.ts';\nexport interface Customer { name: string }\nexport default interface Person { name: string }\nexport const spent = () => total;\n",
  });

  it.each([
    ['a named import', "import { Customer } from './customer.ts';", "import type { Customer } from './customer.ts';"],
    ['a default import', "import Customer from './customer.ts';", "import type Customer from './customer.ts';"],
    ['below a comment', "// ours\nimport { Customer } from './customer.ts';", "// ours\nimport type { Customer } from './customer.ts';"],
    ['two statements', "import { Customer } from './customer.ts';\nimport { Customer as Buyer } from './customer.ts';\nexport type Both = Buyer;", "import type { Customer } from './customer.ts';\nimport type { Customer as Buyer } from './customer.ts';\nexport type Both = Buyer;"],
  ])('%s', async (_, statement, wanted) => {
    const text = await afterSuggestion('circular-dependency', cycle(statement), 'order.ts');
    expect(text.startsWith(`${wanted}\n`)).toBe(true);
  });

  it('and not where a default and names stand together', async () => {
    const files = cycle("import Person, { Customer } from './customer.ts';\nexport type P = Person;");
    expect(await afterSuggestion('circular-dependency', files, 'order.ts')).toBe('none');
  });
});
