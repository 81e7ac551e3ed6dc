import { check, checkFixtures } from '@dist-lint/testing';
import { expect, test } from 'vitest';

const rule = 'lost-update';

test('finds what its fixtures mark', () => checkFixtures(rule));

const client = `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
`;

/** A change of an account's points, in a function that requests call. */
const account = (body: string): Parameters<typeof check>[0] => ({ rule, files: { 'src/points.ts': `${client}${body}` } });

test('the row is found by its own key', () => check(account(`
  export async function add(email: string, points: number): Promise<void> {
    const found = await prisma.account.findFirst({ where: { email } });
    if (!found) return;
    const { id, points: before } = found;
    await prisma.account.update({ where: { id }, data: { points: before + points } }); // finds: lost-update ~ "account.points"
  }
`)));

test('what a validator makes of the row keeps its names', () => check({
  rule,
  files: { 'src/points.ts': `import { z } from 'zod';\n${client}
    const Account = z.object({ points: z.number() });
    export async function add(id: string, points: number): Promise<void> {
      const account = Account.parse(await prisma.account.findUniqueOrThrow({ where: { id } }));
      await prisma.account.update({ where: { id }, data: { points: account.points + points } }); // finds: lost-update ~ "account.points"
    }` },
}));

test('a time that every write sets guards, if it is asked for', () => check(account(`
  export async function add(id: string, points: number): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id } });
    const { count } = await prisma.account.updateMany({ where: { id, updatedAt: account.updatedAt }, data: { points: account.points + points } });
    if (count === 0) throw new Error('try again');
  }
`)));

test('another column of the row in the condition is no guard', () => check(account(`
  export async function add(id: string, points: number): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id } });
    await prisma.account.update({ where: { id, ownerId: account.ownerId }, data: { points: account.points + points } }); // finds: lost-update
  }
`)));

test('a version that the store raises guards, if it is asked for', () => check(account(`
  export async function add(id: string, points: number): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id } });
    await prisma.account.update({ where: { id, turn: account.turn }, data: { points: account.points + points, turn: { increment: 1 } } });
  }
`)));

test('an answer that is computed twice leaves nothing behind', () => check(held(`
    let isThere: boolean | undefined;
    export async function ask(probe: () => Promise<{ ok: boolean }>): Promise<boolean> {
      if (isThere === undefined) {
        const answer = await probe();
        isThere = answer.ok === true;
      }
      return isThere;
    }
`)));

test('a caller that hands over a version takes the branch that asks for it', () => check({
  rule,
  files: {
    'src/store.ts': `${client}
      export async function store(id: string, points: number, options: { turn?: number }): Promise<number> {
        if (options.turn !== undefined) {
          const { count } = await prisma.account.updateMany({ where: { id, turn: options.turn }, data: { points, turn: { increment: 1 } } });
          return count;
        }
        await prisma.account.update({ where: { id }, data: { points } });
        return 1;
      }`,
    'src/points.ts': `import { store as stored } from './store.js';\n${client}
      const store = (id: string, points: number, options: { turn?: number }): Promise<number> => stored(id, points, options);
      export async function add(id: string, points: number): Promise<void> {
        const account = await prisma.account.findUniqueOrThrow({ where: { id } });
        if (await store(id, account.points + points, { turn: account.turn }) === 0) throw new Error('try again');
      }
      export async function addBlindly(id: string, points: number): Promise<void> {
        const account = await prisma.account.findUniqueOrThrow({ where: { id } });
        await store(id, account.points + points, {}); // finds: lost-update
      }`,
  },
}));

test('each row of a list is written back', () => check(account(`
  export async function age(): Promise<void> {
    const all = await prisma.account.findMany();
    for (const one of all) {
      await prisma.account.update({ where: { id: one.id }, data: { age: one.age + 1 } }); // finds: lost-update ~ "account.age"
    }
  }
`)));

test('a plain transaction lets both read before either writes', () => check(account(`
  export async function add(id: string, points: number): Promise<void> {
    await prisma.$transaction(async (tx) => {
      const account = await tx.account.findUniqueOrThrow({ where: { id } });
      await tx.account.update({ where: { id }, data: { points: account.points + points } }); // finds: lost-update
    });
  }
`)));

test.each(['Serializable', 'RepeatableRead'])('a %s transaction refuses one of the two', async (level) => void (await check(account(`
  export async function add(id: string, points: number): Promise<void> {
    await prisma.$transaction(async (tx) => {
      const account = await tx.account.findUniqueOrThrow({ where: { id } });
      await tx.account.update({ where: { id }, data: { points: account.points + points } });
    }, { isolationLevel: '${level}' });
  }
`))));

test('a local name that is counted up is computed from the row', () => check(account(`
  export async function add(id: string, points: number): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id } });
    let sum = account.points;
    sum += points;
    await prisma.account.update({ where: { id }, data: { points: sum } }); // finds: lost-update
  }
`)));

test('a list that grows by one is written whole', () => check(account(`
  export async function tag(id: string, tag: string): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id } });
    await prisma.account.update({ where: { id }, data: { tags: [...account.tags, tag] } }); // finds: lost-update ~ "account.tags"
  }
`)));

test('a function of the program computes the new value', () => check(account(`
  const next = (account: { points: number }, by: number): number => account.points + by;
  export async function add(id: string, points: number): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id } });
    await prisma.account.update({ where: { id }, data: { points: next(account, points) } }); // finds: lost-update
  }
`)));

test('the key and the value are handed to the function that stores', () => check({
  rule,
  files: {
    'src/store.ts': `${client}
      export const load = (id: string) => prisma.account.findUnique({ where: { id } });
      export async function store(change: { id: string; points: number }): Promise<void> {
        await prisma.account.update({ where: { id: change.id }, data: { points: change.points } });
      }`,
    'src/points.ts': `import { load, store } from './store.js';
      export async function add(id: string, points: number): Promise<void> {
        const account = await load(id);
        if (account) await store({ id, points: account.points + points }); // finds: lost-update ~ "account.points"
      }`,
  },
}));

test('a condition whose outcome nobody looks at loses the change all the same', () => check(account(`
  export async function add(id: string, points: number): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id } });
    await prisma.account.updateMany({ where: { id, points: account.points }, data: { points: account.points + points } }); // finds: lost-update ~ "nobody looks"
  }
`)));

test('a condition on the old value, looked at, lets one of the two try again', () => check(account(`
  export async function add(id: string, points: number): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id } });
    const { count } = await prisma.account.updateMany({ where: { id, points: account.points }, data: { points: account.points + points } });
    if (count === 0) throw new Error('try again');
  }
`)));

test('a version that is raised and asked for lets one of the two through', () => check(account(`
  export async function add(id: string, points: number): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id } });
    await prisma.account.update({ where: { id, revision: account.revision }, data: { points: account.points + points, revision: account.revision + 1 } });
  }
`)));

test('whoever has taken the row by a condition is alone with it', () => check(account(`
  export async function work(id: string): Promise<void> {
    const { count } = await prisma.account.updateMany({ where: { id, busy: false }, data: { busy: true } });
    if (count === 0) return;
    const account = await prisma.account.findUniqueOrThrow({ where: { id } });
    await prisma.account.update({ where: { id }, data: { points: account.points + 1, busy: false } });
  }
`)));

