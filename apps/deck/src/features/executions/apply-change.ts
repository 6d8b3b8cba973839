import type { QueryClient } from '@tanstack/react-query';
import type { PipelineExecution, StageExecution } from '@gennaker/contracts/orca';
import type { Change } from '@gennaker/contracts/stream';
import type { Appliers } from '../../live/apply-changes.ts';
import { refetchSoon } from '../../live/refetch-soon.ts';
import { keys } from './queries.ts';

type Outline = Omit<Partial<PipelineExecution>, 'stages'> & {
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

function applyExecution(client: QueryClient, { id, application, action, value }: Change): void {
  if (application === undefined) return;
  const list = keys.list(application);
  if (action === 'delete') {
    client.setQueryData<PipelineExecution[]>(list, (all) => all?.filter((one) => one.id !== id));
    return;
  }
  const outline = value as Outline;
  const all = client.getQueryData<PipelineExecution[]>(list);
  if (all?.some((one) => one.id === id))
    client.setQueryData(
      list,
      all.map((one) => (one.id === id ? merged(one, outline) : one)),
    );
  else if (all) refetchSoon(client, list, 150);

  if (!client.getQueryData(keys.one(id))) return;
  client.setQueryData<PipelineExecution>(keys.one(id), (one) => one && merged(one, outline));
  refetchSoon(client, keys.one(id)); // contexts and outputs are not in the stream
}

function applyPipeline(client: QueryClient, { application }: Change): void {
  if (application !== undefined) refetchSoon(client, keys.configs(application), 150);
}

export const executionAppliers: Appliers = { execution: applyExecution, pipeline: applyPipeline };
