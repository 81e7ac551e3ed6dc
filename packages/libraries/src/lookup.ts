/**
 * Finds the row of a symbol. Built once from the libraries, then asked for every call of a program,
 * so each answer is kept by its spelling; what is not kept yet costs one step a segment.
 */
import { addTo } from '@dist-lint/model';
import type { FileConvention, Library, SymbolFacts } from './library.ts';

export interface SymbolRow {
  facts: SymbolFacts;
  library: Library;
  /** What each `*` of the key matched, in order. */
  stars: readonly string[];
}

export interface Lookup {
  /** The row of `package#path`. `node:` is dropped, `default` and aliases are followed. */
  symbol(pkg: string, path: string): SymbolRow | undefined;
  /** The row of a member that means the same on any receiver: package `*`. */
  any(member: string): SymbolRow | undefined;
  /** Whether a library describes this import name. */
  hasPackage(pkg: string): boolean;
  /** Whether rows of a library whose source says nothing of it know an export; see `Library.unreadable`. */
  isUnreadable(pkg: string, exportedName: string): boolean;
  /** The name under which rows know an export: `Redis` for `default` of `ioredis`. */
  canonical(pkg: string, exportedName: string): string;
  /** The library that describes an import name; of several the first. */
  libraryOf(pkg: string): Library | undefined;
  /** Whether what is reached through this package is a database. */
  isDatabase(pkg: string): boolean;
  /** The kind of schema files in which what is stored through this package is declared. */
  schemasOf(pkg: string): Library['schemas'];
  fileConventions: readonly { library: Library; convention: FileConvention }[];
  /** Those of which members tell what their receiver is. */
  telling: readonly (Library & Required<Pick<Library, 'tells'>>)[];
  /** `package#path` of what is made with options that hold for other calls' retries; see `RetrySlot.of`. */
  retryDefaults: ReadonlySet<string>;
  /** Last names of what makes an entity of a part that another call made: a model of a schema. */
  ofParts: ReadonlySet<string>;
  /** Last names of what associates models. */
  associating: ReadonlySet<string>;
  /** Last names of what changes a container: asked first, of every call. */
  mutators: ReadonlySet<string>;
}

/** Where two libraries have a row for the same symbol, the later one is right: users add theirs at the end. */
export const createLookup = (libraries: readonly Library[]): Lookup => {
  const describing = new Map<string, Library[]>();
  for (const library of libraries) {
    for (const pkg of library.packages.map(withoutNode)) addTo(describing, pkg, library);
  }

  /** Built when first asked for: a program uses few of the packages. */
  const tables = new Map<string, Table | null>();
  const tableOf = (pkg: string): Table | null => {
    const present = tables.get(pkg);
    if (present !== undefined) return present;
    const owners = describing.get(withoutNode(pkg));
    const made = owners === undefined ? null : newTable(owners);
    tables.set(pkg, made);
    return made;
  };

  const symbol = (pkg: string, path: string): SymbolRow | undefined => {
    const table = tableOf(pkg);
    if (table === null) return undefined;
    const known = table.answers.get(path);
    if (known !== undefined) return known ?? undefined;
    const answer = find(table, path);
    table.answers.set(path, answer ?? null);
    return answer;
  };

  return {
    symbol,
    any: (member) => symbol('*', member),
    hasPackage: (pkg) => describing.has(withoutNode(pkg)),
    libraryOf: (pkg) => describing.get(withoutNode(pkg))?.[0],
    isDatabase: (pkg) => describing.get(withoutNode(pkg))?.some(({ resource }) => resource !== false && resource?.kind === 'database') ?? false,
    schemasOf: (pkg) => describing.get(withoutNode(pkg))?.find(({ schemas }) => schemas)?.schemas,
    isUnreadable(pkg, exportedName) {
      if (!describing.get(pkg)?.some(({ unreadable }) => unreadable)) return false;
      const table = tableOf(pkg);
      const name = table?.aliases.get(exportedName) ?? exportedName;
      return table !== null && (table.root.named.has(name) || table.root.named.has(`${name}()`) || [...table.aliases.keys()].some((alias) => alias.startsWith(`${name}.`)));
    },
    canonical: (pkg, exportedName) => tableOf(pkg)?.aliases.get(exportedName) ?? exportedName,
    telling: libraries.flatMap(({ tells, ...library }) => (tells ? [{ ...library, tells }] : [])),
    retryDefaults: new Set(libraries.flatMap(defaultsOf)),
    ofParts: new Set(libraries.filter(({ symbols }) => Object.values(symbols).some(({ entity }) => entity?.part)).flatMap(({ symbols }) =>
      Object.entries(symbols).flatMap(([key, { entity }]) => (entity?.fields !== undefined && !entity.part ? expandKey(key).map(lastName) : [])))),
    associating: new Set(libraries.flatMap(({ symbols }) => Object.entries(symbols).flatMap(([key, { associates }]) => (associates ? expandKey(key).map(lastName) : [])))),
    mutators: new Set(libraries.flatMap(({ symbols }) => Object.entries(symbols).flatMap(([key, { mutates }]) => (mutates ? expandKey(key).map(lastName) : [])))),
    fileConventions: libraries.flatMap((library) => (library.files ?? []).map((convention) => ({ library, convention }))),
  };
};

