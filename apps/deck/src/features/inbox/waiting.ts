import type { PipelineExecution, StageExecution } from '@gennaker/contracts/orca';
import { statusOf, writtenStages } from '../executions/stages.ts';

/** A question that waits for a person. */
export interface Waiting {
  execution: PipelineExecution;
  stage: StageExecution;
}

/** All questions of executions that run; the one that waits longest is first. */
export const waitingIn = (executions: readonly PipelineExecution[]): Waiting[] =>
  executions
    .flatMap((execution) =>
      execution.stages
        .filter((stage) => statusOf(stage) === 'AWAITING')
        .map((stage): Waiting => ({ execution, stage })),
    )
    .toSorted((a, b) => (a.stage.startTime ?? 0) - (b.stage.startTime ?? 0));

/** What tells versions apart in parameters: `version 2`. */
export function versionIn({ trigger }: PipelineExecution): string | undefined {
  for (const name of ['version', 'tag', 'image', 'branch']) {
    const value = trigger.parameters?.[name];
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') return `${name} ${value}`;
  }
  return undefined;
}

/** The stages that run when a question is answered with yes: all that stand behind it. */
export function stagesAfter({ execution, stage }: Waiting): StageExecution[] {
  const written = writtenStages(execution);
  const behind = new Set([stage.refId]);
  let size = 0;
  while (size !== behind.size) {
    size = behind.size;
    for (const { refId, requisiteStageRefIds } of written)
      if (requisiteStageRefIds.some((before) => behind.has(before))) behind.add(refId);
  }
  return written.filter(({ refId, id }) => behind.has(refId) && id !== stage.id);
}

/** The written stages that have ended, in the order in which they ran. */
export const stagesBefore = ({ execution }: Waiting): StageExecution[] =>
  writtenStages(execution).filter(({ endTime, status }) => endTime !== undefined && status !== 'SKIPPED');
