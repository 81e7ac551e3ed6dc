import type { SchemaFile } from '@dist-lint/model';
import type { FoundFiles } from './find.ts';
import { joinPath, parentOf } from './path.ts';

/** Characters. A schema beyond this size was not written by hand. */
const LARGEST = 2_000_000;

/** Every `.prisma` file that git does not ignore, `schema.prisma` and split schema folders alike, sorted. */
export function findSchemas(found: FoundFiles): SchemaFile[] {
  const schemas: SchemaFile[] = [];
  for (const [path, kind] of found.kinds) {
    if (kind !== 'other' || !path.endsWith('.prisma') || found.ignores(path)) continue;
    const text = found.read(path);
    if (text !== undefined && text.length <= LARGEST) schemas.push({ path, kind: 'prisma', text });
  }
  return schemas.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Folders that the schemas' generators write to, relative to the root. */
export function generatorOutputs(schemas: readonly SchemaFile[]): string[] {
  const outputs = new Set<string>();
  for (const { path, text } of schemas) {
    for (const [, block = ''] of text.matchAll(/^[ \t]*generator\s+\w+\s*\{([^}]{0,1000})\}/gm)) {
      const written = /^[ \t]*output\s*=\s*"([^"\n]+)"/m.exec(block)?.[1];
      // Output counts from the schema, and in a split schema from the folder above as often as not.
      for (const folder of written === undefined ? [] : [parentOf(path), parentOf(parentOf(path))]) {
        const place = joinPath(folder, written ?? '');
        if (place !== undefined && place !== '') outputs.add(place);
        if (!/(^|\/)(schema|models?|schemas)$/.test(parentOf(path))) break;
      }
    }
  }
  return [...outputs].sort();
}