test('the value of one row goes into another', () => check(account(`
  export async function copy(from: string, to: string): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id: from } });
    await prisma.account.update({ where: { id: to }, data: { points: account.points + 1 } });
  }
`)));

test('what is written comes from a form: whoever comes last is right', () => check(account(`
  export async function rename(id: string, name: string): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id } });
    if (account.name !== name) await prisma.account.update({ where: { id }, data: { name } });
  }
`)));

test('the store computes', () => check(account(`
  export async function add(id: string, points: number): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id } });
    if (account) await prisma.account.update({ where: { id }, data: { points: { increment: points } } });
  }
`)));

test('an advisory lock is taken first', () => check(account(`
  export async function add(id: string, points: number): Promise<void> {
    await prisma.$transaction(async (tx) => {
      await tx.$executeRaw\`SELECT pg_advisory_xact_lock(hashtext(\${id}))\`;
      const account = await tx.account.findUniqueOrThrow({ where: { id } });
      await tx.account.update({ where: { id }, data: { points: account.points + points } });
    });
  }
`)));

test('the row is locked by a statement of its own', () => check(account(`
  export async function add(id: string, points: number): Promise<void> {
    await prisma.$transaction(async (tx) => {
      await tx.$queryRaw\`SELECT id FROM account WHERE id = \${id} FOR UPDATE\`;
      const account = await tx.account.findUniqueOrThrow({ where: { id } });
      await tx.account.update({ where: { id }, data: { points: account.points + points } });
    });
  }
`)));

const withMutex = (field: string, run: string): Parameters<typeof check>[0] => ({
  rule,
  files: { 'src/points.ts': `import { Mutex } from 'async-mutex';\n${client}${field}
    export async function add(id: string, points: number): Promise<void> {
      ${run}
    }` },
});

const readAndWrite = `const account = await prisma.account.findUniqueOrThrow({ where: { id } });
  await prisma.account.update({ where: { id }, data: { points: account.points + points } });`;

test('a mutex runs one after the other', () => check(withMutex('const mutex = new Mutex();', `await mutex.runExclusive(async () => { ${readAndWrite} });`)));

test('a mutex is taken before and given back after', () => check(withMutex('const mutex = new Mutex();', `const release = await mutex.acquire();
  try { ${readAndWrite} } finally { release(); }`)));

test('a queue of promises runs one after the other', () => check(withMutex(`let tail: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> { const next = tail.then(work); tail = next.catch(() => undefined); return next; }`, `await inTurn(async () => { ${readAndWrite} });`)));

test('without the queue, the change is lost', () => check(withMutex('', readAndWrite.replace(/$/, ' // finds: lost-update'))));

test('what nobody can see may hold others off: it is a gap', async () => {
  const report = await check({
    rule,
    files: { 'src/points.ts': `import { exclusively } from 'some-locks';\n${client}
      export async function add(id: string, points: number): Promise<void> { await exclusively(id, async () => { ${readAndWrite} }); }` },
  });
  expect(report.gaps.map(({ kind }) => kind)).toContain('lost-update-protection');
});

test('what only start-up does has nobody beside it', () => check(account(`
  async function repair(id: string): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id } });
    await prisma.account.update({ where: { id }, data: { points: account.points + 1 } });
  }
  await repair('first');
`)));

test('a state is asked for and left', () => check(account(`
  export async function close(id: string): Promise<void> {
    const ticket = await prisma.ticket.findUniqueOrThrow({ where: { id } });
    if (!['open', 'waiting'].includes(ticket.status)) throw new Error('closed');
    await prisma.ticket.update({ where: { id }, data: { status: 'closed' } }); // finds: lost-update ~ "two at once both pass"
  }
`)));

test('the condition names the state: no test is needed', () => check(account(`
  export async function close(id: string): Promise<void> {
    const ticket = await prisma.ticket.findUniqueOrThrow({ where: { id } });
    if (ticket.status !== 'open') throw new Error('closed');
    await prisma.ticket.update({ where: { id, status: 'open' }, data: { status: 'closed' } });
  }
`)));

test('what is accepted once is marked after the test', () => check(account(`
  export async function accept(id: string): Promise<void> {
    const invite = await prisma.invite.findUniqueOrThrow({ where: { id } });
    if (invite.acceptedAt) throw new Error('accepted already');
    await prisma.invite.update({ where: { id }, data: { acceptedAt: new Date() } }); // finds: lost-update ~ "happens twice"
  }
`)));

/** What a process holds. */
const held = (body: string): Parameters<typeof check>[0] => ({ rule, files: { 'src/held.ts': body } });

test('a local name of the old value is written after the wait', () => check(held(`
  let seen = 0;
  export async function count(ask: () => Promise<number>): Promise<number> {
    const before = seen;
    const more = await ask();
    seen = before + more; // finds: lost-update ~ "seen"
    return seen;
  }
`)));

test('read again after the wait', () => check(held(`
  let seen = 0;
  export async function count(ask: () => Promise<number>): Promise<number> {
    const before = seen;
    const more = await ask();
    seen = seen + more;
    return seen - before;
  }
`)));

test('what was taken out is put back beside what came meanwhile', () => check(held(`
  let pending: string[] = [];
  export const add = (line: string): void => { pending.push(line); };
  export async function flush(send: (lines: string[]) => Promise<void>): Promise<void> {
    const batch = pending;
    pending = [];
    try {
      await send(batch);
    } catch {
      pending = [...batch, ...pending];
    }
  }
`)));

test('put back alone, it is lost', () => check(held(`
  let pending: string[] = [];
  export const add = (line: string): void => { pending.push(line); };
  export async function flush(send: (lines: string[]) => Promise<string[]>): Promise<void> {
    const batch = pending;
    const left = await send(batch);
    pending = [...batch, ...left]; // finds: lost-update ~ "pending"
  }
`)));

test('what is filled in where nothing was has no wait after a read', () => check(held(`
  let branch = '';
  export const leave = (): void => { branch = ''; };
  export async function enter(main: () => Promise<string>): Promise<string> {
    branch = branch || (await main());
    return branch;
  }
`)));

test('a value that a loop makes from itself is followed once', () => check(account(`
  export async function reply(id: string, events: { sessionId?: string }[]): Promise<void> {
    const account = await prisma.account.findFirstOrThrow({ where: { id } });
    let session: string | undefined;
    for (const event of events) session = session ?? event.sessionId;
    await prisma.account.update({ where: { id: account.id }, data: { session: account.session === id ? session : account.session } }); // finds: lost-update ~ "account.session"
  }
`)));

test('an object of its own for each request is no shared state', () => check(held(`
  class Basket {
    private total = 0;
    async add(ask: () => Promise<number>): Promise<void> { this.total += await ask(); }
  }
  export async function handle(ask: () => Promise<number>): Promise<void> { await new Basket().add(ask); }
`)));

test('locals and parameters are nobody else\'s', () => check(held(`
  export async function sum(order: { total: number }, ask: () => Promise<number>): Promise<number> {
    let total = 0;
    total += await ask();
    order.total += await ask();
    return total;
  }
`)));

