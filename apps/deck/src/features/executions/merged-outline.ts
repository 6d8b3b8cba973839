import type { PipelineExecution, StageExecution } from '@gennaker/contracts/orca';

/** An execution as the stream tells it: without contexts, and only the stages that changed. */
export type Outline = Omit<Partial<PipelineExecution>, 'stages'> & {
  id: string;
  stages?: (Partial<StageExecution> & { id: string })[];
  removedStages?: string[];
};

/** What the stream says about an execution, put into what is known of it; its stages are merged by id. */
export function merged(execution: PipelineExecution, { stages = [], removedStages = [], ...rest }: Outline) {
  const gone = new Set(removedStages);
  const news = new Map(stages.map((stage) => [stage.id, stage]));
  const known = execution.stages.flatMap((stage) => {
    if (gone.has(stage.id)) return [];
    const outline = news.get(stage.id);
    news.delete(stage.id);
    return [outline ? mergedStage(stage, outline) : stage];
  });
  const added = [...news.values()].map(
    (outline): StageExecution => ({ ...NEW_STAGE, ...outline }) as StageExecution,
  );
  return { ...execution, ...rest, stages: [...known, ...added] };
}

const NEW_STAGE = { context: {}, outputs: {}, tasks: [], requisiteStageRefIds: [] };

function mergedStage(stage: StageExecution, outline: Partial<StageExecution>): StageExecution {
  const tasks = (outline.tasks ?? stage.tasks).map((task, index) => ({
    ...stage.tasks[index],
    ...task,
    id: stage.tasks[index]?.id ?? String(index + 1),
  }));
  // A stage that runs again has no end: what the outline leaves out is over.
  return { ...stage, startTime: undefined, endTime: undefined, ...outline, tasks } as StageExecution;
}
