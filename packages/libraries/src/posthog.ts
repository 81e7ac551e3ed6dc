import { defineLibrary } from './library.ts';

export const posthog = defineLibrary({
  name: 'posthog',
  packages: ['posthog-node', 'posthog-js'],
  docs: 'https://posthog.com/docs/libraries/node',
  aliases: { default: 'PostHog', posthog: 'PostHog' },
  symbols: {
    'PostHog.capture|identify|alias|groupIdentify|group|register': { effects: [{ kind: 'analytics', target: '0.event', payload: '0' }], fails: 'never' },
    'PostHog.captureImmediate|identifyImmediate|aliasImmediate': { effects: [{ kind: 'analytics', target: '0.event', payload: '0' }] },
    'PostHog.captureException|captureExceptionImmediate': { effects: [{ kind: 'report', error: '0' }], fails: 'never' },
    'PostHog.isFeatureEnabled|getFeatureFlag|getFeatureFlagPayload|getAllFlags|getAllFlagsAndPayloads|getRemoteConfigPayload': {
      effects: [{ kind: 'network', target: '0', method: '=GET' }],
    },
    'PostHog.flush|shutdown|shutdownAsync': { cleanup: true },
  },
});
