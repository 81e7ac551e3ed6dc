/** The names and members that a target writes. */
import type { Expr, Target } from '@dist-lint/model';

/** `[this.first, { last: state.last }]` writes two. */
export function innerTargets(target: Target): Expr[] {
  switch (target.k) {
    case 'object-pattern':
      return [...target.props.flatMap(({ to }) => innerTargets(to)), ...(target.rest ? innerTargets(target.rest) : [])];
    case 'array-pattern':
      return [...target.items.flatMap((item) => (item ? innerTargets(item.to) : [])), ...(target.rest ? innerTargets(target.rest) : [])];
    default:
      return [target];
  }
}
