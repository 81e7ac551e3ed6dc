/** What schema files say of code that is generated and not in the repository. */
import { posix } from 'node:path';
import type { SchemaFile } from '@dist-lint/model';
import type { LinkedModule } from './program.ts';

/** Which package a specifier stands for when it leads into a generated Prisma client. */
export function generatedClients(schemas: readonly SchemaFile[]): (module: LinkedModule, specifier: string) => string | undefined {
  const outputs = schemas.flatMap((schema) =>
    [...schema.text.matchAll(/^\s*output\s*=\s*"([^"\n]+)"/gm)].map((match) => posix.join(posix.dirname(schema.path), match[1] ?? '')),
  );
  if (outputs.length === 0) return () => undefined;
  return (module, specifier) => {
    const resolution = module.input.resolutions[specifier];
    const known = resolution && 'path' in resolution ? resolution.path : undefined;
    // A bare specifier may count from the package (`baseUrl`), which no file was found to confirm.
    const target = known ?? posix.join(specifier.startsWith('.') ? posix.dirname(module.path) : module.input.package, specifier);
    return outputs.some((output) => target === output || target.startsWith(`${output}/`) || target.startsWith(`${output}.`)) ? '@prisma/client' : undefined;
  };
}
