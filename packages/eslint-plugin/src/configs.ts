import type { ESLint, Linter } from 'eslint';
import { presets, type Preset, type Rule } from '@dist-lint/engine';

export type ConfigName = Preset;

/** All that the engine reads. Which parser reads them for ESLint is the user's choice. */
const FILES = ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'];

/** The presets of the command line as flat configurations: the same findings, under the same names. */
export function presetConfigs(plugin: ESLint.Plugin, rules: readonly Rule[]): Record<ConfigName, Linter.Config> {
  const config = (name: ConfigName): Linter.Config => ({
    name: `dist-lint/${name}`,
    files: FILES,
    plugins: { 'dist-lint': plugin },
    rules: Object.fromEntries(rules.map((rule) => [`dist-lint/${rule.name}`, [rule.severity === 'error' ? 'error' : 'warn', { ...presets[name] }]])),
  });
  return { recommended: config('recommended'), strict: config('strict'), all: config('all') };
}
