export * from './blast-radius.ts';
export * from './facts.ts';
export * from './report.ts';
export * from './resolution.ts';
export * from './nearest.ts';
export * from './retry-inventory.ts';
export * from './state-inventory.ts';
