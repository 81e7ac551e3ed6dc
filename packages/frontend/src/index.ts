export { lower, type LowerGap, type LowerResult } from './lower.ts';
export { languageOf } from './source.ts';
