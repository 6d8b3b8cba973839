import { isComplete, type StageExecution } from '@gennaker/contracts/orca';
import type { FeedChange } from '@gennaker/kernel';
import type { Message } from '../core/message.ts';
import { fullRow, hotRow, type MessageRow, type TurnWrites } from '../store/index.ts';
import type { Entry } from './execution-cache.ts';
import type { RecentWakes } from './recent-wakes.ts';

export interface Written {
  writes: TurnWrites;
  changes: FeedChange[];
}

/** Gathers what the core changed in all executions of a turn. */
export function turnWrites(
  entries: readonly Entry[],
  {
    now,
    wakes,
    takeSlot,
    more,
  }: {
    now: number;
    wakes: RecentWakes;
    /** The worker that gets the next task run, or null when it has no room. */
    takeSlot: () => string | null;
    more: MessageRow[];
  },
): Written {
  const writes: TurnWrites = {
    created: [],
    changed: [],
    stages: [],
    removedStages: [],
    messages: [...more],
    clearedSlots: [],
    ended: [],
    runs: [],
    droppedRuns: [],
    abortedRuns: [],
    wakeKeys: [],
  };
  const changes: FeedChange[] = [];
  // Before anything is said to wait: what waits for an execution that ends in this very turn is due.
  for (const { state } of entries)
    if (state.journal.ended) writes.wakeKeys.push(`execution:${state.execution.id}`);
  wakes.add(writes.wakeKeys, now);
  for (const entry of entries) {
    const { state, version } = entry;
    const { journal, execution, notes } = state;
    if (version > 0 && journal.isEmpty) continue;
    if (version === 0) writes.created.push(fullRow(execution, notes));
    else writes.changed.push(hotRow(execution, notes, journal.body));
    addStages(writes, entry);
    addMessages(writes, entry, now, wakes);
    for (const { id, stageId, taskId, purpose } of journal.runs)
      writes.runs.push({
        id,
        execution_id: execution.id,
        stage_id: stageId,
        task_id: taskId,
        purpose,
        worker: takeSlot(),
      });
    writes.droppedRuns.push(...journal.droppedRuns);
    writes.abortedRuns.push(...journal.aborted);
    if (journal.ended) writes.ended.push(execution.id);
    changes.push(changeOf(entry, now));
  }
  return { writes, changes };
}

function addStages(writes: TurnWrites, entry: Entry): void {
  const { state, positions } = entry;
  const { journal, execution } = state;
  const changed = positions.size === 0 ? execution.stages.map(({ id }) => id) : journal.stages;
  for (const id of changed) {
    const stage = state.stage(id);
    if (!stage) continue;
    let position = positions.get(id);
    if (position === undefined) positions.set(id, (position = entry.nextPosition++));
    writes.stages.push({
      execution_id: execution.id,
      id,
      position,
      body: stage,
      notes: state.notesOf(stage),
    });
  }
  for (const id of journal.removed) writes.removedStages.push({ execution_id: execution.id, id });
}

function addMessages(writes: TurnWrites, { state, version }: Entry, now: number, wakes: RecentWakes): void {
  const { journal, execution } = state;
  const add = (
    id: string,
    body: Message,
    due: number | null,
    slot: string | null = null,
    wakeOn: string[] = [],
  ): void => {
    writes.messages.push({
      execution_id: id,
      slot,
      due,
      wake_on: wakeOn.length > 0 ? wakeOn : null,
      body,
      to_other: id !== execution.id,
    });
  };
  for (const message of journal.leftOver) add(execution.id, message, now);
  for (const { executionId, message } of journal.toOthers) add(executionId, message, now);
  if (journal.ended) return;
  for (const [slot, waiting] of journal.waiting) {
    if (!waiting) {
      if (version > 0) writes.clearedSlots.push({ execution_id: execution.id, slot });
      continue;
    }
    const { message, due, wakeOn, since } = waiting;
    const isWoken = wakes.wokenSince(wakeOn, since);
    add(execution.id, message, isWoken ? now : (due ?? null), slot, wakeOn);
  }
}

/** What followers see of a turn: the state without contexts, and what happened in it. */
function changeOf({ state }: Entry, now: number): FeedChange {
  const { execution, journal } = state;
  const { id, application, type, name, pipelineConfigId, status, buildTime, startTime, endTime, canceled } =
    execution;
  const stages = [...journal.stages].flatMap((stageId) => state.stage(stageId) ?? []).map(outline);
  return {
    kind: 'execution',
    id,
    application,
    action: 'upsert',
    at: now,
    value: {
      id,
      application,
      type,
      name,
      pipelineConfigId,
      status,
      buildTime,
      startTime,
      endTime,
      canceled,
      stages,
      removedStages: [...journal.removed],
      events: journal.events,
    },
  };
}

const outline = ({
  id,
  refId,
  type,
  name,
  status,
  startTime,
  endTime,
  parentStageId,
  tasks,
}: StageExecution) => ({
  id,
  refId,
  type,
  name,
  status,
  startTime,
  endTime,
  parentStageId,
  tasks: tasks.map((task) => ({
    name: task.name,
    status: task.status,
    startTime: task.startTime,
    endTime: task.endTime,
  })),
});

/** How many stages ended in a turn, by status. */
export function endedStages(entries: readonly Entry[]): string[] {
  return entries.flatMap(({ state }) =>
    state.journal.events
      .filter(({ of, status }) => of === 'stage' && isComplete(status))
      .map(({ status }) => status),
  );
}
