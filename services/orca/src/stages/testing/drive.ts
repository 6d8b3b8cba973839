import { isComplete } from '@gennaker/contracts/orca';
import type { Tools } from '@gennaker/sdk';
import { failureOf } from '../../core/exceptions.ts';
import type { NewRun } from '../../core/journal.ts';
import type { TaskOutcome } from '../../core/message.ts';
import { taskDefinition } from '../../core/tasks.ts';
import { world, type StageSpec } from '../../core/testing/world.ts';
import { viewOf } from '../../core/view.ts';
import { stages } from '../index.ts';

type Run = ReturnType<typeof world>;

const MOST_STEPS = 2_000;

/** Runs a pipeline of real stages through the pure core; their effects meet the tools that are given. */
export async function drive(
  specs: StageSpec[],
  given: Partial<Tools>,
  /** Cancels when this is true for the first time. */
  cancelWhen: (run: Run) => boolean = () => false,
) {
  const run = world(specs, stages);
  run.start();
  let isCancelled = false;
  for (let step = 0; step < MOST_STEPS && !isSettled(); step++) {
    if (!isCancelled && cancelWhen(run)) {
      isCancelled = true;
      run.send({ kind: 'cancelExecution', by: 'ann' });
      run.settle();
    }
    const [next] = run.out.values();
    if (next) {
      run.result(next, await outcomeOf(next));
      run.settle();
    } else run.advance(1_000);
  }
  if (!isSettled()) throw new Error('The execution does not end.');
  return run;

  function isSettled(): boolean {
    return isComplete(run.status) && run.out.size === 0;
  }

  async function outcomeOf({ stageId, taskId, purpose }: NewRun): Promise<TaskOutcome> {
    const stage = run.state.stage(stageId);
    if (!stage) throw new Error(`There is no stage ${stageId}.`);
    const deps = run.deps();
    const view = viewOf(run.state, stage, deps);
    const idempotencyKey = `${stageId}-${taskId}${purpose === 'run' ? '' : `-${purpose}`}`;
    const tools = { ...given, clock: run.clock, idempotencyKey } as unknown as Tools;
    const work = () => {
      if (purpose === 'halt') return deps.definitions.get(stage).onHalt?.(view, tools);
      const task = stage.tasks.find(({ id }) => id === taskId);
      const definition = task && taskDefinition(run.state, stage, task, deps);
      if (!definition || !('effect' in definition)) throw new Error(`${taskId} runs inside the turn.`);
      return purpose === 'cancel' ? definition.onCancel?.(view, tools) : definition.effect(view, tools);
    };
    try {
      const result = (await work()) ?? { status: 'SUCCEEDED' as const };
      return { result: JSON.parse(JSON.stringify(result)) as typeof result };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  }
}
