import { defineLibrary } from './library.ts';

/** What is bad in the input is an answer: `parse` throws it, `safeParse` returns it. */
const parse = { fails: 'throws', probe: true } as const;
const parseAsync = { fails: 'rejects', probe: true } as const;
const safeParse = { fails: 'result', errorIn: 'success', probe: true } as const;

export const zod = defineLibrary({
  name: 'zod',
  packages: ['zod', 'zod/v4', 'zod/v3', 'zod/mini', 'zod/v4-mini'],
  docs: 'https://zod.dev/basics',
  aliases: { default: 'z', 'z.ZodType': 'ZodType', 'z.ZodSchema': 'ZodType', 'z.ZodTypeAny': 'ZodType', 'z.ZodObject': 'ZodType', ZodSchema: 'ZodType', ZodTypeAny: 'ZodType', ZodObject: 'ZodType', ZodEffects: 'ZodType' },
  symbols: {
    'z.object|array|string|number|boolean|date|enum|nativeEnum|union|discriminatedUnion|intersection|tuple|record|map|set|literal|any|unknown|optional|nullable|preprocess|lazy|strictObject|looseObject|bigint|uuid|email|url|custom':
      { returns: 'ZodType', fails: 'never' },
    'z.coerce.string|number|boolean|bigint|date': { returns: 'ZodType', fails: 'never' },
    'ZodType.optional|nullable|nullish|default|catch|describe|brand|readonly|array|or|and|extend|merge|pick|omit|partial|required|deepPartial|strict|strip|passthrough|catchall|min|max|length|nonempty|email|url|uuid|regex|trim|toLowerCase|int|positive|nonnegative|finite|datetime|pipe|meta|safeExtend|loose|check':
      { returns: 'this', fails: 'never' },
    'ZodType.refine|superRefine|transform|overwrite': { callbacks: [{ at: '0', runs: 'later', onThrow: 'handled' }], returns: 'this', fails: 'never' },
    'ZodType.parse|decode|encode': parse,
    'ZodType.parseAsync|decodeAsync': parseAsync,
    'ZodType.safeParse|safeParseAsync|spa|safeDecode': safeParse,
    'z.parse': parse,
    'z.safeParse|safeParseAsync': safeParse,
  },
});
