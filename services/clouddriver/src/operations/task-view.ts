import type { OperationTask } from '@gennaker/contracts/clouddriver';
import type { FeedChange } from '@gennaker/kernel';
import type { TaskRecord } from '../store/task-store.ts';

const statusOf = ({ state, history }: TaskRecord): OperationTask['status'] => {
  const { phase, status } = history.at(-1) ?? { phase: 'ORCHESTRATION', status: '' };
  return {
    phase,
    status,
    complete: state !== 'STARTED',
    completed: state === 'COMPLETED',
    failed: state === 'FAILED',
    retryable: false,
  };
};

/** An operation task as clients see it. Source: clouddriver-core `Task`. */
export const taskView = (task: TaskRecord): OperationTask => ({
  id: task.id,
  startTimeMs: task.createdAt,
  requestId: task.clientRequestId,
  status: statusOf(task),
  history: [...task.history] as OperationTask['history'],
  resultObjects: task.resultObjects,
  outputs: [],
  sagaIds: [],
  retryable: false,
});

/** What followers are told whenever its status changes. */
export const taskChange = (task: TaskRecord, at: number): FeedChange => ({
  kind: 'operationTask',
  id: task.id,
  application: task.application,
  action: 'upsert',
  at,
  value: {
    id: task.id,
    operations: task.operations.map(({ type }) => type),
    account: task.account,
    ...statusOf(task),
  },
});
