import { FEED_MIGRATION, type Migration } from '@gennaker/kernel';

/** Forward only: a released step is never changed. */
export const migrations: readonly Migration[] = [
  {
    name: '0001-objects',
    sql: `
      create table objects (
        type text not null,
        id text not null,
        application text,
        name text not null,
        body jsonb not null,
        version bigint not null default 1,
        created_at bigint not null,
        updated_at bigint not null,
        updated_by text not null,
        primary key (type, id)
      );
      create unique index objects_by_name on objects (type, coalesce(application, ''), lower(name));
      create table history (
        type text not null,
        id text not null,
        version bigint not null,
        body jsonb not null,
        updated_at bigint not null,
        updated_by text not null,
        deleted boolean not null default false,
        primary key (type, id, version)
      );
    `,
  },
  { name: '0002-changes', sql: FEED_MIGRATION },
];
