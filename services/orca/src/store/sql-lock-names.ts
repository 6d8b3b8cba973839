import { sql, type Kysely } from 'kysely';

/** In the order of the names, so that two turns cannot wait for each other. */
export async function lockNames(trx: Kysely<never>, names: readonly string[]): Promise<void> {
  const keys = [...new Set(names)].toSorted();
  await sql`select pg_advisory_xact_lock(hashtextextended(name, 7)) from unnest(${keys}::text[]) as name`.execute(
    trx,
  );
}
