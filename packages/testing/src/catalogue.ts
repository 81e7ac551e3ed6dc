import { ExpectationError } from './expectation-error.ts';

/**
 * Every anti-pattern that the catalogue plans, built or not. A fixture may mark one that nobody has built
 * yet: its marks wait. A name that is neither here nor in the registry is a slip and fails.
 */
export const plannedRules: readonly string[] = [
  'blind-failure',
  'boundary-state-leak',
  'channel-conflation',
  'circular-dependency',
  'compounding-retry',
  'event-ping-pong',
  'implicit-dependency',
  'lost-data-at-ack',
  'lost-update',
  'missing-timeout',
  'premature-state-transition',
  'scattered-state',
  'silent-catch',
  'single-point-of-failure',
  'stale-cache',
  'tight-coupling',
  'tight-retry-loop',
];

/** @throws Error on a rule that is neither built nor planned. */
export function assertKnownRule(rule: string, builtRules: readonly string[], where: string): void {
  if (builtRules.includes(rule) || plannedRules.includes(rule)) return;
  throw new ExpectationError(
    `${where}: '${rule}' is neither a built rule nor in the planned catalogue (packages/testing/src/catalogue.ts).`,
  );
}
