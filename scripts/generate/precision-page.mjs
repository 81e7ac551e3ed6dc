import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from './markdown.mjs';
import { PAGE_HEADER, presetsOf } from './rule-pages.mjs';

const LEDGERS = 'fixtures/ledger';

/** The page that tells how often findings in published packages are true; nothing where there is no ledger. */
export function precisionPage(root) {
  const ledgers = readLedgers(root);
  if (ledgers.length === 0) return undefined;
  const findings = ledgers.flatMap((ledger) => ledger.findings.map((finding) => ({ ...finding, package: ledger.package })));
  return `${[
    PAGE_HEADER,
    '# How often findings are true',
    `Every finding of the preset \`all\` in ${ledgers.length} published packages (${thousands(sum(ledgers, 'lines'))} lines of TypeScript), judged one by one with the code open. `
      + 'A test holds each run to this ledger: a new finding that nobody judged, one that is gone, another severity, precision or message, and an analysis that reaches less than before all fail.',
    '**True** means that a maintainer of the package would agree that what is found is worth mending, or at least a comment; **false** is everything else, also what is right as a fact and leads to nothing. '
      + 'These packages are libraries, most of them written with care: applications give other numbers. What was judged by hand in applications is in [silent-catch-judged.md](silent-catch-judged.md), [retries-judged.md](retries-judged.md) and [state-judged.md](state-judged.md).',
    '## By preset',
    presetTable(findings),
    '## By rule, severity and precision',
    table(['Rule', 'Severity', 'Precision', ...COUNTS], groups(findings, ({ rule, severity, precision }) => [`[${rule}](rules/${rule}.md)`, severity, precision])),
    '## Packages',
    table(['Package', 'Version', 'Modules', 'Lines', 'Resolved imports', ...COUNTS], ledgers.map(({ package: name, version, floor, findings: own }) => [
      `\`${name}\``, version, thousands(floor.modules), thousands(floor.lines), thousands(floor.resolvedImports), ...counts(own),
    ])),
    'They are development dependencies, and the ledger never runs them: `.pnpmfile.cjs` leaves out what they depend on. What is analysed is what they ship without the JavaScript and the declarations compiled from it, copied to a folder of its own.',
    '## Findings',
    ...[...new Set(findings.map(({ rule }) => rule))].sort().flatMap((rule) => [`### ${rule}`, judged(findings.filter((each) => each.rule === rule))]),
    '## Judging',
    JUDGING,
  ].join('\n\n')}\n`;
}

const JUDGING = [
  'After a change to a rule, a library or link: `pnpm ledger` lists what differs, `pnpm ledger --update` writes the ledgers as the analysis is now. '
    + 'An update keeps what was judged by fingerprint, drops what is gone, names judged findings whose claim changed, and leaves `verdict` and `why` of new ones empty: it never judges.',
  '1. Open the code of each new entry, its callers too, as somebody would who maintains that package and doubts the tool.\n'
    + '2. Write `"verdict": "true"` or `"false"`, and in `why` one sentence that names what in the code decides. A finding that is right but overstated is true, and the sentence says so.\n'
    + '3. Run `pnpm generate`, which writes this page.',
  'To add a package: it has to ship `.ts` sources, not declarations alone. Put its exact version in the catalog `ledger` of `pnpm-workspace.yaml` and `"catalog:ledger"` in `packages/testing/package.json`, '
    + 'run `pnpm install`, then `pnpm ledger --update <package>`, and judge. A new version of a package is the same, without the first step.',
].join('\n\n');

const COUNTS = ['Findings', 'True', 'False', 'True of all'];

function readLedgers(root) {
  const folder = join(root, LEDGERS);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((file) => file.endsWith('.json')).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')))
    .sort((a, b) => order(a.package, b.package));
}

function presetTable(findings) {
  const shown = (preset) => findings.filter((each) => presetsOf(each).includes(preset));
  const row = (preset, rule, some) => [`\`${preset}\``, rule, ...counts(some)];
  return table(['Preset', 'Rule', ...COUNTS], ['recommended', 'strict', 'all'].flatMap((preset) => {
    const all = shown(preset);
    const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
    return [row(preset, 'all rules', all), ...rules.map((rule) => row(preset, rule, all.filter((each) => each.rule === rule)))];
  }));
}

/** One row for each distinct value of the key, the worst first. */
function groups(findings, key) {
  const byKey = groupBy(findings, (each) => key(each).join('\n'));
  return [...byKey].sort(([, [a]], [, [b]]) => order(a.rule, b.rule) || rank(a) - rank(b)).map(([joined, some]) => [...joined.split('\n'), ...counts(some)]);
}

const SEVERITIES = ['error', 'warning', 'info'];
const PRECISIONS = ['high', 'medium', 'low'];
const rank = ({ severity, precision }) => SEVERITIES.indexOf(severity) * PRECISIONS.length + PRECISIONS.indexOf(precision);

function groupBy(items, key) {
  const groups = new Map();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

function counts(findings) {
  const of = (verdict) => findings.filter((each) => each.verdict === verdict).length;
  const [yes, no] = [of('true'), of('false')];
  return [findings.length, yes, no, yes + no === 0 ? '–' : `${Math.round((100 * yes) / (yes + no))} %`];
}

function judged(findings) {
  return table(['Place', 'Severity', 'Precision', 'Claim', 'True', 'Why'], findings.map((each) => [
    `\`${each.package}\` ${each.file}${each.symbol === 'module' ? '' : `, \`${each.symbol}\``}`,
    each.severity,
    each.precision,
    escaped(each.message),
    { true: 'yes', false: 'no' }[each.verdict] ?? 'not judged',
    escaped(each.why),
  ]));
}

/** Angle brackets outside of code spans would be tags. */
const escaped = (text) => text.split('`').map((part, index) => (index % 2 === 0 ? part.replaceAll('<', '&lt;') : part)).join('`');
const sum = (ledgers, key) => ledgers.reduce((total, { floor }) => total + floor[key], 0);
const thousands = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ',');
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
