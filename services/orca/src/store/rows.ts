import type { PipelineExecution, StageExecution } from '@gennaker/contracts/orca';
import type { ExecutionNotes, StageNotes } from '../core/notes.ts';

/** The columns that a turn writes. */
export interface HotRow {
  id: string;
  status: string;
  start_time: number | null;
  end_time: number | null;
  canceled: boolean;
  canceled_by: string | null;
  cancellation_reason: string | null;
  paused: unknown;
  waiting: boolean;
  notes: ExecutionNotes;
  /** null: as it was. */
  body: object | null;
}

export interface ExecutionRow extends HotRow {
  type: 'PIPELINE' | 'ORCHESTRATION';
  application: string;
  name: string | null;
  pipeline_config_id: string | null;
  build_time: number | null;
  trigger_type: string | null;
  correlation_id: string | null;
  version: number;
}

export interface StageRow {
  execution_id: string;
  id: string;
  position: number;
  body: StageExecution;
  notes: StageNotes;
}

/** In columns of their own; everything else is in `body`. */
const COLUMNS = new Set([
  'id',
  'type',
  'application',
  'name',
  'pipelineConfigId',
  'status',
  'buildTime',
  'startTime',
  'endTime',
  'canceled',
  'canceledBy',
  'cancellationReason',
  'paused',
  'stages',
]);

const bodyOf = (execution: PipelineExecution): object =>
  Object.fromEntries(Object.entries(execution).filter(([key]) => !COLUMNS.has(key)));

export const hotRow = (execution: PipelineExecution, notes: ExecutionNotes, withBody: boolean): HotRow => ({
  id: execution.id,
  status: execution.status,
  start_time: execution.startTime ?? null,
  end_time: execution.endTime ?? null,
  canceled: execution.canceled,
  canceled_by: execution.canceledBy ?? null,
  cancellation_reason: execution.cancellationReason ?? null,
  paused: execution.paused ?? null,
  waiting: notes.waiting ?? false,
  notes,
  body: withBody ? bodyOf(execution) : null,
});

export const fullRow = (
  execution: PipelineExecution,
  notes: ExecutionNotes,
): Omit<ExecutionRow, 'version'> => ({
  ...hotRow(execution, notes, true),
  type: execution.type,
  application: execution.application,
  name: execution.name ?? null,
  pipeline_config_id: execution.pipelineConfigId ?? null,
  build_time: execution.buildTime ?? null,
  trigger_type: execution.trigger.type,
  correlation_id: execution.trigger.correlationId ?? null,
});

/** Puts an execution together again. Absent is absent, not null: that is what clients know. */
export function executionOf(row: ExecutionRow, stages: StageExecution[]): PipelineExecution {
  const columns = {
    id: row.id,
    type: row.type,
    application: row.application,
    name: row.name,
    pipelineConfigId: row.pipeline_config_id,
    status: row.status,
    buildTime: row.build_time,
    startTime: row.start_time,
    endTime: row.end_time,
    canceled: row.canceled,
    canceledBy: row.canceled_by,
    cancellationReason: row.cancellation_reason,
    paused: row.paused,
  };
  const present = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null));
  return { ...row.body, ...present, stages } as PipelineExecution;
}