test('a limit is compared before the wait and used up after it', () => check(held(`
  let running = 0;
  export async function start(prepare: () => Promise<void>): Promise<void> {
    if (running >= 5) throw new Error('busy');
    await prepare();
    running += 1; // finds: lost-update ~ "running"
  }
`)));

test('a limit is used up before the wait', () => check(held(`
  let running = 0;
  export async function start(prepare: () => Promise<void>): Promise<void> {
    if (running >= 5) throw new Error('busy');
    running += 1;
    try { await prepare(); } finally { running -= 1; }
  }
`)));

test('a flag that is set when all is done lets the second in, too', () => check(held(`
  let isReady = false;
  export async function prepare(load: () => Promise<void>): Promise<void> {
    if (isReady) return;
    await load();
    isReady = true; // finds: lost-update ~ "isReady"
  }
`)));

test('a flag that is set before the wait keeps the second out', () => check(held(`
  let isBegun = false;
  export async function prepare(load: () => Promise<void>): Promise<void> {
    if (isBegun) return;
    isBegun = true;
    await load();
  }
`)));

test('another flag says that it is under way', () => check(held(`
  let value: string | undefined;
  let isLoading = false;
  export async function load(ask: () => Promise<string>): Promise<void> {
    if (value || isLoading) return;
    isLoading = true;
    value = await ask();
    isLoading = false;
  }
`)));

test('made once before anybody is served', () => check(held(`
  let client: { close(): void } | undefined;
  async function connect(make: () => Promise<{ close(): void }>): Promise<void> {
    if (!client) client = await make();
  }
  await connect(async () => ({ close: () => undefined }));
`)));

test('an entry of a cache that is computed twice leaves nothing behind', () => check(held(`
    const prices = new Map<string, number>();
    export async function priceOf(sku: string, ask: (sku: string) => Promise<number>): Promise<number> {
      const known = prices.get(sku);
      if (known !== undefined) return known;
      const price = await ask(sku);
      prices.set(sku, price);
      return price;
    }
`)));

test('a module that is loaded twice, and a token that is asked for twice, leave nothing behind', () => check(held(`
    let ui: typeof import('node:path') | undefined;
    let token: string | undefined;
    export async function path() {
      if (!ui) ui = await import('node:path');
      return ui;
    }
    export async function current(issue: () => Promise<string>): Promise<string> {
      if (!token) token = await issue();
      return token;
    }
`)));

test.each([
  ['a connection', 'export const close = () => line?.close();', '(await connect())', 'thing that has to be closed'],
  ['a timer', '', 'await begin()', 'timer'],
  ['a row', '', `await prisma.line.create({ data: {} })`, 'row'],
])('%s of which each caller makes one', async (_, further, made, left) => {
  const report = await check(held(`${client}
    type Line = { close(): void };
    let line: any;
    async function begin(): Promise<object> { setInterval(() => undefined, 1000); return {}; }
    export async function open(connect: () => Promise<Line>) {
      if (!line) {
        line = ${made}; // finds: lost-update ~ "every ${left} but the last"
      }
      return line;
    }
    ${further}
  `));
  expect(report.findings.map(({ severity }) => severity)).toEqual(['info']);
});

test('what is added to and taken from a relation leaves what others have added', () => check(account(`
  export async function leave(id: string): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id }, include: { groups: true } });
    await prisma.account.update({ where: { id }, data: { groups: { disconnect: account.groups.map((each) => ({ id: each.id })) } } });
  }
  export async function keep(id: string, group: string): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id }, include: { groups: true } });
    await prisma.account.update({ where: { id }, data: { groups: { set: account.groups.filter((each) => each.id !== group) } } }); // finds: lost-update ~ "account.groups"
  }
`)));

test('of a row that is changed through another, the change counts and not which row it is', () => check(account(`
  export async function rename(id: string, name: string): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id }, include: { cards: true } });
    await prisma.account.update({ where: { id }, data: { cards: { update: { where: { id: account.cards[0].id }, data: { name } } } } });
  }
  export async function tell(id: string, asked: { byMail?: boolean; byPost?: boolean }): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id }, include: { wishes: true } });
    const wishes = { byMail: asked.byMail ?? account.wishes.byMail, byPost: asked.byPost ?? account.wishes.byPost };
    await prisma.account.update({ where: { id }, data: { wishes: { upsert: { create: wishes, update: wishes } } } }); // finds: lost-update ~ "account.wishes"
  }
`)));

test('what a choice only asks is no part of what is written', () => check(account(`
  export async function invite(id: string, by: string): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id } });
    await prisma.account.update({ where: { id }, data: { invitedBy: !account.invitedBy && by ? by : undefined } });
  }
`)));

test('one write of several fields is told once, the gravest of them first', async () => {
  const report = await check(account(`
    export async function add(id: string, tag: string): Promise<void> {
      const account = await prisma.account.findUniqueOrThrow({ where: { id } });
      await prisma.account.update({ where: { id }, data: {
        tags: [...account.tags, tag],
        tagCount: account.tagCount + 1, // finds: lost-update ~ "'account.tagCount' is read, changed and written back: of two changes at once, one is lost; so is 'tags'."
      } });
    }
  `));
  expect(report.findings.map(({ severity }) => severity)).toEqual(['error']);
});

