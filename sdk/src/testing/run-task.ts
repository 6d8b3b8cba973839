import type { Context, PipelineExecution } from '@gennaker/contracts/orca';
import type { StageDefinition } from '../stage/define-stage.ts';
import type { TaskResult } from '../stage/result.ts';
import type { Tools, TurnTools } from '../stage/tools.ts';
import type { StageView } from '../stage/view.ts';

type Given = Partial<Omit<StageView, 'context'>> & { context?: Context };

/** A stage as its code sees it, with what a test does not care about made up. */
export function stageView<C>(definition: StageDefinition<C>, given: Given = {}): StageView<C> {
  const context = given.context ?? {};
  return {
    id: 'stage1',
    refId: '1',
    type: definition.type,
    name: definition.type,
    status: 'RUNNING',
    outputs: {},
    startTime: 0,
    taskStartTime: given.startTime ?? 0,
    tasks: [],
    synthetic: false,
    parent: undefined,
    children: [],
    ancestors: [],
    lookup: (key) => context[key],
    execution: {
      id: 'execution1',
      type: 'PIPELINE',
      application: 'shop',
      status: 'RUNNING',
      stages: [],
      trigger: {},
    } as unknown as PipelineExecution,
    ...given,
    context: definition.context.parse(context),
  };
}

/** Runs one task of a stage, without an engine. */
export function runTask<C>(
  definition: StageDefinition<C>,
  name: string,
  given: Given,
  tools: Partial<Tools & TurnTools>,
): TaskResult | Promise<TaskResult> {
  const view = stageView(definition, given);
  const tasks = typeof definition.tasks === 'function' ? definition.tasks(view) : (definition.tasks ?? {});
  const task = tasks[name];
  if (!task)
    throw new Error(`${definition.type} has no task ${name}; it has ${Object.keys(tasks).join(', ')}`);
  return 'inTurn' in task ? task.inTurn(view, tools as TurnTools) : task.effect(view, tools as Tools);
}
