import type { EvidenceStep, Finding, Location, Report } from '@dist-lint/model';
import { byImportance } from './importance.ts';
import { jsonDocument } from './json-document.ts';
import { notifications } from './sarif-notifications.ts';
import { descriptor, LEVELS } from './sarif-rules.ts';
import { visible } from './visible.ts';

/** SARIF 2.1.0, for GitHub code scanning and whatever else reads it. It holds no path of this machine and no time. */
export function sarif(report: Report): string {
  const kept = new Set(byImportance(report.findings).slice(0, MOST_RESULTS));
  const results = report.findings.filter((finding) => kept.has(finding));
  const cut = { results: report.findings.length - results.length, steps: results.filter(({ path }) => path.length > MOST_STEPS).length };
  const index = new Map(report.rules.map(({ name }, at) => [name, at]));
  return jsonDocument({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            version: report.tool.version,
            informationUri: 'https://github.com/dist-lint/dist-lint',
            rules: report.rules.map(descriptor),
          },
        },
        // upload-sarif's `category` overrules it.
        automationDetails: { id: 'dist-lint/check/' },
        originalUriBaseIds: { [ROOT]: { description: { text: 'The root that was analysed.' } } },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: report.incomplete.length === 0, toolExecutionNotifications: notifications(report, cut) }],
        results: results.map((finding) => result(finding, index.get(finding.rule))),
      },
    ],
  });
}

/** What GitHub keeps of a run. */
const MOST_RESULTS = 5000;
/** What GitHub shows of a flow, and what it takes of locations in a result, less its own. */
const MOST_STEPS = 999;
const ROOT = '%SRCROOT%';

function result(finding: Finding, ruleIndex: number | undefined) {
  const path = finding.path.slice(0, MOST_STEPS);
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVELS[finding.severity],
    message: message(finding.message),
    locations: [{ physicalLocation: physical(finding) }],
    ...(path.length === 0 ? {} : { codeFlows: [{ threadFlows: [{ locations: path.map((step) => ({ location: located(step) })) }] }] }),
    relatedLocations: path.map((step, id) => ({ id: id + 1, ...located(step) })),
    // GitHub's own key is left to upload-sarif, which warns of each result whose value is not what it computes itself.
    partialFingerprints: { 'distLint/v1': finding.fingerprint },
    baselineState: finding.status === 'new' ? 'new' : 'unchanged',
    properties: { precision: finding.precision },
  };
}

function located(step: EvidenceStep) {
  return { physicalLocation: physical(step), message: message(step.message) };
}

function physical({ file, line, column, endLine, endColumn }: Location) {
  return {
    artifactLocation: { uri: uri(file), uriBaseId: ROOT },
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}

/** Relative, each segment percent-encoded; half of a surrogate pair cannot be encoded. */
function uri(file: string): string {
  return file.replace(/\p{Cs}/gu, '\ufffd').split('/').map(encodeURIComponent).join('/');
}

/** In a message, `[text](target)` would be a link; a name that looks like one is none. */
function message(text: string) {
  const plain = visible(text);
  return { text: plain.includes('](') ? plain.replace(/[\\[\]]/g, '\\$&') : plain };
}
