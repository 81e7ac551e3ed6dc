/** One command for each step of action.yml. What ends early fails its step, and the step with the verdict fails the job. */
import { UserError } from '@dist-lint/model';
import { analyse } from './analyse.ts';
import { annotate } from './annotate.ts';
import { comment } from './comment.ts';
import type { Environment } from './inputs.ts';
import { jobLog, type JobLog } from './job-log.ts';
import { post } from './post.ts';
import { summarise } from './summarise.ts';
import { verdict } from './verdict.ts';

/** What a step does, and the exit code that it ends with. */
export type Step = (env: Environment, log: JobLog) => number | Promise<number>;

const steps: Readonly<Record<string, Step>> = { analyse, annotate, summary: summarise, comment, post, verdict };

export async function runStep(name: string, env: Environment, log: JobLog): Promise<number> {
  try {
    const step = Object.hasOwn(steps, name) ? steps[name] : undefined;
    if (step === undefined) throw new UserError('unknown-step', `There is no step '${name}'.`, `Steps: ${Object.keys(steps).join(', ')}.`);
    return await step(env, log);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.error(`${error.message} ${error.hint}`);
    return 2;
  }
}

/** Set first: a step that ends early, however it ends, never looks like one that went well. */
export async function runProcess(): Promise<void> {
  process.exitCode = 3;
  const log = jobLog((text) => void process.stdout.write(text));
  process.exitCode = await runStep(process.argv[2] ?? '', process.env, log);
}
