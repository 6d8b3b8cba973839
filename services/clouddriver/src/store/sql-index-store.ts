import type { LoadBalancer, ServerGroup } from '@gennaker/contracts/clouddriver';
import type { Clock, Database, Feed, FeedChange } from '@gennaker/kernel';
import { parseName, type IndexEntity } from '@gennaker/sdk';
import { sql, type Transaction } from 'kysely';
import { serverGroupSummary } from '../reads/server-group-summary.ts';
import { storable } from './storable.ts';
import type { EntityFilter, IndexedAccount, IndexStore } from './index-store.ts';

interface Key {
  kind: IndexEntity['kind'];
  region: string;
  name: string;
  application: string;
}

interface Deps {
  database: Database;
  clock: Clock;
  feed: Feed;
}

export function sqlIndexStore({ database, clock, feed }: Deps): IndexStore {
  const db = database.kysely<Record<string, never>>();

  const read = async <T>(kind: IndexEntity['kind'], filter: ReturnType<typeof conditions>): Promise<T[]> => {
    const { rows } = await sql<{ body: T; last_seen: number | null; stale: boolean }>`
      select e.body, a.last_seen, a.stale from clouddriver.entities e
      join clouddriver.accounts a on a.name = e.account
      where e.kind = ${kind} and ${filter} order by lower(e.name), e.account, e.region`.execute(db);
    return rows.map(({ body, last_seen, stale }) => ({
      ...body,
      ...(last_seen === null ? {} : { lastSeen: last_seen }),
      ...(stale ? { stale } : {}),
    }));
  };

  return {
    apply: (account, event) =>
      database.transaction(async (trx: Transaction<never>) => {
        const entities = new Map(storable(event.entities).map((entity) => [keyText(keyOf(entity)), entity]));
        const changed = await upsert(trx, account, [...entities.values()], clock.now());
        const gone =
          event.kind === 'snapshot'
            ? await deleteOthers(trx, account, event.entities)
            : await deleteThese(trx, account, event.gone);
        const changes = [
          ...changed.map((key) => upserted(account, entities.get(keyText(key)) as IndexEntity, clock.now())),
          ...gone.map((key) => deleted(account, key, clock.now())),
        ];
        if (changes.length > 0) await feed.publish(trx, changes);
      }),
    serverGroups: (filter) => read<ServerGroup>('serverGroup', conditions(filter)),
    loadBalancers: (filter) => read<LoadBalancer>('loadBalancer', conditions(filter)),
    serverGroupsOfInstance: ({ account, region, id }) =>
      read<ServerGroup>(
        'serverGroup',
        sql`${conditions({ account, region })} and e.body @> ${JSON.stringify({ instances: [{ name: id }] })}::jsonb`,
      ),
  };
}

const keyText = ({ kind, region, name }: Omit<Key, 'application'>): string => `${kind} ${region} ${name}`;

function keyOf({ kind, value }: IndexEntity): Key {
  const application = value.moniker?.app ?? parseName(value.name).app ?? '';
  return { kind, region: value.region, name: value.name, application };
}

function conditions({ application, account, region, name, provider, cluster }: EntityFilter) {
  const all = [sql<boolean>`true`];
  if (application !== undefined) all.push(sql`lower(e.application) = ${application.toLowerCase()}`);
  if (account !== undefined) all.push(sql`e.account = ${account}`);
  if (region !== undefined) all.push(sql`e.region = ${region}`);
  if (name !== undefined) all.push(sql`e.name = ${name}`);
  if (provider !== undefined) all.push(sql`e.provider = ${provider}`);
  if (cluster !== undefined) all.push(sql`e.cluster = ${cluster}`);
  return sql<boolean>`${sql.join(all, sql` and `)}`;
}

/** @returns those that were new or different */
async function upsert(
  trx: Transaction<never>,
  account: IndexedAccount,
  entities: IndexEntity[],
  at: number,
): Promise<Key[]> {
  const rows = entities.map((entity) => ({
    ...keyOf(entity),
    cluster: entity.kind === 'serverGroup' ? entity.value.cluster : null,
    body: entity.value,
  }));
  const { rows: changed } = await sql<Key>`
    insert into clouddriver.entities as e (kind, account, region, name, provider, application, cluster, body, updated_at)
    select kind, ${account.name}, region, name, ${account.provider}, application, cluster, body, ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(kind text, region text, name text, application text, cluster text, body jsonb)
    where exists (select 1 from clouddriver.accounts where name = ${account.name})
    on conflict (kind, account, region, name) do update
      set body = excluded.body, application = excluded.application, cluster = excluded.cluster, updated_at = excluded.updated_at
      where e.body is distinct from excluded.body
    returning kind, region, name, application`.execute(trx);
  return changed;
}

const keysOf = (keys: readonly Omit<Key, 'application'>[]) =>
  sql`(select kind, region, name from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as k(kind text, region text, name text))`;

async function deleteThese(
  trx: Transaction<never>,
  account: IndexedAccount,
  keys: readonly Omit<Key, 'application'>[],
) {
  const { rows } = await sql<Key>`
    delete from clouddriver.entities where account = ${account.name} and (kind, region, name) in ${keysOf(keys)}
    returning kind, region, name, application`.execute(trx);
  return rows;
}

async function deleteOthers(
  trx: Transaction<never>,
  account: IndexedAccount,
  entities: readonly IndexEntity[],
) {
  const { rows } = await sql<Key>`
    delete from clouddriver.entities where account = ${account.name}
      and (kind, region, name) not in ${keysOf(entities.map(keyOf))}
    returning kind, region, name, application`.execute(trx);
  return rows;
}

const idOf = (account: IndexedAccount, { region, name }: Pick<Key, 'region' | 'name'>): string =>
  `${account.name}:${region}:${name}`;

const upserted = (account: IndexedAccount, entity: IndexEntity, at: number): FeedChange => ({
  kind: entity.kind,
  id: idOf(account, entity.value),
  application: keyOf(entity).application,
  action: 'upsert',
  at,
  value: entity.kind === 'serverGroup' ? serverGroupSummary(entity.value) : entity.value,
});

const deleted = (account: IndexedAccount, key: Key, at: number): FeedChange => ({
  kind: key.kind,
  id: idOf(account, key),
  application: key.application,
  action: 'delete',
  at,
});
