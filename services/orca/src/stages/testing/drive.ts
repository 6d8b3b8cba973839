import { isComplete } from '@gennaker/contracts/orca';
import type { Tools } from '@gennaker/sdk';
import { failureOf } from '../../core/exceptions.ts';
import type { NewRun } from '../../core/journal.ts';
import type { TaskOutcome } from '../../core/message.ts';
import { taskDefinition } from '../../core/tasks.ts';
import { world, type StageSpec } from '../../core/testing/world.ts';
import { viewOf } from '../../core/view.ts';
import { stages } from '../index.ts';

const MOST_STEPS = 2_000;

/** Runs a pipeline of real stages through the pure core; their effects meet the tools that are given. */
export async function drive(specs: StageSpec[], given: Partial<Tools>) {
  const run = world(specs, stages);
  run.start();
  for (let step = 0; step < MOST_STEPS && !isSettled(); step++) {
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
    const task = stage?.tasks.find(({ id }) => id === taskId);
    if (!stage || !task || purpose !== 'run') return { result: { status: 'SUCCEEDED' } };
    const definition = taskDefinition(run.state, stage, task, run.deps());
    if (!('effect' in definition)) throw new Error(`${task.name} runs inside the turn.`);
    const tools = { ...given, clock: run.clock, idempotencyKey: `${stageId}-${taskId}` } as unknown as Tools;
    try {
      const result = await definition.effect(viewOf(run.state, stage, run.deps()), tools);
      return { result: JSON.parse(JSON.stringify(result)) as typeof result };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  }
}
