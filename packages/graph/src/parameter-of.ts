/** Which parameter of its function a variable is, or is part of. */
import type { Expr } from '@dist-lint/model';
import type { LinkedModule } from './program.ts';
import { boundNames } from './walk.ts';

export interface ParameterOf {
  index: number;
  /** Names below the parameter; `*` a computed one, `...` the rest. */
  path: string[];
  default?: Expr;
}

export function parameterOf(module: LinkedModule, id: number): ParameterOf | undefined {
  const owner = module.facts.functions[module.facts.variables[id]?.function ?? -1];
  for (const [index, param] of owner?.params.entries() ?? []) {
    if (param.rest) continue;
    const bound = boundNames(param.target).find((each) => each.variable === id);
    if (bound) return { index, path: bound.path, ...(bound.default ? { default: bound.default } : {}) };
  }
  return undefined;
}

/** The same, where names lead to it. */
export function namedParameterOf(module: LinkedModule, id: number): ParameterOf | undefined {
  const place = parameterOf(module, id);
  return place?.path.some((each) => each === '*' || each === '...' || /^\d+$/.test(each)) ? undefined : place;
}
