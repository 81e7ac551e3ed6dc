import type { Rule as EslintRule } from 'eslint';
import { precisionRank, ruleInfos, severityRank, type FileFinding, type Rule } from '@dist-lint/engine';
import type { Precision, Severity } from '@dist-lint/model';
import { joinLint } from './file-lint.ts';
import { defaultOptions, optionsSchema } from './options-schema.ts';
import { readSettings } from './settings.ts';

export type DistLintRule = EslintRule.RuleModule & { meta: EslintRule.RuleMetaData };

/** A rule of the catalogue as a rule of ESLint, oxlint and rslint. */
export function eslintRule(rule: Rule): DistLintRule {
  const defaults = defaultOptions(rule);
  const [info] = ruleInfos([rule]);
  return {
    meta: {
      type: 'problem',
      docs: { description: rule.summary, ...(info ? { url: info.url } : {}), recommended: true },
      schema: optionsSchema(rule),
      defaultOptions: [defaults],
      hasSuggestions: true,
    },
    create(context) {
      const settings = readSettings(context.settings);
      const file = fileOf(context);
      if (file === undefined) return {};
      // Not every host fills in the defaults.
      const { minSeverity, minPrecision, ...options } = { ...defaults, ...(context.options[0] as object | undefined) } as Floors;
      const result = joinLint({ sourceCode: context.sourceCode, file, cwd: context.cwd, settings }, rule.name, options);
      return {
        Program() {
          const { findings, failure } = result();
          // One rule's failure takes away no other's findings, as a thrown error would.
          if (failure !== undefined) context.report({ loc: { line: 1, column: 0 }, message: failure });
          for (const finding of findings) {
            if (severityRank(finding.severity) < severityRank(minSeverity) || precisionRank(finding.precision) < precisionRank(minPrecision)) continue;
            // What ESLint's comments switch off is reported all the same: ESLint counts which of its comments are of use.
            if (finding.suppressedBy !== 'dist-lint') context.report(descriptor(finding));
          }
        },
      };
    },
  };
}

interface Floors extends Record<string, unknown> {
  minSeverity: Severity;
  minPrecision: Precision;
}

/** A text without a file of its own, or one that is only a part of its file, has no place in the program. */
function fileOf({ filename, physicalFilename }: EslintRule.RuleContext): string | undefined {
  // ESLint's command line calls a text from standard input `__placeholder__.js` when it is given no name.
  if (/^<[a-z]+>$/.test(filename) || /(^|[\\/])__placeholder__\.js$/.test(filename) || !/\.[mc]?[jt]sx?$/.test(filename)) return undefined;
  // A processor's parts bear names below that of their file.
  const isPart = typeof physicalFilename === 'string' && physicalFilename !== filename && !physicalFilename.startsWith('<');
  return isPart ? undefined : filename;
}

function descriptor(finding: FileFinding): EslintRule.ReportDescriptor {
  const { message, line, column, endLine, endColumn, suggestions = [] } = finding;
  return {
    message,
    loc: { start: { line, column: column - 1 }, end: { line: endLine, column: endColumn - 1 } },
    suggest: suggestions.map((each) => ({
      desc: each.message,
      fix: (fixer) => each.edits.map(({ at, end, text }) => fixer.replaceTextRange([at, end], text)),
    })),
  };
}