test('a list is no amount, whatever it is called', async () => {
  const report = await check(account(`
    export async function use(id: string, model: string): Promise<void> {
      const account = await prisma.account.findUniqueOrThrow({ where: { id } });
      await prisma.account.update({ where: { id }, data: { modelsUsed: [...account.modelsUsed, model] } }); // finds: lost-update
    }
    export async function drop(id: string, model: string): Promise<void> {
      const account = await prisma.account.findUniqueOrThrow({ where: { id } });
      const tokens = account.tokens;
      tokens.push(model);
      await prisma.account.update({ where: { id }, data: { tokens } }); // finds: lost-update
    }
  `));
  expect(report.findings.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
});

test('what is switched is as somebody wanted it: worth knowing', async () => {
  const report = await check(account(`
    export async function mute(id: string): Promise<void> {
      const account = await prisma.account.findUniqueOrThrow({ where: { id } });
      await prisma.account.update({ where: { id }, data: { isMuted: !account.isMuted } }); // finds: lost-update
    }
  `));
  expect(report.findings.map(({ severity }) => severity)).toEqual(['info']);
});

const filled = (begin: string, further = ''): Parameters<typeof check>[0] => account(`
  async function make(name: string) { return prisma.account.create({ data: { name, points: 0 } }); }
  async function fill(id: string): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id } });
    await prisma.account.update({ where: { id }, data: { points: account.points + 10 } });${further === '' ? '' : ' // finds: lost-update'}
  }
  export async function begin(name: string): Promise<void> { ${begin} }
  ${further}
`);

test('nobody else knows a row that the only caller has just created', () => check(filled('const account = await make(name); await fill(account.id);')));
test('another caller has one that was there before', () => check(filled('const account = await make(name); await fill(account.id);', 'export const again = (id: string) => fill(id);')));

test.each([
  ['is deleted next', `name: account.name + '!' } }); await prisma.account.delete({ where: { id } });`],
  ['is marked as gone by the same write', `name: account.name + '!', deletedAt: new Date() } });`],
])('a row that %s', async (_, end) => void (await check(account(`
  export async function leave(id: string): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id } });
    await prisma.account.update({ where: { id }, data: { ${end}
  }
`))));

test('a lock of the row in a statement that a tag makes', () => check({ rule, files: { 'src/points.ts': `import { Prisma, PrismaClient } from '@prisma/client';
  const prisma = new PrismaClient();
  export async function add(id: string, points: number): Promise<void> {
    await prisma.$transaction(async (tx) => {
      const [account] = await tx.$queryRaw<{ id: string; points: number }[]>(Prisma.sql\`SELECT id, points FROM account WHERE id = \${id} FOR UPDATE\`);
      await tx.account.update({ where: { id: account.id }, data: { points: account.points + points } });
    });
  }` } }));

const points = (mark = '') => `${client}
  export async function add(id: string, points: number): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id } });
    await prisma.account.update({ where: { id }, data: { points: account.points + points } });${mark}
  }`;
const FOUND = ' // finds: lost-update ~ "account.points"';
const lock = `
  import Redis from 'ioredis';
  const redis = new Redis();
  export class Lock {
    constructor(private key: string) {}
    async acquire(): Promise<boolean> { return (await redis.set(this.key, '1', 'EX', 60, 'NX')) === 'OK'; }
    async withLock<T>(work: () => Promise<T>): Promise<T | null> {
      if (!(await this.acquire())) return null;
      try { return await work(); } finally { await redis.del(this.key); }
    }
  }
  export abstract class Runner {
    private lock = new Lock('runner');
    protected async alone<T>(work: () => Promise<T>): Promise<T | null> { return this.lock.withLock(async () => work()); }
  }`;

test('a lock by SET NX several functions above, on all ways', () => check({ rule, files: {
  'src/points.ts': points(), 'src/lock.ts': lock,
  'src/bonus.ts': `
    import { add } from './points.js';
    import { Runner } from './lock.js';
    async function each(ids: string[]) { for (const id of ids) await one(id); }
    async function one(id: string) { await add(id, 5); }
    export class Bonus extends Runner { async run(ids: string[]) { await this.alone(async () => { await each(ids); }); } }`,
} }));

test('a lock on some ways only is worth less', () => check({ rule, files: {
  'src/points.ts': points(FOUND), 'src/lock.ts': lock,
  'src/bonus.ts': `
    import { add } from './points.js';
    import { Lock } from './lock.js';
    export const alone = (id: string) => new Lock('x').withLock(() => add(id, 5));
    export const beside = (id: string) => add(id, 7);`,
} }).then(({ findings }) => {
  if (findings.some(({ severity }) => severity !== 'warning')) throw new Error('it is no warning');
}));

test('a value that is set whatever is there is no lock', () => check({ rule, files: {
  'src/points.ts': points(FOUND),
  'src/bonus.ts': `
    import Redis from 'ioredis';
    import { add } from './points.js';
    const redis = new Redis();
    async function around<T>(work: () => Promise<T>): Promise<T> { await redis.set('last', '1', 'EX', 60); return work(); }
    export const bonus = (id: string) => around(() => add(id, 5));`,
} }));

const consumer = (options: string) => `
  import { Worker, type Job } from 'bullmq';
  import { add } from './points.js';
  async function process(job: Job) { await add(job.data.id, 5); }
  export const worker = new Worker('bonus', process, ${options});`;

test('a row behind a consumer that is told to take one job at a time: other processes have one, too', async () => {
  const { findings } = await check({ rule, files: { 'src/points.ts': points(FOUND), 'src/worker.ts': consumer('{ connection: {}, concurrency: 1 }') } });
  expect(findings.map(({ severity }) => severity)).toEqual(['warning']);
});

test('what a process holds behind such a consumer', () => check({ rule, files: { 'src/worker.ts': `
  import { Worker, type Job } from 'bullmq';
  let done = 0;
  async function process(job: Job) { const before = done; await job.updateProgress(1); done = before + 1; }
  export const worker = new Worker('bonus', process, { connection: {}, concurrency: 1 });` } }));

test('a consumer that takes several', async () => {
  const { findings } = await check({ rule, files: { 'src/points.ts': points(FOUND), 'src/worker.ts': consumer('{ connection: {}, concurrency: 5 }') } });
  expect(findings.map(({ severity }) => severity)).toEqual(['error']);
});

test('the same, where the team registers it', async () => {
  const { findings } = await check({ rule, files: {
    'src/points.ts': points(FOUND),
    'src/worker.ts': `
      import { Worker, type Job } from 'bullmq';
      import { add } from './points.js';
      async function process(job: Job) { await add(job.data.id, 5); }
      function register(name: string, work: (job: Job) => Promise<void>, more: object) { return new Worker(name, work, { connection: {}, ...more }); }
      register('bonus', process, { concurrency: 1 });`,
  } });
  expect(findings.map(({ severity }) => severity)).toEqual(['warning']);
});

const tasks = (change: string) => ({ rule, files: { 'src/tasks.ts': `
  export class Tasks {
    private tasks = new Map<string, { name: string; isReady: boolean; runs: number }>();
    async ready(id: string, ask: () => Promise<number>): Promise<void> {
      const task = this.tasks.get(id);
      if (!task) return;
      const runs = await ask();
      this.tasks.set(id, ${change});
    }
  }
  export const tasks = new Tasks();` } });

test('what is put back with a mark that is the same for whoever sets it', () => check(tasks(`{ name: task.name, isReady: true, runs: 0 }`)));

test('what is put back with something of its own', () => check(tasks(`{ name: task.name, isReady: true, runs: task.runs + runs }); // finds: lost-update ~ "tasks"\n      void (0`)));

test('a method of the team that is called set keeps nothing in sight', () => check({ rule, files: { 'src/cache.ts': `
  export interface Store { get(key: string): Promise<string | undefined>; set(key: string, value: string): Promise<void> }
  export class MemoryStore implements Store {
    async get(key: string) { return process.env[key]; }
    async set(key: string, value: string) { if (value === key) throw new Error('same'); }
  }
  export class Cache {
    private store: Store = new MemoryStore();
    async read(key: string, ask: () => Promise<string>): Promise<string> {
      const known = await this.store.get(key);
      if (known) return known;
      const value = await ask();
      await this.store.set(key, value);
      return value;
    }
  }
  export const cache = new Cache();` } }));

test('a list that grows is a warning, a sum an error', async () => {
  const files = (change: string) => ({ 'src/carts.ts': `
    import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
    @Entity() export class Cart { @PrimaryColumn() id: string; @Column() tags: string[]; @Column() weight: number; }
    export async function add(source: DataSource, id: string, extra: number) {
      const carts = source.getRepository(Cart);
      const cart = await carts.findOneByOrFail({ id });
      ${change};
      await carts.save(cart); // finds: lost-update
    }` });
  const severities = async (change: string) => (await check({ rule, files: files(change) })).findings.map(({ severity }) => severity);
  expect(await severities('cart.tags.push(String(extra))')).toEqual(['warning']);
  expect(await severities('cart.weight += extra')).toEqual(['error']);
});

test('what is only filled in is not made from what stood there', () => check({ rule, files: { 'src/carts.ts': `
  import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
  @Entity() export class Cart { @PrimaryColumn() id: string; @Column() style?: object; }
  export async function dress(source: DataSource, id: string) {
    const carts = source.getRepository(Cart);
    const cart = await carts.findOneByOrFail({ id });
    cart.style ??= {};
    await carts.save(cart);
  }` } }));

/** Functions of a service, and who names them. */
const grown = `const account = await prisma.account.findUniqueOrThrow({ where: { id } });
  await prisma.account.update({ where: { id }, data: { points: account.points + 1 } });`;
const shop = (files: Record<string, string>, isPrivate = true): Parameters<typeof check>[0] => ({ rule, files: { 'package.json': JSON.stringify({ name: 'points', private: isPrivate }), ...files } });
const service = (mark = ''): string => `${client}export const other = 1;
  export async function grow(id: string): Promise<void> { ${grown}${mark}\n}`;
const marked = ' // finds: lost-update';

test('nobody names the function: nothing is lost', () => check(shop({
  'src/points.ts': service(), 'src/index.ts': `export * from './points';\nexport { other as first } from './points';`,
  'src/same-name.ts': 'export function grow(): void {}', 'src/use.ts': `import { grow } from './same-name';\ngrow();`,
})));

test.each<[what: string, use: string]>([
  ['it is handed over', `import { grow } from './points';\nexport const handlers = { grow };`],
  ['through a barrel', `import { grow } from './index';\nexport const handlers = { grow };`],
  ['the module as a whole', `import * as points from './index';\nexport const run = (name: string) => points.grow(name);`],
  ['a part of what is imported later', `export async function run(id: string) { const { grow } = await import('./points'); return grow; }`],
])('the function is named elsewhere: %s', async (_, use) => void (await check(shop({ 'src/points.ts': service(marked), 'src/index.ts': `export * from './points';`, 'src/use.ts': use }))));

test('a module that nobody imports is found by its path', () => check(shop({ 'src/points.ts': service(marked) })));

test('what only others may call is worth less', async () => {
  const { findings } = await check(shop({ 'src/points.ts': service(marked), 'src/index.ts': `export * from './points';` }, false));
  expect(findings.map(({ severity }) => severity)).toEqual(['warning']);
});

const pointsClass = (mark: string, head = 'export class Points'): string => `${client}${head} {
  async grow(id: string): Promise<void> { ${grown}${mark}\n}
}`;

test('nobody names the method', () => check(shop({ 'src/points.ts': pointsClass(''), 'src/use.ts': `import { Points } from './points';\nexport const points = new Points();` })));

test.each<[what: string, head: string, use: string]>([
  ['where it cannot be told on what', 'export class Points', `import { Points } from './points';\nexport const points = new Points();\nexport const run = (any: any) => any.grow('1');`],
  ['by what its class extends', `import { Base } from 'points-base';\nexport class Points extends Base`, `import { Points } from './points';\nexport const points = new Points();`],
])('the method is named: %s', async (_, head, use) => void (await check(shop({ 'src/points.ts': pointsClass(marked, head), 'src/use.ts': use }))));

test.each<[what: string, hook: string, mark: string]>([
  ['as its module starts', 'onModuleInit', ''],
  ['whenever it is asked', 'refresh', marked],
])('a service of a container, %s', async (_, hook, mark) => void (await check(shop({ 'src/points.ts': `${client}import { Controller, Injectable, Post } from '@nestjs/common';
  @Injectable() export class Points {
    async ${hook}(id: string): Promise<void> { ${grown}${mark}\n}
  }
  @Controller() export class Asked { constructor(private readonly points: Points) {} @Post() ask(): unknown { return ${hook === 'refresh' ? `this.points.refresh('1')` : '1'}; } }` }))));

test.each<[what: string, hook: string, mark: string]>([
  ['as the application starts', 'onApplicationBootstrap', ''],
  ['whenever it is asked', 'closeFirst', marked],
])('a service closes what it finds open, %s', async (_, hook, mark) => void (await check(shop({ 'src/points.ts': `${client}import { Controller, Injectable, Post } from '@nestjs/common';
  @Injectable() export class Tickets {
    async ${hook}(id: string): Promise<void> {
      const ticket = await prisma.ticket.findUniqueOrThrow({ where: { id } });
      if (ticket.status !== 'open') throw new Error('closed');
      await prisma.ticket.update({ where: { id }, data: { status: 'closed' } });${mark}
    }
  }
  @Controller() export class Asked { constructor(private readonly tickets: Tickets) {} @Post() ask(): unknown { return ${hook === 'closeFirst' ? `this.tickets.closeFirst('1')` : '1'}; } }` }))));

test('what runs as each row is stored runs at any time', () => check(shop({ 'src/points.ts': `${client}import { AfterUpdate, Entity } from 'typeorm';
  @Entity() export class Order {
    @AfterUpdate() async grow(id: string): Promise<void> { ${grown}${marked}\n}
  }` })));

const guarded = (use: string): Parameters<typeof check>[0] => ({
  rule,
  files: {
    'src/store.ts': `${client}
      export async function store(id: string, points: number, options?: { guard?: object }): Promise<void> {
        const { count } = await prisma.account.updateMany({ where: { id, ...(options?.guard ?? {}) }, data: { points } });
        if (count === 0) throw new Error('try again');
      }`,
    'src/points.ts': `import { store } from './store.js';\n${client}
      export async function add(id: string, points: number, guard: object): Promise<void> {
        const account = await prisma.account.findUniqueOrThrow({ where: { id } });
        ${use}
      }`,
  },
});

test.each<[what: string, use: string]>([
  ['is the old value', `await store(id, account.points + points, { guard: { points: account.points } });`],
  ['is left out', `await store(id, account.points + points);${marked}`],
  ['is another column', `await store(id, account.points + points, { guard: { owner: 'me' } });${marked}`],
])('a condition that callers add %s', async (_, use) => void (await check(guarded(use))));

test.each([
  ['may add a condition', `{ id, ...guard }`, ''],
  ['may add nothing', `{ id }`, marked],
])('a state that is left where callers %s', async (_, where, mark) => void (await check({ rule, files: { 'src/tickets.ts': `${client}
  export async function close(id: string, guard: object): Promise<void> {
    const ticket = await prisma.ticket.findUniqueOrThrow({ where: { id } });
    if (ticket.status !== 'open') throw new Error('closed');
    await prisma.ticket.updateMany({ where: ${where}, data: { status: 'closed' } });${mark}
  }` } })));

test('a condition that nobody can tell may guard: it is a gap', async () => {
  const report = await check(guarded('await store(id, account.points + points, { guard });'));
  expect(report.gaps.map(({ kind }) => kind)).toContain('lost-update-protection');
});

test.each([
  ['is a lookup by what was handed in', `{ where: { 'meta.id': id } }`, marked],
  ['asks for a word', `{ where: { id, 'meta.state': 'open' } }`, ''],
  ['asks for what was read', `{ where: { id, 'meta.turn': robot.meta.turn } }`, ''],
])('a part of a document in the condition: %s', async (_, where, mark) => {
  const { findings } = await check(held(`
    import { DataTypes, Model } from 'sequelize';
    class Robot extends Model { declare id: string; declare meta: { turn: number; name: string } }
    Robot.init({ id: DataTypes.STRING, meta: DataTypes.JSON }, {} as never);
    export async function rename(id: string, name: string): Promise<void> {
      const robot = await Robot.findOne({ where: ${where.includes("'meta.id'") ? `{ 'meta.id': id }` : '{ id }'} });
      const [count] = await Robot.update({ meta: { ...robot.meta, name } }, ${where});${mark}
      if (count === 0) throw new Error('again');
    }
  `));
  for (const { message } of findings) expect(message).toContain('is read, changed and written back');
});

const drizzled = `import { drizzle } from 'drizzle-orm/node-postgres'; import { and, eq, lt, ne, or } from 'drizzle-orm'; import { pgTable, text, timestamp } from 'drizzle-orm/pg-core';
  const forms = pgTable('forms', { id: text('id'), status: text('status'), owner: text('owner'), sentAt: timestamp('sent_at'), claimedAt: timestamp('claimed_at') }); const db = drizzle('url');`;

test.each([
  ['of which one hits', `await db.update(forms).set({ status: 'busy' }).where(and(eq(forms.id, id), or(ne(forms.status, 'busy'), lt(forms.claimedAt, old))))`, 'claim.rowCount === 0', ''],
  ['whose outcome nobody knows', `await db.update(forms).set({ status: 'busy' }).where(and(eq(forms.id, id), ne(forms.status, 'busy')))`, '', marked],
  ['that asks for nothing it changes', `await db.update(forms).set({ status: 'busy' }).where(and(eq(forms.id, id), eq(forms.owner, 'me')))`, 'claim.rowCount === 0', marked],
])('between the test and the mark stands a write to another field %s', async (_, statement, isMissed, mark) => void (await check(held(`${drizzled}
  export async function send(id: string, old: Date, mail: () => Promise<void>): Promise<void> {
    const [form] = await db.select().from(forms).where(eq(forms.id, id));
    if (form.sentAt) throw new Error('sent');
    ${isMissed ? `const claim = ${statement};\n if (${isMissed}) throw new Error('busy');` : `${statement};`}
    await mail();
    await db.update(forms).set({ sentAt: new Date() }).where(eq(forms.id, id));${mark}
  }
`))));

test.each([
  ['by a container that the function made', 'const byKey = new Map<string, { name: string }>(); for (const each of given) byKey.set(each.key, each);', 'byKey.get(found.name)!.name.trim()', ''],
  ['by what is made of it', '', `found.name.concat('!')`, marked],
])('what a row says is chosen %s', async (_, before, value, mark) => void (await check(account(`
  export async function rename(id: string, given: { key: string; name: string }[]): Promise<void> {
    ${before}
    const found = await prisma.account.findUniqueOrThrow({ where: { id } });
    const name = ${value};
    await prisma.account.update({ where: { id }, data: { name } });${mark}
  }
`))));

test('a flag that is taken back says that work goes on, and leaves nothing', async () => {
  const { findings } = await check(held(`
    let isBusy = false;
    export async function run(claim: () => Promise<boolean>, work: () => Promise<void>): Promise<void> {
      if (isBusy) return;
      if (!(await claim())) return;
      isBusy = true; // finds: lost-update
      setInterval(() => undefined, 1000);
      try { await work(); } finally { isBusy = false; }
    }
  `));
  expect(findings.map(({ message }) => message)).toEqual([expect.stringMatching(/is tested before an await and set after it: two at once both pass the test, and both do the work\.$/)]);
});

test.each([
  ['each starts a timer', 'timer = setInterval(() => undefined, 1000);', ', and leaves a timer'],
  ['the one before is stopped', 'if (timer) clearInterval(timer); timer = setInterval(() => undefined, 1000);', ''],
  ['none is started where there is one', 'if (!timer) timer = setInterval(() => undefined, 1000);', ''],
  ['none is started where there was one before a wait', 'if (timer) return; await ask(); timer = setInterval(() => undefined, 1000);', ', and leaves a timer'],
])('what those leave who come before the first has finished: %s', async (_, body, left) => {
  const { findings } = await check(held(`
    let isReady = false; let timer: unknown;
    async function renew(ask: () => Promise<void>): Promise<void> { ${body} }
    export async function begin(ask: () => Promise<void>): Promise<void> {
      if (isReady) return;
      await renew(ask);
      isReady = true; // finds: lost-update
    }
  `));
  expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining(`each caller that comes before the first has finished does it, too${left}.`)]);
});

