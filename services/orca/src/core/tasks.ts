import type { StageExecution, TaskExecution } from '@gennaker/contracts/orca';
import { AppError } from '@gennaker/kernel';
import type { StageDefinition, Task } from '@gennaker/sdk';
import type { Deps } from './deps.ts';
import type { ExecutionState } from './state.ts';
import { viewOf } from './view.ts';

export type AnyTask = Task<never>;

function taskTable(
  state: ExecutionState,
  stage: StageExecution,
  definition: StageDefinition,
  deps: Deps,
): Record<string, AnyTask> {
  const { tasks = {} } = definition;
  return typeof tasks === 'function' ? tasks(viewOf(state, stage, deps)) : tasks;
}

/** The tasks of a stage that starts. */
export function plannedTasks(state: ExecutionState, stage: StageExecution, deps: Deps): TaskExecution[] {
  const definition = deps.definitions.get(stage);
  const entries = Object.entries(taskTable(state, stage, definition, deps));
  return entries.map(([name, task], index) => ({
    id: String(index + 1),
    name,
    implementingClass: `${definition.type}.${name}`,
    status: 'NOT_STARTED',
    stageStart: index === 0,
    stageEnd: index === entries.length - 1,
    loopStart: task.loop === 'start',
    loopEnd: task.loop === 'end',
    taskExceptionDetails: {},
  }));
}

/** @throws AppError `internal` when this build's stage type has no such task any more */
export function taskDefinition(
  state: ExecutionState,
  stage: StageExecution,
  { name }: TaskExecution,
  deps: Deps,
): AnyTask {
  const task = taskTable(state, stage, deps.definitions.get(stage), deps)[name];
  if (!task)
    throw new AppError(
      'internal',
      `Stage type ${stage.type} has no task ${name} in this version; restart the stage.`,
    );
  return task;
}

export const runningTask = (stage: StageExecution): TaskExecution | undefined =>
  stage.tasks.find(({ status }) => status === 'RUNNING' || status === 'PAUSED');
