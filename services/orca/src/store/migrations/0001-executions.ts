import { FEED_MIGRATION } from '@gennaker/kernel';

/**
 * Executions, their stages, what waits to happen to them, and the task runs that are out.
 * Pages keep room, so that the many small updates stay in place.
 */
export const executions = `
  create table executions (
    id text primary key,
    type text not null,
    application text not null,
    name text,
    pipeline_config_id text,
    status text not null,
    build_time bigint,
    start_time bigint,
    end_time bigint,
    canceled boolean not null default false,
    canceled_by text,
    cancellation_reason text,
    paused json,
    -- In the queue of its pipeline's concurrency limit.
    waiting boolean not null default false,
    trigger_type text,
    correlation_id text,
    -- Grows with every turn: what another process has in memory is worth nothing once it differs.
    version bigint not null default 1,
    -- All that seldom changes.
    body jsonb not null,
    notes json not null
  ) with (fillfactor = 80);
  create index executions_of_config on executions (pipeline_config_id, build_time desc, id desc)
    where pipeline_config_id is not null;
  create index executions_of_application on executions (application, type, build_time desc, id desc);
  create index executions_running on executions (pipeline_config_id)
    where status = 'RUNNING' and pipeline_config_id is not null;
  create index executions_waiting on executions (pipeline_config_id, build_time, id) where waiting;
  create index executions_correlated on executions (correlation_id)
    where correlation_id is not null and status in ('NOT_STARTED', 'BUFFERED', 'RUNNING', 'PAUSED', 'SUSPENDED');
  create index executions_ended on executions (end_time) where end_time is not null;

  create table stages (
    execution_id text not null references executions on delete cascade,
    id text not null,
    position integer not null,
    body json not null,
    notes json not null,
    primary key (execution_id, id)
  ) with (fillfactor = 80);

  create table messages (
    id bigint generated always as identity primary key,
    execution_id text not null references executions on delete cascade,
    -- Holds one message; none: any number.
    slot text,
    -- Epoch ms; none: not before it is woken.
    due bigint,
    wake_on text[],
    body json not null,
    -- Set aside: applying it failed.
    error text,
    unique (execution_id, slot)
  );
  create index messages_due on messages (due) where due is not null and error is null;
  create index messages_wake on messages using gin (wake_on) where wake_on is not null;
  create index messages_set_aside on messages (execution_id) where error is not null;

  create table task_runs (
    id text primary key,
    execution_id text not null references executions on delete cascade,
    stage_id text not null,
    task_id text not null,
    purpose text not null,
    worker text,
    -- Until when the worker is believed to live; by the clock of the database.
    lease timestamptz not null,
    -- Fences a worker that was thought dead.
    attempt integer not null default 1,
    aborted boolean not null default false
  );
  create index task_runs_by_lease on task_runs (lease);
  create index task_runs_of_execution on task_runs (execution_id);

  ${FEED_MIGRATION}
`;
