import { describe, expect, it } from 'vitest';
import type { Language, ModuleFacts } from '@dist-lint/model';
import { dedent, factsOf } from './check.test.support.ts';

/** `specifier: kind flags { imported as local }`, one import a line. */
function importLines(facts: ModuleFacts): string {
  return facts.imports.map((fact) => {
    const names = fact.bindings.map((binding) => {
      const local = binding.variable === undefined ? binding.exported : facts.variables[binding.variable]?.name;
      return `${binding.typeOnly ? 'type ' : ''}${binding.imported} as ${local}`;
    });
    const flags = [fact.kind, fact.typeOnly && 'type-only', fact.deferred && 'deferred'].filter(Boolean).join(' ');
    return `${fact.specifier}: ${flags} { ${names.join(', ')} }`;
  }).join('\n');
}

/** `name: kind what`, one export a line. */
function exportLines(facts: ModuleFacts): string {
  return facts.exports.map((fact) => {
    const what = fact.variable !== undefined ? `${facts.variables[fact.variable]?.kind} ${facts.variables[fact.variable]?.name}`
      : fact.import !== undefined ? `${fact.imported} of ${facts.imports[fact.import]?.specifier}` : fact.value?.k;
    return `${fact.name}: ${fact.kind}${fact.typeOnly ? ' type' : ''}${fact.commonjs ? ' commonjs' : ''} ${what}`;
  }).join('\n');
}

function checkImports(text: string, expected: string, language: Language = 'ts'): void {
  expect(importLines(factsOf(dedent(text), language))).toBe(dedent(expected));
}

function checkExports(text: string, expected: string, language: Language = 'ts'): void {
  expect(exportLines(factsOf(dedent(text), language))).toBe(dedent(expected));
}

/** Uses of the imported name `x`: `evaluated hows | deferred n | types n | keys n | metadata n | exported`. */
function checkUse(text: string, expected: string, language: Language = 'tsx'): void {
  const facts = factsOf(`import { x } from './x';\n${dedent(text)}`, language);
  const use = facts.imports[0]?.bindings[0]?.use;
  const parts = [
    use?.evaluated.map((one) => one.how).join(' '), use?.deferred && `deferred ${use.deferred}`,
    use?.types && `types ${use.types}`, use?.typeKeys && `keys ${use.typeKeys}`, use?.metadata && `metadata ${use.metadata}`, use?.exported && 'exported',
  ];
  expect(parts.filter(Boolean).join(' | ')).toBe(expected);
}

describe('imports', () => {
  it('names, namespaces, defaults and types', () => {
    checkImports(`
      import all from './a';
      import * as ns from './b';
      import type { T } from './c';
      import { one, two as zwei, type Three, default as four, 'odd name' as five } from './d';
      import './e';
      import {} from './f';
      import legacy = require('./g');
    `, `
      ./a: import { default as all }
      ./b: import { * as ns }
      ./c: import type-only { type T as T }
      ./d: import { one as one, two as zwei, type Three as Three, default as four, odd name as five }
      ./e: side-effect {  }
      ./f: import {  }
      ./g: require { * as legacy }
    `);
  });

  it('require replaces the declaration', () => {
    checkImports(`
      const fs = require('fs');
      const { join, sep: s } = require('path');
      const env = require('./env').env;
      require('./side').start();
      function load() { const late = require('./late'); return require('./later'); }
      const { a = 1 } = require('./pattern');
      require(name); require.resolve('./no');
      function own(require) { require('./own'); }
    `, `
      fs: require { * as fs }
      path: require { join as join, sep as s }
      ./env: require { env as env }
      ./late: require deferred { * as late }
      ./later: require deferred {  }
      ./side: require {  }
      ./pattern: require {  }
    `, 'js');
  });

  it('a made require is as good as the global', () => {
    checkImports(`
      import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);
      const pkg = require('./package.json');
    `, `
      node:module: import { createRequire as createRequire }
      ./package.json: require { * as pkg }
    `, 'mjs');
  });

  it('dynamic imports and imported types', () => {
    checkImports(`
      const a = await import('./a');
      const b = () => import('./b');
      import(name);
      let c: import('./c').C.D<typeof import('./d')>;
    `, `
      ./a: dynamic {  }
      ./b: dynamic deferred {  }
      ./c: type type-only {  }
      ./d: type type-only {  }
    `);
  });

  it('re-exports', () => {
    checkImports(`
      export { a, b as c, type D } from './a';
      export * from './b';
      export * as ns from './c';
      export type { E } from './d';
    `, `
      ./a: reexport { a as a, b as c, type D as D }
      ./b: reexport { * as * }
      ./c: reexport { * as ns }
      ./d: reexport type-only { type E as E }
    `);
  });
});

