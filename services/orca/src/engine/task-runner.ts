import { setTimeout as sleep } from 'node:timers/promises';
import type { PipelineExecution, StageExecution } from '@gennaker/contracts/orca';
import { inSpan, invalid, withCaller, type Clock, type NewId } from '@gennaker/kernel';
import type { TaskResult, Tools } from '@gennaker/sdk';
import type { Definitions, Deps, Evaluate } from '../core/deps.ts';
import { failureOf } from '../core/exceptions.ts';
import type { TaskOutcome } from '../core/message.ts';
import type { StageNotes } from '../core/notes.ts';
import { runAs } from '../core/run-as.ts';
import { ExecutionState } from '../core/state.ts';
import { taskDefinition } from '../core/tasks.ts';
import { viewOf } from '../core/view.ts';
import type { LeasedRun, StoredExecution } from '../store/index.ts';

/** What a task run is, for whoever makes its tools. */
export interface RunInfo {
  execution: PipelineExecution;
  stage: StageExecution;
  taskName: string;
  signal: AbortSignal;
  idempotencyKey: string;
}

export interface TaskRunnerDeps {
  definitions: Definitions;
  evaluate: Evaluate;
  tools: (run: RunInfo) => Tools;
  clock: Clock;
  newId: NewId;
}

const FIRST_RETRY_MS = 100;
const MOST_RETRY_MS = 8_000;
/** Cancelling waits for its hooks, so not for ever. */
const HOOK_PATIENCE_MS = 120_000;

type RunnableExecution = Pick<StoredExecution, 'execution' | 'notes' | 'stageNotes'>;

/** Runs one task, or one hook, as its user; what it throws becomes data. Never rejects. */
export async function runTask(
  deps: TaskRunnerDeps,
  run: LeasedRun,
  { execution, notes, stageNotes }: RunnableExecution,
  signal: AbortSignal,
): Promise<TaskOutcome> {
  const stage = execution.stages.find(({ id }) => id === run.stage_id);
  if (!stage) return { result: { status: 'CANCELED' } };
  const state = new ExecutionState(execution, notes, stageNotes);
  const caller = {
    ...runAs(state, stage),
    executionId: execution.id,
    stageId: stage.id,
    application: execution.application,
    origin: execution.origin,
  };
  const attributes = {
    'execution.id': execution.id,
    'stage.type': stage.type,
    'task.id': run.task_id,
    attempt: run.attempt,
  };
  const call = () => callTask(deps, run, state, stage, signal);
  try {
    const result = await withCaller(caller, () =>
      inSpan('orca.task', { attributes, headers: traceOf(execution) }, async () =>
        run.purpose === 'run' ? call() : patiently(call, signal),
      ),
    );
    return { result: asData(result ?? { status: 'SUCCEEDED' }) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

/** Of a clean-up there is no later poll that makes up for a fault: what may pass is tried again at once. */
async function patiently<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  let waited = 0;
  for (let delay = FIRST_RETRY_MS; ; delay = Math.min(delay * 2, MOST_RETRY_MS)) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || waited >= HOOK_PATIENCE_MS || !failureOf(error).retryable) throw error;
      waited += delay;
      await sleep(delay, undefined, { signal });
    }
  }
}

async function callTask(
  deps: TaskRunnerDeps,
  run: LeasedRun,
  state: ExecutionState,
  stage: StageExecution,
  signal: AbortSignal,
): Promise<TaskResult | void> {
  const { definitions, evaluate, newId, clock } = deps;
  const core: Deps = { now: clock.now(), newId, definitions, evaluate, admission: { mustWait: () => false } };
  const task = stage.tasks.find(({ id }) => id === run.task_id);
  const tools = deps.tools({
    execution: state.execution,
    stage,
    taskName: task?.name ?? run.purpose,
    signal,
    idempotencyKey: idempotencyKey(run, state.notesOf(stage)),
  });
  const view = viewOf(state, stage, core);
  if (run.purpose === 'halt') return definitions.get(stage).onHalt?.(view, tools);
  if (!task) return { status: 'CANCELED' };
  const definition = taskDefinition(state, stage, task, core);
  if (!('effect' in definition))
    throw invalid(`Task ${task.name} of stage ${stage.name} runs inside the turn only.`);
  return run.purpose === 'cancel' ? definition.onCancel?.(view, tools) : definition.effect(view, tools);
}

/** The trace of whoever started the execution goes on in its tasks. */
const traceOf = ({ additionalHeaders }: PipelineExecution): Record<string, unknown> =>
  (additionalHeaders as Record<string, unknown> | undefined) ?? {};

/** The same for each attempt and each poll of a task; another once it was started anew. */
const idempotencyKey = ({ stage_id, task_id, purpose }: LeasedRun, { starts = 0 }: StageNotes): string =>
  [stage_id, task_id, starts, ...(purpose === 'run' ? [] : [purpose])].join('-');

/** As it will be after it was stored, so that memory and database never differ. @throws when it is no JSON */
const asData = (result: TaskResult): TaskResult => JSON.parse(JSON.stringify(result)) as TaskResult;