test.each([
  ['a client of the module connects again', `import { MongoClient } from 'mongodb'; const client = new MongoClient('url');`, 'await client.connect();', ''],
  ['each makes a client', `import { MongoClient } from 'mongodb';`, `const client = new MongoClient('url'); await client.connect();`, ', and leaves a connection'],
])('connections of those who come before the first has finished: %s', async (_, head, body, left) => {
  const { findings } = await check(held(`${head}
    let isReady = false;
    export async function begin(): Promise<void> {
      if (isReady) return;
      ${body}
      isReady = true; // finds: lost-update
    }
  `));
  expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining(`each caller that comes before the first has finished does it, too${left}.`)]);
});

const orders = (body: string): Record<string, string> => ({
  'src/start.js': `import { MongoClient } from 'mongodb';
    export async function start(context, names) { const db = (await MongoClient.connect('mongodb://shop')).db(); for (const name of names) context.collections[name] = db.collection(name); }`,
  'src/capture.js': `export async function capture(context, orderId, paymentId, results) {
    const { collections: { Orders } } = context;
    const order = await Orders.findOne({ _id: orderId });
    ${body}
  }`,
});

test.each([
  ['a list with something more', `await Orders.updateOne({ _id: orderId }, { $set: { payments: [...order.payments, paymentId] } });${marked}`],
  ['an element that is changed', `const payments = order.payments; const payment = payments.find((each) => each.id === paymentId); payment.status = 'done';
    await Orders.updateOne({ _id: orderId }, { $set: { payments } });${marked}`],
  ['an element that a callback changes', `results.forEach((result) => { const payment = order.payments.find((each) => each.id === result.id); payment.results.push(result); });
    await Orders.updateOne({ _id: orderId }, { $set: { payments: order.payments } });${marked}`],
  ['a part that is filled', `order.profile.names.forEach((name) => { Object.assign(name, { kind: 'new' }); });
    await Orders.updateOne({ _id: orderId }, { $set: { 'profile.names': order.profile.names } });${marked}`],
  ['changed after it was written', `await Orders.updateOne({ _id: orderId }, { $set: { payments: order.payments } }); order.payments.push(paymentId);`],
  ['another part that is changed', `order.notes.push(paymentId); await Orders.updateOne({ _id: orderId }, { $set: { payments: order.payments } });`],
  ['in one step', `await Orders.updateOne({ _id: orderId }, { $push: { payments: paymentId } });`],
])('documents of a collection that only its calls tell: %s', async (_, body) => void (await check({ rule, files: orders(body) })));

