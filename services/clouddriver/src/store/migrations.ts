import { FEED_MIGRATION, type Migration } from '@gennaker/kernel';

/** Forward only: a released step is never changed. */
export const migrations: readonly Migration[] = [
  {
    name: '0001-accounts',
    sql: `
      create table accounts (
        name text primary key,
        type text not null,
        body jsonb not null,
        built_in boolean not null default false,
        version bigint not null default 1,
        created_at bigint not null,
        updated_at bigint not null,
        last_seen bigint,
        stale boolean not null default false,
        reason text,
        indexer text,
        indexer_until bigint not null default 0
      );
    `,
  },
  {
    name: '0002-entities',
    sql: `
      create table entities (
        kind text not null,
        account text not null references accounts (name) on delete cascade,
        region text not null,
        name text not null,
        provider text not null,
        application text not null,
        cluster text,
        body jsonb not null,
        updated_at bigint not null,
        primary key (kind, account, region, name)
      );
      create index entities_by_application on entities (kind, lower(application));
      create index entities_by_content on entities using gin (body jsonb_path_ops);
    `,
  },
  {
    name: '0003-operation-tasks',
    sql: `
      create table operation_tasks (
        id text primary key,
        provider text not null,
        account text,
        application text,
        operations jsonb not null,
        client_request_id text unique,
        caller jsonb not null,
        state text not null,
        phase text not null,
        status text not null,
        history jsonb not null,
        result_objects jsonb not null default '[]',
        created_at bigint not null,
        updated_at bigint not null,
        worker text,
        attempt int not null default 0,
        lease_until bigint not null default 0
      );
      create index operation_tasks_to_do on operation_tasks (lease_until) where state = 'STARTED';
      create index operation_tasks_by_age on operation_tasks (updated_at) where state <> 'STARTED';
      create table operation_steps (
        task_id text not null references operation_tasks (id) on delete cascade,
        operation int not null,
        step text not null,
        result jsonb,
        at bigint not null,
        primary key (task_id, operation, step)
      );
    `,
  },
  { name: '0004-changes', sql: FEED_MIGRATION },
];
