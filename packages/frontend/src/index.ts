export { lower, type LowerGap, type LowerResult } from './lower.ts';
export { meanings, type Meanings } from './meanings.ts';
export { languageOf } from './source.ts';
export { print, printExpr, printSteps, printTarget, printType } from './print.ts';
