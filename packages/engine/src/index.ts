export * from './api.ts';
export { check } from './check.ts';
export { analyse, type Analysis } from './analyse.ts';
export { isExempt } from './exempt.ts';
export { explainAt, type ExplainOptions } from './explain-at.ts';
export { presets } from './rule-selection.ts';
export { rules } from '@dist-lint/rules';
export { openSession, type FileFinding, type LintAnswer, type LintRequest, type Session, type SessionOptions } from './session.ts';
