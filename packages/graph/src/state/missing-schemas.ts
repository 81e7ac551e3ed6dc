/** Says where a package stores what schema files declare, and none is in the tree. */
import type { Program } from '../link.ts';
import { lineAndColumn, type LinkedModule } from '../program.ts';

/** One gap for each module that imports such a package. */
export function missingSchemas(program: Program, module: LinkedModule): void {
  if (program.schemas.length > 0) return;
  for (const { specifier, typeOnly, at } of module.facts.imports) {
    const resolution = module.input.resolutions[specifier];
    if (typeOnly || resolution?.to !== 'external') continue;
    if (program.link.libraries.schemasOf(resolution.package) === undefined) continue;
    const [line] = lineAndColumn(module.facts.lineStarts, at);
    program.link.gaps.push({ kind: 'missing-schema', file: module.path, line, message: `What '${specifier}' stores is declared in a schema file, and there is none.` });
  }
}