const MARKED_ONCE = `if (shop.mailedAt) throw new Error('mailed');
      await job.updateProgress(1);`;

/** A consumer that asks whether a shop has its mail and marks it. @param work between the read and the mark */
const jobs = (add: string, more = '', work = MARKED_ONCE) => ({
  'src/sync.ts': `import { PrismaClient } from '@prisma/client';
    import { Queue, Worker, type Job } from 'bullmq';
    const prisma = new PrismaClient();
    const queue = new Queue('sync', { connection: {} });
    export const plan = async (shop: { id: string; syncedAt: Date }) => { ${add} };
    async function sync(job: Job) {
      const shop = await prisma.shop.findUniqueOrThrow({ where: { id: job.data.id } });
      ${work}
      await prisma.shop.update({ where: { id: job.data.id }, data: { mailedAt: new Date() } });${more}
    }
    export const worker = new Worker('sync', sync, { connection: {}, concurrency: 5 });`,
});

test.each([
  ['is the row\'s', `await queue.add('sync', { id: shop.id }, { jobId: shop.id });`, ''],
  ['is made of the row', `await queue.add('sync', { id: shop.id }, { jobId: \`sync-\${shop.id}-\${shop.syncedAt.toISOString()}\` });`, ''],
  ['deduplicates', `await queue.add('sync', { id: shop.id }, { deduplication: { id: shop.id } });`, ''],
  ['is another each time', `await queue.add('sync', { id: shop.id }, { jobId: \`\${shop.id}-\${Date.now()}\` });`, marked],
  ['is about something else', `const run = Math.random(); await queue.add('sync', { id: shop.id }, { jobId: \`\${run}\` });`, marked],
  ['is missing at one place', `await queue.add('sync', { id: shop.id }, { jobId: shop.id }); await queue.add('again', { id: shop.id });`, marked],
])('a consumer of jobs whose id %s', async (_, add, mark) => void (await check({ rule, files: jobs(add, mark) })));

