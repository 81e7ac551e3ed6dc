/** Whether something may be tried again at a line, by what stands there alone: asked before all ways through a program are looked at. */
import type { Program } from './link.ts';
import { ownRetries } from './own-retries.ts';
import { locate, type LinkedModule } from './program.ts';

/** False only where no layer of retries has its place. Looks at what is on the line and at the functions that it calls. */
export function mayHoldLayer(program: Program, module: LinkedModule, line: number): boolean {
  const onLine = (span: { at: number; end: number }): boolean => locate(module, span).line === line;
  const retries = (number: number): boolean => {
    const place = program.modules.function(number);
    return ownRetries(program, place.module, place.id).length > 0;
  };
  return module.facts.functions.some((fact, fn) => {
    if (fact.decorators?.some(({ at, end }) => onLine({ at, end }))) return true;
    if (onLine(fact) && retries(module.functionBase + fn)) return true;
    if (ownRetries(program, module, fn).some(({ span }) => onLine(span))) return true;
    return program.calls(module, fn).some(({ call, functions, externals, handed }) => {
      if (!onLine({ at: call.nameAt, end: call.end }) && !onLine(call)) return false;
      if (handed.length > 0 || functions.some(({ number }) => retries(number))) return true;
      return externals.some((each) => program.link.libraries.symbol(each.package, each.path)?.facts.retries !== undefined);
    });
  });
}
