/** The sections of a rule's doc comment, in their order: key → heading. */
export const SECTIONS = { finds: 'What it finds', why: 'Why it is bad', todo: 'What to do', misses: 'What it misses' };

/** The name of an export: `silent-catch` is `silentCatch`. */
export const camelCase = (name) => name.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
