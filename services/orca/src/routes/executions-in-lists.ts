import type { PipelineExecution } from '@gennaker/contracts/orca';

/** Lists hide what is older, unless there is nothing newer. Source: orca `TaskController`, `days-of-execution-history`. */
const SHOWN_MS = 14 * 24 * 60 * 60 * 1_000;
/** Of a pipeline that did not run lately, so many are shown all the same. */
const SHOWN_OLD = 2;

/** Hides old executions of each pipeline; answers what is left as clients expect it: oldest first, waiting ones before. */
export function recentFirstStarted(
  executions: readonly PipelineExecution[],
  now: number,
): PipelineExecution[] {
  const byConfig = Map.groupBy(executions, ({ pipelineConfigId }) => pipelineConfigId);
  const shown = [...byConfig.values()].flatMap((all) => {
    const recent = all.filter(
      ({ startTime, buildTime }) => (startTime ?? buildTime ?? now) >= now - SHOWN_MS,
    );
    return recent.length > 0 ? recent : all.toSorted(newestFirst).slice(0, SHOWN_OLD);
  });
  return shown.toSorted((a, b) => (a.startTime ?? 0) - (b.startTime ?? 0) || (a.id < b.id ? 1 : -1));
}

const newestFirst = (a: PipelineExecution, b: PipelineExecution): number =>
  (b.buildTime ?? 0) - (a.buildTime ?? 0);

/** The skeleton of an execution, for lists: no outputs, no tasks, of the context only its group. */
function skeletonOf(execution: PipelineExecution): PipelineExecution {
  return {
    ...execution,
    stages: execution.stages.map((stage) => ({
      ...stage,
      context: 'group' in stage.context ? { group: stage.context['group'] } : {},
      outputs: {},
      tasks: [],
    })),
  };
}

export const shownAs = (expand: boolean) => (execution: PipelineExecution) =>
  expand ? execution : skeletonOf(execution);
