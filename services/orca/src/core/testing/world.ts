import type { Context, ExecutionStatus, PipelineExecution, StageExecution } from '@gennaker/contracts/orca';
import { countingIds, testClock } from '@gennaker/kernel';
import type { StageDefinition } from '@gennaker/sdk';
import { apply } from '../apply.ts';
import { stageDefinitions } from '../definitions.ts';
import type { Deps, Evaluate } from '../deps.ts';
import type { NewRun } from '../journal.ts';
import type { Message, TaskOutcome, Waiting } from '../message.ts';
import { ExecutionState } from '../state.ts';

export interface StageSpec {
  refId: string;
  type?: string;
  name?: string;
  needs?: string[];
  context?: Context;
  startTimeExpiry?: number;
}

/** An execution as it is stored before it starts. */
export function execution(stages: StageSpec[], more: Partial<PipelineExecution> = {}): PipelineExecution {
  return {
    id: 'execution1',
    type: 'PIPELINE',
    application: 'shop',
    name: 'Ship',
    status: 'NOT_STARTED',
    canceled: false,
    limitConcurrent: false,
    maxConcurrentExecutions: 0,
    keepWaitingPipelines: false,
    origin: 'unknown',
    notifications: [],
    initialConfig: {},
    systemNotifications: [],
    trigger: {
      type: 'manual',
      parameters: {},
      artifacts: [],
      notifications: [],
      resolvedExpectedArtifacts: [],
      rebake: false,
      dryRun: false,
      strategy: false,
    },
    stages: stages.map(
      ({ refId, type = 'ok', name = `${type} ${refId}`, needs = [], context = {}, startTimeExpiry }) => ({
        id: `stage-${refId}`,
        refId,
        type,
        name,
        status: 'NOT_STARTED' as const,
        context,
        outputs: {},
        tasks: [],
        requisiteStageRefIds: needs,
        ...(startTimeExpiry === undefined ? {} : { startTimeExpiry }),
      }),
    ),
    ...more,
  };
}

/** Enough of the language for the engine's own tests: names, `true`, `false`; what is unknown fails. */
export const evaluateNames: Evaluate = (template, context, { lookup }) => {
  const failures: ReturnType<Evaluate>['failures'] = [];
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
    const [, name] = typeof value === 'string' ? (/^\$\{(.+)\}$/.exec(value) ?? []) : [];
    if (name === undefined) return value;
    if (name === 'true' || name === 'false') return name === 'true';
    const found = context[name] ?? lookup(name);
    if (found !== undefined) return found;
    failures.push({
      expression: name,
      level: 'INFO',
      kind: 'Unresolved',
      message: `Failed to evaluate [x] : ${name} not found`,
    });
    return value;
  };
  return { value: walk(template), failures };
};

type Answer = (run: NewRun, stage: StageExecution | undefined) => TaskOutcome | undefined;

/** A shell around the core without a database: keeps messages, timers and runs in memory. */
export function world(
  stages: StageSpec[],
  definitions: readonly StageDefinition[],
  {
    answer = () => undefined,
    mustWait = () => false,
    more = {},
  }: {
    /** What a run brings back; undefined: nothing yet. */
    answer?: Answer;
    mustWait?: () => boolean;
    more?: Partial<PipelineExecution>;
  } = {},
) {
  const clock = testClock();
  const state = new ExecutionState(execution(stages, more));
  const waiting = new Map<string, Waiting>();
  const out = new Map<string, NewRun>();
  const events: string[] = [];
  const aborted: string[] = [];
  const sent: { executionId: string; message: Message }[] = [];
  const newId = countingIds('id');
  const deps = (): Deps => ({
    now: clock.now(),
    newId,
    definitions: stageDefinitions(definitions),
    evaluate: evaluateNames,
    admission: { mustWait },
  });

  const takeJournal = (): void => {
    const { journal } = state;
    for (const [slot, message] of journal.waiting) {
      if (message) waiting.set(slot, message);
      else waiting.delete(slot);
    }
    for (const run of journal.runs) out.set(run.id, run);
    for (const id of journal.droppedRuns) out.delete(id);
    for (const event of journal.events)
      events.push([event.of, event.phase, nameOf(event.stageId), event.taskName].filter(Boolean).join(' '));
    aborted.push(...journal.aborted);
    sent.push(...journal.toOthers);
    if (journal.ended) waiting.clear();
    state.journal = new (journal.constructor as new () => typeof journal)();
  };
  const nameOf = (stageId: string | undefined) =>
    stageId === undefined ? undefined : state.stage(stageId)?.refId;

  const send = (...messages: Message[]): void => {
    apply(state, messages, deps());
    takeJournal();
  };
  const result = (run: NewRun, outcome: TaskOutcome): void => {
    out.delete(run.id);
    send({ kind: 'taskResult', stageId: run.stageId, runId: run.id, outcome });
  };
  const due = () =>
    [...waiting]
      .filter(([, { due: at = Infinity }]) => at <= clock.now())
      .toSorted(([, a], [, b]) => (a.due ?? 0) - (b.due ?? 0));
  /** Delivers what is due now and what runs bring back. */
  const settle = (): void => {
    for (let steps = 0; steps < 10_000; steps++) {
      const [first] = due();
      if (first) {
        waiting.delete(first[0]);
        send(first[1].message);
        continue;
      }
      const back = [...out.values()]
        .map((run) => ({ run, outcome: answer(run, state.stage(run.stageId)) }))
        .find(({ outcome }) => outcome !== undefined);
      if (!back?.outcome) return;
      result(back.run, back.outcome);
    }
    throw new Error('The execution does not settle.');
  };
  const stage = (refId: string): StageExecution => {
    const found = state.stages.find((one) => one.refId === refId);
    if (!found) throw new Error(`There is no stage ${refId}.`);
    return found;
  };
  return {
    state,
    clock,
    waiting,
    out,
    events,
    aborted,
    sent,
    deps,
    send,
    result,
    settle,
    stage,
    start: () => {
      send({ kind: 'startExecution' });
      settle();
    },
    /** Lets time pass, stopping at each timer on the way. */
    advance: (ms: number) => {
      const until = clock.now() + ms;
      for (;;) {
        const next = Math.min(...[...waiting.values()].map(({ due: at = Infinity }) => at));
        if (next > until) break;
        if (next > clock.now()) clock.set(next);
        settle();
      }
      clock.set(until);
      settle();
    },
    statuses: (): Record<string, ExecutionStatus> =>
      Object.fromEntries(state.stages.map(({ refId, status }) => [refId, status])),
    get status() {
      return state.execution.status;
    },
  };
}