test.each([
  ['is the row\'s', `await queue.add('sync', { id: shop.id }, { jobId: shop.id });`, ''],
  ['is another each time', `await queue.add('sync', { id: shop.id }, { jobId: \`\${shop.id}-\${Date.now()}\` });`, marked],
])('a consumer that makes a row before it marks another, of jobs whose id %s', async (_, add, mark) =>
  void (await check({ rule, files: jobs(add, mark, `if (shop.mailedAt) return;
      await prisma.letter.create({ data: { shop: shop.id } });`) })));

/** What a shop does once for each order, in functions that requests call. */
const refunds = (body: string): Parameters<typeof check>[0] => ({ rule, files: { 'src/shop.ts': `${client}${body}` } });

test('a refund that is asked for twice is taken from the account twice', () => check(refunds(`
  export async function refund(id: string, dto: { status: string; note: string }): Promise<void> {
    const order = await prisma.order.findFirstOrThrow({ where: { id } });
    if (['refunded', 'cancelled'].includes(order.status.valueOf())) throw new Error('done');
    let take = prisma.account.update({ where: { id: order.accountId }, data: {} });
    if (dto.status === 'refunded') take = prisma.account.update({ where: { id: order.accountId }, data: { balance: { decrement: order.amount } } });
    const close = prisma.order.update({ where: { id }, data: dto }); // finds: lost-update ~ "order.status"
    await prisma.$transaction([close, take]);
  }
`)));

test('a list of last states under a name, and their names as a library generates them', () => check(refunds(`
  import { OrderStatus } from '@prisma/client';
  const LAST = [OrderStatus.refunded, OrderStatus.cancelled];
  export async function refund(id: string): Promise<void> {
    await prisma.$transaction(async (tx) => {
      const { status, accountId, amount } = await tx.order.findFirstOrThrow({ where: { id } });
      if (LAST.includes(status)) throw new Error('done');
      await tx.account.update({ where: { id: accountId }, data: { balance: { decrement: amount } } });
      await tx.order.update({ where: { id }, data: { status: OrderStatus.refunded } }); // finds: lost-update ~ "order.status"
    });
  }
`)));

test('a function says which states are the last, and another takes the money', () => check(refunds(`
  function isLast(status: string): boolean { return status === 'refunded'; }
  async function move(id: string, amount: number, sign: 'increment' | 'decrement'): Promise<void> {
    await prisma.account.update({ where: { id }, data: { balance: { [sign]: amount } } });
  }
  export async function refund(id: string): Promise<void> {
    const order = await prisma.order.findFirstOrThrow({ where: { id } });
    if (isLast(order.status)) return;
    await move(order.accountId, order.amount, 'decrement');
    await prisma.order.update({ where: { id }, data: { status: 'refunded' } }); // finds: lost-update ~ "order.status"
  }
  export async function pay(id: string): Promise<void> { await move(id, 1, 'increment'); }
`)));

test('what is taken back if it was paid', () => check(refunds(`
  async function orderOf(id: string) { return prisma.order.findFirstOrThrow({ where: { id } }); }
  export async function invalidate(id: string): Promise<void> {
    await prisma.$transaction(async (tx) => {
      const order = await orderOf(id);
      if (order.status === 'paid') await tx.account.update({ where: { id: order.accountId }, data: { balance: { decrement: order.amount } } });
      await tx.order.update({ where: { id }, data: { status: 'invalid' } }); // finds: lost-update ~ "order.status"
    });
  }
`)));

test('the mark is set before what it stands for, in what a caller asks for', () => check(refunds(`
  export async function settle(id: string, dto: { status?: string }): Promise<void> {
    await prisma.$transaction(async (tx) => {
      const order = await tx.order.findFirstOrThrow({ where: { id } });
      const status = dto.status || order.status;
      await tx.order.update({ where: { id }, data: { status } }); // finds: lost-update ~ "order.status"
      if (order.status !== 'paid' && dto.status === 'paid') await tx.account.update({ where: { id: order.accountId }, data: { balance: { increment: order.amount } } });
    });
  }
`)));

test('an invite is good for one, and its test stands in a branch', () => check(refunds(`
  export async function register(name: string, code?: string): Promise<string> {
    let isInvited = false;
    if (code) {
      const invite = await prisma.invite.findUnique({ where: { code } });
      if (!invite || invite?.used) return 'bad invite';
      isInvited = true;
    }
    await prisma.customer.create({ data: { name } });
    if (isInvited) await prisma.invite.update({ where: { code }, data: { used: true } }); // finds: lost-update ~ "invite.used"
    return 'welcome';
  }
`)));

test('the read asks whether it was used', () => check(refunds(`
  export async function register(name: string, code: string): Promise<void> {
    let invite = null;
    invite = await prisma.invite.findFirst({ where: { code, used: false } });
    if (!invite) return;
    await prisma.customer.create({ data: { name } });
    if (invite) await prisma.invite.update({ where: { code }, data: { used: true, usedBy: name } }); // finds: lost-update ~ "invite.used"
  }
`)));

