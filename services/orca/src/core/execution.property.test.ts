import { halts, isComplete, mayContinue, type ExecutionStatus } from '@gennaker/contracts/orca';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { upstreamOf } from './graph.ts';
import type { Message, TaskOutcome } from './message.ts';
import { testStages } from './testing/stages.ts';
import { world, type StageSpec } from './testing/world.ts';

const TYPES = [
  'ok',
  'fails',
  'throws',
  'empty',
  'effect',
  'undoable',
  'halting',
  'limited',
  'loop',
  'wait',
  'judgment',
  'badPlan',
  'nosuch',
];
const child = fc.record({ type: fc.constantFrom(...TYPES), context: flags() });
const family = fc.record({
  type: fc.constantFrom('parent', 'parallel', 'failingParent'),
  context: fc.record({
    before: fc.array(child, { maxLength: 3 }),
    after: fc.array(child, { maxLength: 2 }),
    onFailure: fc.array(child, { maxLength: 2 }),
    allowSiblingStagesToContinueOnFailure: fc.boolean(),
  }),
});
const nested = family.map(({ type, context }) => ({
  type: 'parent',
  context: { before: [{ type, context }], after: [], onFailure: [] },
}));
const body = fc.oneof(child, family, nested);

function flags() {
  return fc.record(
    {
      failPipeline: fc.boolean(),
      continuePipeline: fc.boolean(),
      completeOtherBranchesThenFail: fc.boolean(),
      stageTimeoutMs: fc.integer({ min: 1, max: 5_000 }),
      waitTime: fc.integer({ min: 0, max: 5 }),
    },
    { requiredKeys: ['waitTime'] },
  );
}

const graph = fc
  .array(fc.record({ body, needs: fc.array(fc.nat(), { maxLength: 3 }), own: flags() }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((stages) =>
    stages.map(({ body: { type, context }, needs, own }, index): StageSpec => ({
      refId: String(index),
      type,
      context: { ...own, ...context },
      needs: index === 0 ? [] : [...new Set(needs.map((need) => String(need % index)))],
    })),
  );

const outcome: fc.Arbitrary<TaskOutcome> = fc.oneof(
  fc.constantFrom<TaskOutcome>(
    { result: { status: 'SUCCEEDED' } },
    { result: { status: 'TERMINAL' } },
    { result: { status: 'CANCELED' } },
    { result: { status: 'STOPPED' } },
    { result: { status: 'FAILED_CONTINUE' } },
    { result: { status: 'RUNNING', retryAfter: 500 } },
  ),
  fc.boolean().map((retryable) => ({ failure: { name: 'Error', message: 'no', retryable } })),
);

type Step =
  | { do: 'deliver'; pick: number }
  | { do: 'answer'; pick: number; outcome: TaskOutcome }
  | { do: 'steer'; kind: 'cancel' | 'pause' | 'resume' | 'restart' | 'judge'; pick: number }
  | {
      do: 'stray';
      kind: 'startStage' | 'completeStage' | 'startTask' | 'runTask' | 'checkTimeout';
      pick: number;
    }
  | { do: 'pass'; ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('deliver' as const), pick: fc.nat() }),
  fc.record({ do: fc.constant('answer' as const), pick: fc.nat(), outcome }),
  fc.record({
    do: fc.constant('steer' as const),
    kind: fc.constantFrom('cancel', 'pause', 'resume', 'restart', 'judge'),
    pick: fc.nat(),
  }),
  fc.record({
    do: fc.constant('stray' as const),
    kind: fc.constantFrom('startStage', 'completeStage', 'startTask', 'runTask', 'checkTimeout'),
    pick: fc.nat(),
  }),
  fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 3_000 }) }),
);

type World = ReturnType<typeof world>;
const chosen = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(list.length, 1)];

