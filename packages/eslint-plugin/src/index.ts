/** The ESLint plugin: one rule for each anti-pattern. What is found is the engine's; nothing is detected here. */
import type { ESLint, Linter } from 'eslint';
import { rules as all, version } from '@dist-lint/engine';
import { presetConfigs, type ConfigName } from './configs.ts';
import { eslintRule, type DistLintRule } from './eslint-rule.ts';

/** What a host can wait for: rules that ask for the whole system are for runs. */
const catalogue = all.filter(({ isWhole }) => isWhole !== true);

export interface DistLintPlugin extends ESLint.Plugin {
  meta: { name: string; version: string; namespace: string };
  rules: Record<string, DistLintRule>;
  configs: Record<ConfigName, Linter.Config>;
}

const plugin: DistLintPlugin = {
  meta: { name: 'eslint-plugin-dist-lint', version, namespace: 'dist-lint' },
  rules: Object.fromEntries(catalogue.map((rule) => [rule.name, eslintRule(rule)])),
  configs: {} as Record<ConfigName, Linter.Config>,
};
// A configuration names the plugin it is part of.
Object.assign(plugin.configs, presetConfigs(plugin, catalogue));

export default plugin;
export { indexSettings, withIndex } from './index-settings.ts';
export type { Settings } from './settings.ts';
