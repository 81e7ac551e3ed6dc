/** What is found in programs given as texts, in a line each: for tests of retries that are written by hand. */
import { programOf } from './marked-calls.test.setup.ts';
import { ownRetries } from './own-retries.ts';

/** What is found in all functions of a program: form, whether it goes on after success, attempts, bound, the first three waits. */
export function found(text: string | Record<string, string>, isExempt?: (path: string) => boolean): string[] {
  const program = programOf(text, {}, [], isExempt);
  return program.modules.all.flatMap((module) =>
    module.facts.functions.flatMap((fact, fn) =>
      ownRetries(program, module, fn).map((each) => {
        const { attempts, bound, waits } = each.course({ module, function: fn });
        const shown = waits.slice(0, 3).map(({ ms, random }) => `${ms ?? '?'}${random ? '~' : ''}`);
        return `${fact.name}: ${each.form}${each.goesOn ? ' goes on' : ''} ${attempts} ${bound} [${shown.join(' ')}]`;
      })));
}

export const sleep = 'const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));\n';
