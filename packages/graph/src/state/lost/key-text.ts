/** The values by which rows are found, as texts that can be compared. */
import { soleOf, type Expr } from '@dist-lint/model';
import { argumentOf, numberOf, scopeFrame, type Frame } from './frames.ts';

/** A text that is the same for expressions with the same value at one time; undefined when that cannot be told. */
export function keyText(frame: Frame, expr: Expr, path: readonly string[] = [], depth = 0): string | undefined {
  if (depth > 8) return undefined;
  const next = (inner: Expr, at: Frame = frame, below: readonly string[] = []): string | undefined => keyText(at, inner, below, depth + 1);
  switch (expr.k) {
    case 'literal':
      return path.length > 0 ? undefined : JSON.stringify(expr.value);
    case 'var': {
      const handed = argumentOf(frame, expr.v);
      if (handed && handed !== 'handed') return next(handed.expr, handed.frame, [...handed.path, ...path]);
      const only = soleOf(frame.module.index.assignments[expr.v]);
      if (only && !only.item && handed === undefined) {
        const text = next(only.value, scopeFrame(frame, only.function), [...only.path, ...path]);
        if (text !== undefined) return text;
      }
      return withPath(`v${frame.module.number}.${expr.v}`, path);
    }
    case 'member':
      return next(expr.of, frame, [expr.name, ...path]);
    case 'object': {
      const [key, ...rest] = path;
      const prop = expr.props.findLast((each) => each.key === key && each.value.k !== 'spread');
      if (key === undefined) return undefined;
      if (prop) return next(prop.value, frame, rest);
      const spreads = expr.props.flatMap(({ value }) => (value.k === 'spread' ? [value.of] : []));
      return spreads.length === 1 && spreads[0] ? next(spreads[0], frame, path) : undefined;
    }
    case 'this':
      return withPath(thisText(frame), path);
    case 'awaited':
      return next(expr.of, frame, path);
    case 'template':
      return joined(expr.parts.join('*'), expr.values.map((each) => next(each)));
    case 'op':
      return withPath(joined(expr.op, expr.args.map((each) => next(each))), path);
    case 'result': {
      const call = frame.module.index.calls[frame.function]?.[expr.id];
      if (!call) return undefined;
      const operand = call.callee.k === 'member' ? [next(call.callee.of)] : [];
      const args = call.args.map((each) => next(each));
      // Without arguments it may be another each time: `randomUUID()`.
      if (args.length + operand.length === 0 || call.awaited) return withPath(`r${numberOf(frame)}.${expr.id}`, path);
      const name = call.callee.k === 'member' ? call.callee.name : next(call.callee);
      return withPath(name === undefined ? undefined : joined(name, [...operand, ...args]), path);
    }
    case 'global':
      return withPath(`g${expr.name}`, path);
    default:
      return undefined;
  }
}

function thisText(frame: Frame): string | undefined {
  const { entered } = frame;
  if (frame.lexical) return thisText(frame.lexical);
  if (!entered) return 'this';
  return entered.call.callee.k === 'member' && entered.call.callee.of.k === 'this' ? thisText(entered.from) : undefined;
}

function withPath(text: string | undefined, path: readonly string[]): string | undefined {
  return text === undefined || path.includes('*') ? undefined : [text, ...path].join('.');
}

function joined(name: string, parts: readonly (string | undefined)[]): string | undefined {
  return parts.some((each) => each === undefined) ? undefined : `${name}(${parts.join(',')})`;
}
