/** The configuration of a run: the file at the root or the one named, with what the command line says on top. */
import type { Rule, Settings } from '@dist-lint/graph';
import { libraries as known, type Library } from '@dist-lint/libraries';
import { UserError, type Finding, type Precision, type Severity } from '@dist-lint/model';
import { rules as builtIn } from '@dist-lint/rules';
import { baselineInside, readConfigFile } from '@dist-lint/workspace';
import picomatch from 'picomatch';
import type { CheckOptions, Preset } from './api.ts';
import { checkConfig } from './config-check.ts';
import type { DistLintConfig, FileSettings, RuleConfig } from './config-keys.ts';
import { isExempt, isExemptFor } from './exempt.ts';
import { precisionRank, severityRank } from './findings.ts';
import { presets, selectRules, type OptionTable } from './rule-selection.ts';

export type Flags = Pick<CheckOptions, 'rules' | 'ruleOptions' | 'preset' | 'minSeverity' | 'minPrecision' | 'threads' | 'cache'>;

export interface LoadOptions {
  /** Absolute. */
  root: string;
  cwd: string;
  config?: string;
  safe?: boolean;
  /** What was said on the command line, which wins. */
  flags?: Flags;
}

/** Everything decided that does not differ from file to file, and how to decide the rest; see {@link rulesFor} and {@link isShown}. */
export interface ResolvedConfig {
  /** The catalogue, and after it the configuration's own. */
  rules: readonly Rule[];
  /** What is known of packages: the built-in rows, and after them the configuration's own, which win. */
  libraries: readonly Library[];
  settings: Settings;
  layers: readonly Layer[];
  flags: Flags;
  failOn?: Severity | 'never';
  /** Absolute. */
  baseline?: string;
  threads?: number;
  cache: boolean;
  isIgnored(path: string): boolean;
  /** The built-in exemptions and the configured ones. */
  isExempt(path: string): boolean;
  /** Whether `exempt` lifts the built-in exemptions there, those of scripts and migrations, too. */
  isLifted(path: string): boolean;
}

interface Layer {
  settings: FileSettings;
  covers(path: string): boolean;
}

export interface RuleSetting {
  rule: Rule;
  options: OptionTable;
  severity?: Severity;
}

/** @throws UserError for a configuration that cannot be read or says what cannot be said, and for unknown rules and options in flags. */
export async function loadConfig(options: LoadOptions, catalogue: readonly Rule[] = builtIn): Promise<ResolvedConfig> {
  const { flags = {} } = options;
  const file = await readConfigFile(options);
  const config: DistLintConfig = file ? checkConfig(file, catalogue) : {};
  const rules = [...catalogue, ...(config.ownRules ?? [])];
  selectRules(rules, flags);
  const matcher = (globs: readonly string[] | undefined): ((path: string) => boolean) => globTest(file?.base ?? '', globs ?? []);
  const layers = [
    { settings: config, covers: () => true },
    ...(config.overrides ?? []).map((each) => {
      const isMeant = matcher(each.files);
      const isExcluded = matcher(each.excludedFiles);
      return { settings: each, covers: (path: string) => isMeant(path) && !isExcluded(path) };
    }),
  ];
  const owners = (config.owners ?? []).map(({ name, files }) => ({ name, owns: matcher(files) }));
  refuseOptionsOfOffRules(config, flags);
  const exemptions = (config.exempt ?? []).map((glob) => ({ lifts: glob.startsWith('!'), covers: matcher([glob.replace(/^!/, '')]) }));
  const lastExemption = (path: string) => exemptions.findLast(({ covers }) => covers(path));
  const threads = flags.threads ?? config.threads;
  return {
    rules, layers, flags,
    libraries: config.libraries ? [...known, ...config.libraries] : known,
    settings: {
      ownerOf: (path) => owners.findLast(({ owns }) => owns(path))?.name,
      isAside: (path) => !(lastExemption(path)?.lifts ?? false) && isExemptFor(['scripts', 'migrations'], path),
    },
    ...(config.baseline === undefined ? {} : { baseline: baselineInside(options.root, file?.base ?? '', config.baseline) }),
    ...(config.failOn === undefined ? {} : { failOn: config.failOn }),
    ...(threads === undefined ? {} : { threads }),
    cache: options.safe !== true && (flags.cache ?? config.cache ?? true),
    isIgnored: matcher(config.ignore),
    isLifted: (path) => lastExemption(path)?.lifts ?? false,
    isExempt(path) {
      const last = lastExemption(path);
      return last ? !last.lifts : isExempt(path);
    },
  };
}

