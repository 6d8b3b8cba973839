import type { Context, StageExecution } from '@gennaker/contracts/orca';
import { faultText, invalid } from '@gennaker/kernel';
import type { StageView } from '@gennaker/sdk';
import { lookupIn } from './context.ts';
import type { Deps } from './deps.ts';
import { evaluatedContext } from './expressions.ts';
import { ancestorsOf, parentOf } from './graph.ts';
import type { ExecutionState } from './state.ts';

/**
 * A stage as its own code sees it: its context evaluated, and parsed by its schema when first read.
 * @throws AppError `invalid` naming each field of the context that the schema refuses, when it is read
 */
export function viewOf(state: ExecutionState, stage: StageExecution, deps: Deps): StageView<never> {
  let context: { parsed: unknown } | undefined;
  const lookup = lookupIn(state, stage);
  const task = stage.tasks.find(({ status }) => status === 'RUNNING' || status === 'PAUSED');
  const parent = parentOf(state, stage);
  return {
    id: stage.id,
    refId: stage.refId,
    type: stage.type,
    name: stage.name,
    status: stage.status,
    outputs: stage.outputs,
    startTime: stage.startTime ?? deps.now,
    taskStartTime: task?.startTime ?? deps.now,
    tasks: stage.tasks,
    synthetic: stage.parentStageId !== undefined,
    children: state.childrenOf(stage.id),
    execution: state.execution,
    get context() {
      context ??= { parsed: parsedContext(stage, evaluatedContext(state, stage, deps).context, deps) };
      return context.parsed as never;
    },
    get parent() {
      return parent && (viewOf(state, parent, deps) as unknown as StageView);
    },
    get ancestors() {
      return ancestorsOf(state, stage);
    },
    lookup: (key) => stage.context[key] ?? lookup(key),
  };
}

function parsedContext(stage: StageExecution, context: Context, { definitions }: Deps): unknown {
  const parsed = definitions.get(stage).context.safeParse(context);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => faultText(issue, context));
  throw invalid(`Stage ${stage.name} (${stage.type}) cannot run with these values: ${errors.join('; ')}`);
}
