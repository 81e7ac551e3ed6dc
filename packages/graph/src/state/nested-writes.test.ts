import { expect, test } from 'vitest';
import { programWith } from './entity-lines.test.setup.ts';
import { accessLines } from './row-lines.test.setup.ts';

test('rows of relations that Prisma writes with the row that leads to them', () => {
  expect(accessLines(programWith({
    'schema.prisma': `
datasource db {
  provider = "postgresql"
}
model Secret {
  id       String    @id
  name     String
  owner    Profile?
  versions Version[]
}
model Version {
  id       String @id
  value    String
  secret   Secret @relation(fields: [secretId], references: [id])
  secretId String
}
model Profile {
  id    String @id
  seen  Int
  secret   Secret @relation(fields: [secretId], references: [id])
  secretId String
}
`,
    'prisma.ts': `import { PrismaClient } from '@prisma/client';\nexport const prisma = new PrismaClient();\n`,
    'secrets.ts': `
      import { prisma } from './prisma.js';
      export const add = (name: string, value: string) => prisma.secret.create({ data: { name, versions: { create: { value } } } });
      export const copy = (name: string, old: { value: string }[], keeps: boolean) =>
        prisma.secret.create({ data: { name, versions: keeps ? { createMany: { data: old.map((each) => ({ value: each.value })) } } : undefined } });
      export const look = (id: string) => prisma.secret.update({ where: { id }, data: { owner: { update: { seen: { increment: 1 } } }, versions: { deleteMany: {}, connect: { id } } } });
      export const link = (id: string) => prisma.secret.update({ where: { id }, data: { versions: { connect: { id } } } });`,
  }))).toEqual([
    'add: create Secret.name ?', 'add: create Secret.versions ?', 'add: create Version.value ?',
    'copy: create Secret.name ?', 'copy: create Secret.versions ?', 'copy.<returned>.<create>.data.versions.createMany.data.<map>: create Version.value ?',
    'look: update Secret.owner ? checked', 'look: update Profile.seen ? atomic checked', 'look: update Secret.versions ? checked', 'look: delete Version.* ? checked',
    // What is only joined is not written.
    'link: update Secret.versions ? checked',
  ]);
});
