import {
  isFailure,
  type Context,
  type PipelineExecution,
  type StageExecution,
} from '@gennaker/contracts/orca';

/** All that the stages of a child have put out, later ones over earlier ones. */
export const outputsOf = ({ stages }: PipelineExecution): Context =>
  Object.assign({}, ...stages.map(({ outputs }) => outputs)) as Context;

/**
 * Why a child ended badly, and where: the exception of the parent's stage.
 * Source: orca-front50 `MonitorPipelineTask#buildExceptions`.
 */
export function failureOfChild({ id, name, status, stages }: PipelineExecution): Context {
  if (status === 'CANCELED')
    return { exception: { details: { errors: ['At least one monitored pipeline was cancelled'] } } };
  const failed = stages.filter((stage) => isFailure(stage.status));
  // A stage made by another repeats in it; the innermost one says more.
  const first = failed.find(({ parentStageId }) => parentStageId !== undefined) ?? failed[0];
  const errors = failed.flatMap((stage) =>
    reasonsOf(stage).map((reason) => `Exception in child pipeline stage (${name}: ${stage.name}): ${reason}`),
  );
  return {
    exception: {
      details: { errors },
      ...(first && {
        source: {
          executionId: id,
          stageId: first.id,
          stageName: first.name,
          stageIndex: stages
            .filter(({ parentStageId }) => parentStageId === undefined)
            .indexOf(topOf(first, stages)),
        },
      }),
    },
  };
}

const topOf = (stage: StageExecution, stages: readonly StageExecution[]): StageExecution => {
  const parent = stages.find(({ id }) => id === stage.parentStageId);
  return parent ? topOf(parent, stages) : stage;
};

/** A webhook's reason stands in its own place. */
function reasonsOf({ context }: StageExecution): string[] {
  const { details } = (context['exception'] ?? {}) as { details?: { error?: string; errors?: string[] } };
  const errors = details?.errors ?? [];
  if (errors.length > 0) return errors;
  const { error, monitor } = (context['webhook'] ?? {}) as { error?: string; monitor?: { error?: string } };
  const reason = details?.error ?? monitor?.error ?? error;
  return reason ? [reason] : [];
}
