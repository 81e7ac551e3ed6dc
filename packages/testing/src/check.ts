import { expectMarks } from './expect-marks.ts';
import { ExpectationError } from './expectation-error.ts';
import { type AnalysedSystem, type Engine, realEngine } from './engine.ts';
import { inTemporaryFolder, writeFiles } from './temporary-folder.ts';

export interface CheckCase {
  /** Path from the root → text, with `// finds: rule` where the rule should find something; no mark, no finding. */
  files: Record<string, string>;
  rule: string;
  /** The rule's options. */
  options?: Record<string, unknown>;
  /** Some of the text is meant not to parse. */
  broken?: boolean;
}

/**
 * One edge case: writes the files to a folder of their own, runs the rule alone, and throws unless it finds exactly
 * what is marked. Gives the report, for a test that also looks at evidence or data.
 */
export function check({ files, rule, options, broken }: CheckCase, engine: Engine = realEngine): Promise<AnalysedSystem> {
  return inTemporaryFolder(
    (folder) => writeFiles(folder, files),
    (folder) => expectMarks(folder, {
      title: rule,
      engine,
      options: { rules: [rule], ...(options ? { ruleOptions: { [rule]: options } } : {}) },
      judgeMarks: (marks) => {
        const other = marks.find((mark) => mark.rule !== rule);
        if (other) throw new ExpectationError(`${other.file}:${other.line} marks '${other.rule}', but the case runs '${rule}' alone.`);
      },
      broken: broken ?? false,
    }),
  );
}
