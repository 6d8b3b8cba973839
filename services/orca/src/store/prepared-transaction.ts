import type { Database } from '@gennaker/kernel';
import type pg from 'pg';
import { Kysely, PostgresDialect, type PostgresPool, type Transaction } from 'kysely';

type Client = pg.PoolClient;
type Trx = Transaction<never>;

/** Query builders on one connection each. */
const onConnection = new WeakMap<Client, Trx>();
/** Names of the statements; their texts are few and fixed, since all values are parameters. */
const names = new Map<string, string>();

/**
 * A transaction whose statements are prepared once for each connection. A turn makes the same few
 * statements over and over; planning them each time took more than half of it (measured).
 */
export async function preparedTransaction<Result>(
  { pool }: Database,
  work: (trx: Trx) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let fault: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(trxOn(client));
    await client.query('commit');
    return result;
  } catch (error) {
    // A connection on which even this fails is thrown away; its end rolls back.
    await client.query('rollback').catch((rollbackError: Error) => (fault = rollbackError));
    throw error;
  } finally {
    client.release(fault);
  }
}

function trxOn(client: Client): Trx {
  let trx = onConnection.get(client);
  if (!trx) {
    const connection = {
      query: (text: string, values: unknown[]) => client.query({ name: nameOf(text), text, values }),
      release: () => undefined,
    };
    const pool = { connect: async () => connection, end: async () => undefined } as unknown as PostgresPool;
    trx = new Kysely<never>({ dialect: new PostgresDialect({ pool }) }) as Trx;
    onConnection.set(client, trx);
  }
  return trx;
}

function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) names.set(text, (name = `orca_${names.size}`));
  return name;
}