function defaultsOf({ packages, symbols }: Library): string[] {
  const slots = Object.values(symbols).flatMap(({ retries }) => [...(retries?.says ?? []), ...(retries?.versions ?? []).flatMap(({ says }) => says ?? [])]);
  return slots.flatMap(({ of }) => (of === undefined ? [] : of.includes('#') ? [of] : packages.map((name) => `${withoutNode(name)}#${of}`)));
}

const lastName = (key: string): string => key.slice(key.lastIndexOf('.') + 1);

/** The keys that a key with alternatives stands for: `A|B.c` is `A.c` and `B.c`. */
export const expandKey = (key: string): string[] =>
  key
    .split('.')
    .map((segment) => segment.split('|'))
    .reduce<string[]>(
      (heads, names) => heads.flatMap((head) => names.map((name) => (head === '' ? name : `${head}.${name}`))),
      [''],
    );

/** What is known of one import name. */
interface Table {
  root: Branch;
  aliases: Map<string, string>;
  /** Answers given so far; `null`: there is none. */
  answers: Map<string, SymbolRow | null>;
}

interface Branch {
  named: Map<string, Branch>;
  /** By the beginnings of names: `create*`. */
  begun?: Map<string, Branch>;
  star?: Branch;
  row?: { facts: SymbolFacts; library: Library };
}

const withoutNode = (pkg: string): string => (pkg.startsWith('node:') ? pkg.slice('node:'.length) : pkg);

const newBranch = (): Branch => ({ named: new Map() });

const newTable = (libraries: readonly Library[]): Table => {
  const table: Table = { root: newBranch(), aliases: new Map(), answers: new Map() };
  for (const library of libraries) enter(table, library);
  return table;
};

const enter = (table: Table, library: Library): void => {
  for (const [from, to] of Object.entries(library.aliases ?? {})) table.aliases.set(from, to);
  for (const [key, facts] of Object.entries(library.symbols)) {
    for (const name of expandKey(key)) branchAt(table.root, name.split('.')).row = { facts, library };
  }
};

const branchAt = (root: Branch, segments: readonly string[]): Branch =>
  segments.reduce((branch, segment) => {
    if (segment === '*') return (branch.star ??= newBranch());
    const [names, name] = segment.endsWith('*') ? [(branch.begun ??= new Map<string, Branch>()), segment.slice(0, -1)] : [branch.named, segment];
    const next = names.get(name) ?? newBranch();
    names.set(name, next);
    return next;
  }, root);

const find = (table: Table, path: string): SymbolRow | undefined => {
  for (const spelling of spellings(table, path)) {
    const row = match(table.root, spelling.split('.'), 0, []);
    if (row !== undefined) return row;
  }
  return undefined;
};

/**
 * The paths under which rows may know a path, best first. Members of the default export are named as if they
 * were exports (`get` of axios), so what is no export may be a member of the default's name (`AxiosInstance.get`).
 * And what is named as a member of the default (`Redis.Cluster`, `postgres.Sql`) may be an export.
 */
const spellings = (table: Table, path: string): string[] => {
  const member = path.startsWith('default.') ? path.slice('default.'.length) : path;
  const name = table.aliases.get('default');
  if (name === undefined) return [renamed(table, member)];
  const inner = member.startsWith(`${name}.`) ? member.slice(name.length + 1) : `${name}.${member}`;
  return [renamed(table, member), renamed(table, inner)];
};

/** The path with its longest aliased beginning replaced; `default()` is what the default export returns. */
const renamed = (table: Table, path: string): string => {
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    const head = path.slice(0, end);
    const name = head.endsWith('()') ? head.slice(0, -'()'.length) : head;
    const alias = table.aliases.get(name);
    if (alias !== undefined) return `${alias}${path.slice(name.length)}`;
  }
  return path;
};

/** Names before their beginnings, and these before stars, from the left: the most specific key wins. */
const match = (branch: Branch, segments: readonly string[], at: number, stars: readonly string[]): SymbolRow | undefined => {
  const segment = segments[at];
  if (segment === undefined) return branch.row && { ...branch.row, stars };
  const named = branch.named.get(segment);
  const found = (named && match(named, segments, at + 1, stars)) ?? matchBegun(branch, segment, segments, at, stars);
  if (found !== undefined || branch.star === undefined) return found;
  return match(branch.star, segments, at + 1, [...stars, segment]);
};

const matchBegun = ({ begun }: Branch, segment: string, segments: readonly string[], at: number, stars: readonly string[]): SymbolRow | undefined => {
  const fitting = [...(begun ?? [])].filter(([name]) => segment.length > name.length && segment.startsWith(name)).sort(([a], [b]) => b.length - a.length);
  for (const [name, branch] of fitting) {
    const found = match(branch, segments, at + 1, [...stars, segment.slice(name.length)]);
    if (found !== undefined) return found;
  }
  return undefined;
};
