import { isFailure, type PipelineExecution, type StageExecution } from '@gennaker/contracts/orca';

interface FailedStage {
  id: string;
  name: string;
  type: string;
  status: string;
  executionId: string;
  pipelineName: string | undefined;
  application: string;
  error: unknown;
  /** A way to the stage in Deck, when its address is known. */
  link?: string;
}

/** Failed stages of an execution; of a failed child pipeline the stages that failed there. Source: orca `ExecutionsController#failedStages`. */
export async function failedStages(
  execution: PipelineExecution,
  get: (id: string) => Promise<PipelineExecution>,
  options: { limit: number; deckOrigin?: string | undefined },
): Promise<FailedStage[]> {
  const found: FailedStage[] = [];
  const visit = async (current: PipelineExecution): Promise<void> => {
    for (const stage of current.stages) {
      if (found.length >= options.limit) return;
      const isLeaf = !current.stages.some(
        ({ parentStageId, status }) => parentStageId === stage.id && isFailure(status),
      );
      if (!isFailure(stage.status) || !isLeaf) continue;
      const childId = stage.type === 'pipeline' ? stage.context['executionId'] : undefined;
      if (typeof childId === 'string') await visit(await get(childId));
      else found.push(shown(current, stage, options.deckOrigin));
    }
  };
  await visit(execution);
  return found;
}

function shown(
  { id, name, application }: PipelineExecution,
  stage: StageExecution,
  deckOrigin: string | undefined,
): FailedStage {
  return {
    id: stage.id,
    name: stage.name,
    type: stage.type,
    status: stage.status,
    executionId: id,
    pipelineName: name,
    application,
    error: (stage.context['exception'] as { details?: unknown } | undefined)?.details,
    ...(deckOrigin && { link: `${deckOrigin}/#/applications/${application}/executions/details/${id}` }),
  };
}