describe('uses of an imported name', () => {
  it('module-level call', () => checkUse('x();', 'call'));
  it('module-level call of a member', () => checkUse('x.create().start();', 'call'));
  it('module-level new', () => checkUse('new x.Pool();', 'new'));
  it('initialiser', () => checkUse('const y = { x };', 'initialiser'));
  it('argument', () => checkUse('register(x);', 'other'));
  it('heritage', () => checkUse('class A extends mixin(x) {}', 'extends'));
  it('decorator and its arguments', () => checkUse('@x(x) class A { @x b; m(@x p) {} }', 'decorator decorator decorator decorator'));
  it('function in a decorator argument', () => checkUse('@Entity(() => x) class A {}', 'deferred 1'));
  it('static field and block', () => checkUse('class A { static a = x(); static { x; } b = x; }', 'static static | deferred 1'));
  it('computed member name', () => checkUse('class A { [x.key]() {} }', 'computed'));
  it('enum initialiser', () => checkUse('enum A { B = x.value }', 'enum'));
  it('element at module level', () => checkUse('const a = <x.Y />;', 'jsx'));
  it('element in a function', () => checkUse('const a = () => <x.Y />;', 'deferred 1'));
  it('function and default value', () => checkUse('function f(a = x) { return x; }', 'deferred 2'));
  it('immediately invoked, nested', () => checkUse('(() => { (function () { x(); })(); })();', 'call'));
  it('immediately invoked in a function', () => checkUse('function f() { (() => x())(); }', 'deferred 1'));
  it('type positions', () => checkUse('let a: x; let b: typeof x; let c = d as x<x>; interface I extends x {} function f<T extends x>() {}', 'types 6'));
  it('names of members of types', () => checkUse('type A = { [x.B]: string }; interface C { [x](): void } function f(a: { [x.D]: 1 }) {}', 'keys 3'));
  it('names of members of what is declared elsewhere', () => checkUse('declare const a: { [x.B]: string }; declare global { interface C { [x.B]: string } } declare function f(a: { [x.D]: 1 }): void;', ''));
  it('names of members of types, shadowed', () => checkUse('function f(x) { let a: { [x.B]: string }; } type M = { [x in K]: 1 };', ''));
  it('class implements', () => checkUse('class A implements x.B {}', 'types 1'));
  it('shadowed', () => checkUse('function f(x) { return x; } { const x = 1; x; } type T<x> = x;', ''));
  it('hoisted var shadows', () => checkUse('function f() { x(); if (a) { var x = 1; } }', ''));
  it('metadata of a decorated constructor', () => checkUse('@D class A { constructor(a: x, b: x | null, c: Promise<x>) {} }', 'types 3 | metadata 2'));
  it('metadata of decorated members', () => checkUse('class A { @D a: x; b: x; @D c(d: x): x {} e(@D f: x) {} }', 'types 5 | metadata 4'));
  it('exported by name', () => checkUse('export { x as y };', 'exported'));
  it('exported as default', () => checkUse('export default x;', 'other | exported'));
  it('compound assignment reads', () => checkUse('function f() { x.y += 1; }', 'deferred 1'));
  it('imported namespace in a dotted type', () => checkUse('let a: x.y.Z;', 'types 1'));
});

describe('exports', () => {
  it('declarations', () => {
    checkExports(`
      export const a = 1, { b, c: [d] } = e;
      export function f(): void;
      export function f() {}
      export class G {}
      export enum H { A }
      export interface I {}
      export type J = 1;
      export namespace K { export const hidden = 1; }
      export abstract class L {}
    `, `
      f: local function f
      a: local const a
      b: local const b
      d: local const d
      G: local class G
      H: local enum H
      I: local type type I
      J: local type type J
      K: local namespace K
      L: local class L
    `);
  });

  it('lists, defaults and re-exports', () => {
    checkExports(`
      const a = 1; type B = 1; interface C {}
      export { a as z, B, type C };
      export default a;
      export { x as y } from './x';
      export * from './all';
      export * as ns from './ns';
    `, `
      z: local const a
      B: local type type B
      C: local type type C
      default: expression var
      y: reexport x of ./x
      *: star * of ./all
      ns: namespace * of ./ns
    `);
  });

  it('nameless defaults', () => checkExports('export default class {}', 'default: expression class'));
  it('named defaults', () => checkExports('export default function pay() {}', 'default: local function pay'));
  it('a default that is a type', () => checkExports('interface A {}\nexport default A;', 'default: local type type A'));
  it('export =', () => checkExports('export = { a: 1 };', '=: expression object'));

  it('CommonJS', () => {
    checkExports(`
      module.exports = { a };
      module.exports.b = 1;
      exports.c = () => {};
      function f() { exports.d = 1; }
      function g(module) { module.exports = 1; }
    `, `
      =: expression commonjs object
      b: expression commonjs literal
      c: expression commonjs function
    `, 'cjs');
  });
});
