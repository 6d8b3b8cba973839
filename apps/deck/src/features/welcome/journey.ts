import type { PipelineExecution } from '@gennaker/contracts/orca';
import { isOver } from '../executions/stages.ts';
import { PIPELINE, rollsBack, VERSIONS, type Version } from './sample.ts';

/** `done`: it ended as it was meant to. `other`: it ended otherwise (cancelled, rejected, failed). */
export type StepState = 'todo' | 'running' | 'done' | 'other';

export interface Step {
  version: Version;
  state: StepState;
  /** The run that tells, once there is one. */
  run?: PipelineExecution;
}

export interface Journey {
  steps: readonly Step[];
  /** The run that goes on now. */
  active?: Step;
  /** What to ship next, when nothing runs. */
  next?: Step;
  isDone: boolean;
}

function versionOf({ trigger }: PipelineExecution): string | undefined {
  const version = trigger.parameters?.['version'];
  return typeof version === 'number' ? String(version) : typeof version === 'string' ? version : undefined;
}

/**
 * Where the first five minutes stand, from the runs of the sample. They begin with the last run of
 * version 1: shipping it again begins them anew.
 */
export function journeyOf(executions: readonly PipelineExecution[]): Journey {
  const runs = executions
    .filter(({ name }) => name === PIPELINE)
    .toSorted((a, b) => (b.buildTime ?? 0) - (a.buildTime ?? 0));
  const first = runs.find((run) => versionOf(run) === '1');
  const since = first?.buildTime ?? 0;
  const steps = VERSIONS.map((version): Step => {
    const run = runs.find((one) => versionOf(one) === version && (one.buildTime ?? 0) >= since);
    return { version, run, state: run ? stateOf(run, version) : 'todo' };
  });
  const active = steps.find(({ state }) => state === 'running');
  return {
    steps,
    active,
    next: active ? undefined : steps.find(({ state }) => state !== 'done'),
    isDone: steps.every(({ state }) => state === 'done'),
  };
}

function stateOf(run: PipelineExecution, version: Version): StepState {
  if (!isOver(run)) return 'running';
  return run.status === (rollsBack(version) ? 'TERMINAL' : 'SUCCEEDED') ? 'done' : 'other';
}