test('the test stands where the function is called that redeems', () => check({
  rule,
  files: {
    'src/gifts.ts': `${client}
      export async function giftOf(code: string) { return prisma.gift.findFirst({ where: { code } }); }
      export async function redeem(customer: string, code: string): Promise<void> {
        const gift = await giftOf(code);
        await prisma.$transaction(async (tx) => {
          await tx.account.update({ where: { id: customer }, data: { balance: { increment: gift.amount } } });
          await tx.gift.update({ where: { id: gift.id }, data: { used: true } }); // finds: lost-update ~ "gift.used"
        });
      }`,
    'src/gift-api.ts': `import { giftOf, redeem } from './gifts.ts';
      export async function post(customer: string, dto: { code: string }): Promise<string> {
        const gift = await giftOf(dto.code);
        if (!gift) return 'no such code';
        if (gift.used === true) return 'used';
        await redeem(customer, dto.code);
        return 'thanks';
      }`,
  },
}));

test('the state in the condition, looked at, lets one through', () => check(refunds(`
  export async function refund(id: string): Promise<void> {
    const order = await prisma.order.findFirstOrThrow({ where: { id } });
    if (order.status === 'refunded') return;
    const { count } = await prisma.order.updateMany({ where: { id, status: 'paid' }, data: { status: 'refunded' } });
    if (count === 0) return;
    await prisma.account.update({ where: { id: order.accountId }, data: { balance: { decrement: order.amount } } });
  }
`)));

test('the same last state written by two does no harm', () => check(refunds(`
  export async function close(id: string): Promise<void> {
    const order = await prisma.order.findFirstOrThrow({ where: { id } });
    if (order.status === 'closed') return;
    await prisma.order.update({ where: { id }, data: { status: 'closed' } });
  }
`)));

test('a row that is locked is asked by one at a time', () => check(refunds(`
  export async function refund(id: string): Promise<void> {
    await prisma.$transaction(async (tx) => {
      await tx.$queryRaw\`SELECT id FROM "Order" WHERE id = \${id} FOR UPDATE\`;
      const order = await tx.order.findFirstOrThrow({ where: { id } });
      if (order.status === 'refunded') return;
      await tx.account.update({ where: { id: order.accountId }, data: { balance: { decrement: order.amount } } });
      await tx.order.update({ where: { id }, data: { status: 'refunded' } });
    });
  }
`)));

test('what counts up in another branch is not let through by the test', () => check(refunds(`
  export async function close(id: string): Promise<void> {
    const order = await prisma.order.findFirstOrThrow({ where: { id } });
    if (order.status !== 'closed') {
      await prisma.order.update({ where: { id }, data: { status: 'closed' } });
    } else {
      await prisma.account.update({ where: { id: order.accountId }, data: { visits: { increment: 1 } } });
    }
  }
`)));

test('what is counted whether it was closed or not is no harm of the test', () => check(refunds(`
  export async function close(id: string): Promise<void> {
    const order = await prisma.order.findFirstOrThrow({ where: { id } });
    await prisma.account.update({ where: { id: order.accountId }, data: { visits: { increment: 1 } } });
    if (order.status !== 'closed') await prisma.order.update({ where: { id }, data: { status: 'closed' } });
  }
`)));

test('a handler that is exported in a wrapper runs for each request', () => check({
  rule,
  files: {
    'src/session.ts': `type Handler = (request: { code: string }) => Promise<void>;
      export const withSession = (handler: Handler, methods: string[] = ['GET']) => (request: { code: string }) => {
        if (methods.includes('GET')) return handler(request);
      };`,
    'src/register.ts': `import { withSession } from './session.ts';\n${client}
      async function handler(request: { code: string }) {
        const { code } = request;
        const invite = await prisma.invite.findUnique({ where: { code } });
        if (!invite || invite.used) return;
        await prisma.customer.create({ data: { name: 'new' } });
        await prisma.invite.update({ where: { code }, data: { used: true } }); // finds: lost-update ~ "invite.used"
      }
      export default withSession(handler, ['POST']);`,
  },
}));

test('an amount taken twice is an error, a row made twice a warning', async () => {
  const once = (done: string): string => `
    export async function refund(id: string): Promise<void> {
      const order = await prisma.order.findFirstOrThrow({ where: { id } });
      if (order.refunded) return;
      ${done}
      await prisma.order.update({ where: { id }, data: { refunded: true } }); // finds: lost-update ~ "order.refunded"
    }`;
  const taken = await check(refunds(once('await prisma.account.update({ where: { id }, data: { balance: { decrement: order.amount } } });')));
  const made = await check(refunds(once('await prisma.letter.create({ data: { id } });')));
  expect([taken, made].flatMap(({ findings }) => findings.map(({ severity }) => severity))).toEqual(['error', 'warning']);
});

test('what is read in one branch is not written back in another', () => check(refunds(`
  export async function take(id: string, kind: string, notes: object): Promise<void> {
    let all = notes;
    if (kind === 'end') {
      const order = await prisma.order.findFirstOrThrow({ where: { id } });
      all = { ...order.notes, ...notes };
      await prisma.log.create({ data: { all } });
    } else if (kind === 'update') {
      await prisma.order.update({ where: { id }, data: { notes: all } });
    }
  }
`)));

test('a row that the transaction has written is its own until it ends', () => check(refunds(`
  export async function tag(id: string, tag: string): Promise<void> {
    await prisma.$transaction(async (tx) => {
      await tx.order.update({ where: { id }, data: { touchedAt: new Date() } });
      const order = await tx.order.findFirstOrThrow({ where: { id } });
      await tx.order.update({ where: { id }, data: { tags: [...order.tags, tag] } });
    });
  }
`)));

test('a row that was written without a transaction is anybody\'s', () => check(refunds(`
  export async function tag(id: string, tag: string): Promise<void> {
    await prisma.order.update({ where: { id }, data: { touchedAt: new Date() } });
    const order = await prisma.order.findFirstOrThrow({ where: { id } });
    await prisma.order.update({ where: { id }, data: { tags: [...order.tags, tag] } }); // finds: lost-update ~ "order.tags"
  }
`)));

test('the last of a list is another row than the one that is put behind it', () => check(refunds(`
  export async function append(id: string, listId: string): Promise<void> {
    const last = await prisma.item.findFirst({ where: { listId }, orderBy: { place: 'desc' } });
    await prisma.item.update({ where: { id, listId }, data: { place: last.place + 1 } });
  }
`)));

test('each row of a list grows by one, and the list is saved', () => check({
  rule,
  files: { 'src/labels.ts': `import { Column, Entity, PrimaryColumn, Repository } from 'typeorm';
    @Entity() class Item { @PrimaryColumn() id: string; @Column() orderId: string; @Column('simple-array') labels: string[]; }
    export class Labels {
      constructor(private readonly items: Repository<Item>) {}
      async add(orderId: string, label: string): Promise<void> {
        const items = await this.items.find({ where: { orderId } });
        items.forEach((item) => { item.labels.push(label); });
        await this.items.save(items); // finds: lost-update ~ "Item.labels"
      }
    }` },
}));