/** The rules that run for a file, with its options. A rule named on the command line runs although a file says 'off'. */
export function rulesFor(config: ResolvedConfig, path: string): RuleSetting[] {
  const named = config.flags.rules ?? [];
  const layers = config.layers.filter(({ covers }) => covers(path));
  return config.rules.flatMap((rule) => {
    const said: RuleConfig[] = layers.flatMap(({ settings }) => {
      const own = settings.rules?.[rule.name];
      return own === undefined ? [] : [own];
    });
    const isOff = said.at(-1) === 'off';
    if (named.length > 0 ? !named.includes(rule.name) : isOff) return [];
    const given = Object.assign({}, ...said.filter(isObject), config.flags.ruleOptions?.[rule.name] ?? {}) as Record<string, unknown>;
    const options = Object.fromEntries(Object.entries(rule.options).map(([key, { default: usual }]) => [key, Object.hasOwn(given, key) ? given[key] : usual])) as OptionTable;
    const severity = said.filter(isObject).findLast((each) => each.severity !== undefined)?.severity;
    return [{ rule, options, ...(severity === undefined ? {} : { severity }) }];
  });
}

/** Whether a baseline may hold findings of a rule in a file. */
export function isBaselined(config: ResolvedConfig, { rule, file }: Pick<Finding, 'rule' | 'file'>): boolean {
  const said = config.layers.filter(({ covers }) => covers(file)).flatMap(({ settings }) => {
    const own = settings.rules?.[rule];
    return isObject(own) && own.baseline !== undefined ? [own.baseline] : [];
  });
  return said.at(-1) ?? true;
}

/** The rules that run for some file. */
export function rulesAnywhere(config: ResolvedConfig): Rule[] {
  const named = config.flags.rules ?? [];
  const isOn = ({ name }: Rule): boolean => config.layers.some(({ settings }, index) => (settings.rules?.[name] ?? (index === 0 ? 'on' : 'off')) !== 'off');
  return config.rules.filter((rule) => (named.length > 0 ? named.includes(rule.name) : isOn(rule)));
}

/** Whether a finding is at or above what is shown of its rule in its file. */
export function isShown(config: ResolvedConfig, finding: Pick<Finding, 'rule' | 'file' | 'severity' | 'precision'>): boolean {
  let floor = presets.recommended;
  const apply = ({ preset, minSeverity, minPrecision }: { preset?: Preset; minSeverity?: Severity; minPrecision?: Precision }): void => {
    if (preset) floor = presets[preset];
    floor = { minSeverity: minSeverity ?? floor.minSeverity, minPrecision: minPrecision ?? floor.minPrecision };
  };
  const layers = config.layers.filter(({ covers }) => covers(finding.file));
  for (const { settings } of layers) apply(settings);
  // What is said of one rule is said more exactly than what is said of all.
  for (const { settings } of layers) {
    const own = settings.rules?.[finding.rule];
    if (isObject(own)) apply({ ...(own.minSeverity && { minSeverity: own.minSeverity }), ...(own.minPrecision && { minPrecision: own.minPrecision }) });
  }
  apply(config.flags);
  return severityRank(finding.severity) >= severityRank(floor.minSeverity) && precisionRank(finding.precision) >= precisionRank(floor.minPrecision);
}

/** An option that cannot have an effect is a mistake; `--rule` says that the rule is wanted. */
function refuseOptionsOfOffRules(config: DistLintConfig, flags: Flags): void {
  for (const name of Object.keys(flags.ruleOptions ?? {})) {
    const isWanted = flags.rules?.includes(name) ?? false;
    const isOnSomewhere = (config.overrides ?? []).some(({ rules }) => rules?.[name] !== undefined && rules[name] !== 'off');
    if (config.rules?.[name] !== 'off' || isWanted || isOnSomewhere) continue;
    throw new UserError('option-of-off-rule', `--option sets '${name}', which the configuration switches off.`, `Add --rule ${name}, or switch it on.`);
  }
}

function globTest(base: string, globs: readonly string[]): (path: string) => boolean {
  const isMatch = globs.length === 0 ? () => false : picomatch([...globs], { dot: true });
  const prefix = base === '' ? '' : `${base}/`;
  return (path) => path.startsWith(prefix) && isMatch(path.slice(prefix.length));
}

function isObject(value: RuleConfig | undefined): value is Exclude<RuleConfig, string> {
  return typeof value === 'object';
}
