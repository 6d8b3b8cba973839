import type { PipelineExecution, StageExecution, TaskExecution } from '@gennaker/contracts/orca';
import { inOrder } from './graph.ts';
import { Journal } from './journal.ts';
import type { Message, Waiting } from './message.ts';
import type { ExecutionNotes, StageNotes } from './notes.ts';

/**
 * An execution in memory while messages are applied to it. Contexts and outputs are replaced, never
 * changed in place, so a shallow copy of a stage is a snapshot of it.
 */
export class ExecutionState {
  readonly execution: PipelineExecution;
  readonly notes: ExecutionNotes;
  journal = new Journal();
  /** Messages due now, for this execution; they never leave memory. */
  readonly queue: Message[] = [];
  readonly #stages = new Map<string, StageExecution>();
  readonly #notes: Map<string, StageNotes>;
  #children: Map<string | undefined, StageExecution[]> | undefined;

  constructor(
    execution: PipelineExecution,
    notes: ExecutionNotes = {},
    stageNotes: Map<string, StageNotes> = new Map(),
  ) {
    this.execution = execution;
    this.execution.stages = inOrder(execution.stages);
    this.notes = notes;
    this.#notes = stageNotes;
    for (const stage of execution.stages) this.#stages.set(stage.id, stage);
  }

  get stages(): readonly StageExecution[] {
    return this.execution.stages;
  }

  stage(id: string): StageExecution | undefined {
    return this.#stages.get(id);
  }

  /** The stages made for one, or the top-level ones; in order. */
  childrenOf(parentId: string | undefined): readonly StageExecution[] {
    if (!this.#children) {
      this.#children = new Map();
      for (const stage of this.stages) {
        const siblings = this.#children.get(stage.parentStageId);
        if (siblings) siblings.push(stage);
        else this.#children.set(stage.parentStageId, [stage]);
      }
    }
    return this.#children.get(parentId) ?? [];
  }

  /** Notes may be changed in place, together with `touch`. */
  notesOf(stage: StageExecution): StageNotes {
    let notes = this.#notes.get(stage.id);
    if (!notes) this.#notes.set(stage.id, (notes = {}));
    return notes;
  }

  /** Forgets what was noted, but for the number of task starts: idempotency keys stay unique. */
  resetNotes(stage: StageExecution): void {
    const { starts } = this.notesOf(stage);
    this.#notes.set(stage.id, starts === undefined ? {} : { starts });
  }

  touch(stage: StageExecution): void {
    this.journal.stages.add(stage.id);
  }

  touchExecution(): void {
    this.journal.execution = true;
  }

  add(stages: readonly StageExecution[]): void {
    if (stages.length === 0) return;
    for (const stage of stages) {
      this.#stages.set(stage.id, stage);
      this.touch(stage);
    }
    this.execution.stages = inOrder([...this.stages, ...stages]);
    this.#children = undefined;
  }

  remove(stage: StageExecution): void {
    this.#stages.delete(stage.id);
    this.#notes.delete(stage.id);
    this.execution.stages = this.stages.filter(({ id }) => id !== stage.id);
    this.#children = undefined;
    this.journal.stages.delete(stage.id);
    this.journal.removed.add(stage.id);
  }

  push(message: Message): void {
    this.queue.push(message);
  }

  /** Puts a message into a slot, in place of what waited there. */
  wait(slot: string, waiting: Waiting): void {
    this.journal.waiting.set(slot, waiting);
  }

  clear(slot: string): void {
    this.journal.waiting.set(slot, undefined);
  }

  /** A copy that later turns do not change. */
  snapshot(): PipelineExecution {
    const stages = this.stages.map((stage) => ({
      ...stage,
      tasks: stage.tasks.map((task): TaskExecution => ({ ...task })),
    }));
    return { ...this.execution, stages };
  }
}

export const runSlot = (stageId: string): string => `run:${stageId}`;
export const timerSlot = (stageId: string): string => `timer:${stageId}`;
