import type { PipelineExecution } from '@gennaker/contracts/orca';
import type { Admission } from '../core/deps.ts';
import type { Message } from '../core/message.ts';
import type { MessageRow, Occupancy, WaitingExecution } from '../store/index.ts';

const SUPERSEDED =
  'This execution was queued but then canceled because a newer queued execution superceded it. ' +
  'This pipeline is configured to automatically cancel waiting executions.';

type Limited = Pick<PipelineExecution, 'limitConcurrent' | 'maxConcurrentExecutions'>;

const limitOf = ({ limitConcurrent, maxConcurrentExecutions }: Limited): number =>
  limitConcurrent ? 1 : maxConcurrentExecutions > 0 ? maxConcurrentExecutions : Infinity;

/** The pipeline whose executions must take turns, if this is one of them. */
export const limitedConfig = (execution: PipelineExecution): string | undefined =>
  execution.type === 'PIPELINE' && limitOf(execution) < Infinity ? execution.pipelineConfigId : undefined;

/** Decides who may run during one turn. PAUSED executions do not count. Source: orca-queue `StartExecutionHandler`, `StartWaitingExecutionsHandler`. */
export class TurnAdmission implements Admission {
  readonly #running: Map<string, Set<string>>;
  readonly #waiting: Map<string, WaitingExecution[]>;

  constructor({ running, waiting }: Occupancy) {
    this.#running = running;
    this.#waiting = Map.groupBy(waiting, ({ configId }) => configId);
  }

  mustWait(execution: PipelineExecution): boolean {
    const config = limitedConfig(execution);
    if (config === undefined) return false;
    const room = limitOf(execution) - this.#othersRunning(config, execution.id);
    if (room <= 0) return true;
    return execution.keepWaitingPipelines && this.#aheadOf(config, execution.id) >= room;
  }

  /** Notes what became of an execution in this turn. */
  note({ id, pipelineConfigId, status }: PipelineExecution): void {
    const running = pipelineConfigId === undefined ? undefined : this.#running.get(pipelineConfigId);
    if (status === 'RUNNING') running?.add(id);
    else running?.delete(id);
  }

  /** Starts the next of a queue when there is room: the oldest, or the newest in place of all others. */
  next(config: string): MessageRow[] {
    const waiting = this.#waiting.get(config) ?? [];
    const newest = waiting.at(-1);
    if (!newest) return [];
    const chosen = newest.keepWaiting ? waiting[0]! : newest;
    const limit = limitOf({ ...chosen, maxConcurrentExecutions: chosen.maxConcurrent });
    const room = limit - this.#othersRunning(config, chosen.id);
    if (room <= 0) return [];
    if (newest.keepWaiting)
      return waiting.slice(0, room).map(({ id }) => dueNow(id, { kind: 'startExecution' }));
    const others = waiting
      .slice(0, -1)
      .map(({ id }) => dueNow(id, { kind: 'cancelExecution', by: 'spinnaker', reason: SUPERSEDED }));
    return [...others, dueNow(chosen.id, { kind: 'startExecution' })];
  }

  #othersRunning(config: string, id: string): number {
    const running = this.#running.get(config);
    return (running?.size ?? 0) - (running?.has(id) ? 1 : 0);
  }

  /** How many wait who came earlier. */
  #aheadOf(config: string, id: string): number {
    const waiting = this.#waiting.get(config) ?? [];
    const place = waiting.findIndex((one) => one.id === id);
    return place < 0 ? waiting.length : place;
  }
}

const dueNow = (executionId: string, body: Message): MessageRow => ({
  execution_id: executionId,
  slot: null,
  due: 0,
  wake_on: null,
  body,
  to_other: true,
});
