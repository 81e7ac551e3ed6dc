export { main } from './main.ts';
export type { Io, Output } from './io.ts';
export { exitCode } from './exit-code.ts';
