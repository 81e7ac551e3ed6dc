/** The environment and the globals as memory. */
import { isGlobalObject } from '../index-module.ts';
import type { ExternalValue } from '../values.ts';
import type { Memory } from './memory.ts';

export function environmentMemory(name: string): Memory {
  return { is: 'memory', id: `env:${name}`, kind: 'environment', name, of: 'process.env', field: name };
}

export function globalMemory(name: string): Memory {
  return { is: 'memory', id: `global:${name}`, kind: 'global', name, of: 'globalThis', field: name };
}

/** Whether a name stands for something the program may keep among the globals. */
export function isGlobalName(name: string): boolean {
  return !isGlobalObject(name) && !PLATFORM.test(name) && !UNDECLARED.has(name);
}

/** What browsers do when it is assigned: navigate, call a handler. */
const PLATFORM = /^(location|on[a-z]+)$/;
/** Names that no file declares and that are no globals. */
const UNDECLARED = new Set(['module', 'exports', 'undefined']);

/** `process.env`, by its global name or imported. */
export function isEnvironment({ package: from, path }: ExternalValue): boolean {
  return from === 'global' ? path === 'process.env' : (from === 'process' || from === 'node:process') && (path === 'env' || path === 'default.env');
}
