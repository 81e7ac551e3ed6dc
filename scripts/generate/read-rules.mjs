/**
 * Reads the rules' declarations from their source text, so that nothing has to be built first and a page can
 * never speak of an older build. That is why a declaration is written in literals.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { UsageError } from '../run-script.mjs';
import { evaluateLiteral } from './evaluate-literal.mjs';
import { camelCase, SECTIONS } from './names.mjs';

const DECLARED = ['name', 'summary', 'pillar', 'source', 'severity', 'precision', 'scope', 'options'];

/** Every rule in `rules/`, by name. */
export function readRules(root) {
  const folder = join(root, 'rules');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => /^[a-z-]+\.ts$/.test(file) && !['index.ts', 'pages.ts'].includes(file))
    .sort()
    .flatMap((file) => readRule(file, readFileSync(join(folder, file), 'utf8')));
}

/** The rule of a file, in a list; an empty one when the file declares none. */
export function readRule(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const declarations = source.statements.filter(ts.isVariableStatement).flatMap((statement) => statement.declarationList.declarations);
  const declared = declarations.filter(({ initializer }) => initializer && ts.isCallExpression(initializer) && initializer.expression.getText() === 'defineRule');
  if (declared.length > 1) throw new UsageError(`rules/${file} declares ${declared.length} rules.`, 'One anti-pattern, one file.');
  return declared.map((declaration) => {
    const fields = readDeclaration(file, source, declaration.initializer.arguments[0]);
    assertNames(file, fields.name, declaration.name.getText());
    return { file, exportName: declaration.name.getText(), ...fields, sections: readSections(file, text) };
  });
}

function readDeclaration(file, source, literal) {
  const properties = new Map((literal?.properties ?? []).map((property) => [property.name?.getText(), property]));
  return Object.fromEntries(DECLARED.map((field) => {
    const property = properties.get(field);
    if (!property) throw new UsageError(`rules/${file}: the declaration has no '${field}'.`, 'See RuleDeclaration in packages/graph/src/define-rule.ts.');
    try {
      return [field, evaluateLiteral(property.initializer ?? property.name, source)];
    } catch (error) {
      throw new UsageError(`rules/${file}: '${field}' cannot be read: ${error.message}`, 'Write it as a literal: pages are made from the source text.');
    }
  }));
}

function assertNames(file, name, exportName) {
  if (`${name}.ts` !== file) throw new UsageError(`rules/${file} declares '${name}'.`, `Name the file rules/${name}.ts: one name everywhere.`);
  if (camelCase(name) !== exportName) throw new UsageError(`rules/${file} exports '${exportName}'.`, `Name the export ${camelCase(name)}: one name everywhere.`);
}

/** The four sections of the doc comment that begins with the first heading. */
function readSections(file, text) {
  const comment = [...text.matchAll(/\/\*\*(.*?)\*\//gs)].map(([, body]) => body).find((body) => body.includes(`## ${SECTIONS.finds}`));
  const plain = (comment ?? '').split(/\r?\n/).map((line) => line.replace(/^\s*\* ?/, '')).join('\n');
  const parts = plain.split(/^## /m).slice(1).map((part) => {
    const [heading = '', ...lines] = part.split('\n');
    return [heading.trim(), lines.join('\n').trim()];
  });
  const headings = Object.values(SECTIONS);
  if (parts.map(([heading]) => heading).join() !== headings.join() || parts.some(([, body]) => body === '')) {
    throw new UsageError(
      `rules/${file}: the doc comment does not have the four sections, each with text, in order.`,
      `Write: ${headings.map((heading) => `## ${heading}`).join(', ')}.`,
    );
  }
  return Object.fromEntries(Object.keys(SECTIONS).map((key, index) => [key, parts[index][1]]));
}
