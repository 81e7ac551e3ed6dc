export * from './library.ts';
export * from './lookup.ts';
export { libraries } from './registry.ts';
