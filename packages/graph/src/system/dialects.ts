/** What kind of database a package has: what options, the schema or the driver say. */
import { soleOf } from '@dist-lint/model';
import type { Library } from '@dist-lint/libraries';
import type { Program } from '../link.ts';
import { slotText } from '../slots.ts';
import type { NeededCall } from './call-edges.ts';

/** By the path of a package: what it says of the kind of its databases. */
export type Dialects = Map<string, Set<string>>;

/** Notes what a call says of the kind of database: `new DataSource({ type: 'postgres' })`. */
export function noteDialect(program: Program, dialects: Dialects, { module, function: fn, resolved }: NeededCall): void {
  for (const external of resolved.externals) {
    const dialect = program.link.libraries.symbol(external.package, external.path)?.facts.dialect;
    if (dialect === undefined || program.link.isExempt(module.path)) continue;
    const text = slotText(program.link, { module, function: fn, call: resolved.call }, external, dialect);
    if (text === '' || text.includes('*')) continue;
    const known = dialects.get(module.input.package) ?? new Set();
    dialects.set(module.input.package, known.add(usual(text)));
  }
}

/** What kind of database a package reaches through a library: by what is said, by the schema, or by the driver. */
export function dialectOf(program: Program, dialects: Dialects, own: string, library: Library): string | undefined {
  if (library.schemas !== undefined) return providerOf(program, own);
  const said = dialects.get(own) ?? soleOf(dialects.values());
  if (said) return soleOf(said);
  const drivers = driversOf(program, program.modules.packages.filter(({ path }) => path === own));
  // Its package may leave the driver to another that has the same library.
  const known = drivers.size > 0 ? drivers : driversOf(program, program.modules.packages.filter((each) => library.packages.some((name) => Object.hasOwn(each.dependencies, name))));
  return soleOf(known);
}

/** The kinds of databases for which packages have drivers. */
export function driversOf(program: Program, packages: Program['modules']['packages']): Set<string> {
  return new Set(packages.flatMap(({ dependencies }) => Object.keys(dependencies)).flatMap((name) => {
    const resource = program.link.libraries.libraryOf(name)?.resource;
    return resource && resource.kind === 'database' && resource.name !== undefined ? [resource.name] : [];
  }));
}

/** The schemas in a package; those of the root alone are those of all. */
export function schemasIn(program: Program, own: string): Program['schemas'] {
  return own === '' ? [] : program.schemas.filter(({ path }) => path.startsWith(`${own}/`));
}

/** The provider of the schema in a package, or of the only one. */
function providerOf(program: Program, own: string): string | undefined {
  const inside = schemasIn(program, own);
  const providers = new Set((inside.length > 0 ? inside : program.schemas).flatMap(({ text }) => {
    const provider = /datasource\s+\w+\s*\{[^}]*?provider\s*=\s*"(\w+)"/s.exec(text)?.[1];
    return provider === undefined ? [] : [usual(provider)];
  }));
  return soleOf(providers);
}

/** The words of several libraries for one kind of database. */
const USUAL: Readonly<Record<string, string>> = { pg: 'postgres', postgresql: 'postgres', mysql2: 'mysql', 'better-sqlite3': 'sqlite', sqlite3: 'sqlite', tedious: 'mssql', sqlserver: 'mssql', mongo: 'mongodb' };

function usual(dialect: string): string {
  return USUAL[dialect.toLowerCase()] ?? dialect.toLowerCase();
}
