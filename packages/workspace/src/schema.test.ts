import { describe, expect, it } from 'vitest';
import { findFiles } from './find.ts';
import { findSchemas, generatorOutputs } from './schema.ts';
import { tree } from './temporary-tree.test.support.ts';

describe('findSchemas', () => {
  it('finds schemas and split schema folders, not what git ignores, not huge ones', () => {
    const root = tree({
      'prisma/schema.prisma': 'model Order {}', 'apps/db/schema/order.prisma': 'model A {}', 'apps/db/schema/base.prisma': '\ufeffmodel B {}',
      'old/schema.prisma': '', '.gitignore': 'old', 'huge.prisma': 'x'.repeat(2_000_001), 'node_modules/x/schema.prisma': '',
    });
    expect(findSchemas(findFiles(root))).toEqual([
      { path: 'apps/db/schema/base.prisma', kind: 'prisma', text: 'model B {}' },
      { path: 'apps/db/schema/order.prisma', kind: 'prisma', text: 'model A {}' },
      { path: 'prisma/schema.prisma', kind: 'prisma', text: 'model Order {}' },
    ]);
  });
});

describe('generatorOutputs', () => {
  it('counts from the schema, and in a schema folder from the one above as well', () => {
    const schema = (path: string, output: string) => ({ path, kind: 'prisma' as const, text: `generator client {\n  output = "${output}"\n}\n` });
    expect(generatorOutputs([schema('prisma/schema.prisma', '../src/client')])).toEqual(['src/client']);
    expect(generatorOutputs([schema('db/schema/base.prisma', '../client')])).toEqual(['client', 'db/client']);
    expect(generatorOutputs([schema('a.prisma', '../../out'), { path: 'b.prisma', kind: 'prisma', text: 'generator x { output = env("Y") }' }])).toEqual([]);
  });
});