/** Messages come late, twice, in any order, or out of nowhere. */
function take(run: World, action: Step): void {
  const { state, clock } = run;
  const at = 'pick' in action ? chosen(state.stages, action.pick) : undefined;
  switch (action.do) {
    case 'pass':
      return clock.advance({ ms: action.ms });
    case 'deliver': {
      const message = chosen([...run.waiting.values()], action.pick);
      return message && run.send(message.message);
    }
    case 'answer': {
      const worker = chosen([...run.out.values()], action.pick);
      if (!worker) return;
      run.result(worker, action.outcome);
      return run.result(worker, action.outcome);
    }
    case 'steer': {
      const by = 'ann';
      if (action.kind === 'cancel') return run.send({ kind: 'cancelExecution', by });
      if (action.kind === 'pause') return run.send({ kind: 'pauseExecution', by });
      if (action.kind === 'resume') return run.send({ kind: 'resumeExecution', by });
      if (action.kind === 'restart') return run.send({ kind: 'restartStage', stageId: at!.id, by });
      return run.send({
        kind: 'patchStage',
        stageId: at!.id,
        context: { judgmentStatus: 'continue' },
        by,
        accounts: [],
      });
    }
    case 'stray': {
      const stageId = at!.id;
      const message = {
        kind: action.kind,
        stageId,
        taskId: at!.tasks[action.pick % Math.max(at!.tasks.length, 1)]?.id ?? '1',
      };
      return run.send(message as Message);
    }
  }
}

/** Answers everything that is still open, until nothing is. */
function finish(run: World): void {
  run.send({ kind: 'resumeExecution', by: 'ann' });
  for (let round = 0; round < 400 && !isComplete(run.status); round++) {
    for (const worker of run.out.values()) run.result(worker, { result: { status: 'SUCCEEDED' } });
    for (const { id, type, status } of run.state.stages)
      if (type === 'judgment' && status === 'RUNNING')
        run.send({
          kind: 'patchStage',
          stageId: id,
          context: { judgmentStatus: 'continue' },
          by: 'ann',
          accounts: [],
        });
    run.advance(1_000);
  }
}

/** Stages that started although something upstream had not. */
const startedTooEarly = (run: World): string[] =>
  run.state.stages
    .filter(({ startTime }) => startTime !== undefined)
    .filter((stage) => upstreamOf(run.state, stage).some(({ status }) => status === 'NOT_STARTED'))
    .map(({ refId }) => refId);

/** Stages that had ended and are something else now. */
const leftTheirEnd = (run: World, before: ReadonlyMap<string, ExecutionStatus>): string[] =>
  run.state.stages
    .filter(({ id, status }) => isComplete(before.get(id) ?? 'NOT_STARTED') && status !== before.get(id))
    .map(({ refId }) => refId);

const mayEndSo = (run: World): boolean => {
  const top = run.state.childrenOf(undefined);
  const allWell = top.every(({ status }) => mayContinue(status));
  return run.status === 'SUCCEEDED'
    ? top.every(({ status }) => !halts(status) || status === 'STOPPED')
    : !allWell;
};

test('an execution always ends, starts nothing before its upstream, and never leaves an end', () => {
  fc.assert(
    fc.property(graph, fc.array(step, { maxLength: 40 }), (stages, steps) => {
      const run = world(stages, testStages);
      run.send({ kind: 'startExecution' });
      const isRestart = (action: Step): boolean => action.do === 'steer' && action.kind === 'restart';
      const restarts = steps.some(isRestart);
      let before: ReadonlyMap<string, ExecutionStatus> = new Map();
      for (const action of steps) {
        take(run, action);
        expect(isRestart(action) ? [] : leftTheirEnd(run, before)).toEqual([]);
        // After a restart something upstream may wait again while what follows it still runs.
        expect(restarts ? [] : startedTooEarly(run)).toEqual([]);
        before = new Map(run.state.stages.map(({ id, status }) => [id, status]));
      }
      finish(run);
      expect({ ended: isComplete(run.status), stages: run.statuses() }).toMatchObject({ ended: true });
      expect(run.waiting.size).toBe(0);
      expect([...run.out.values()].filter(({ purpose }) => purpose !== 'halt')).toEqual([]);
      const top = run.state.childrenOf(undefined);
      expect(top.filter(({ status }) => status === 'RUNNING' || status === 'PAUSED')).toEqual([]);
      expect(mayEndSo(run)).toBe(true);
    }),
    { numRuns: 400, interruptAfterTimeLimit: 5_000 },
  );
});
