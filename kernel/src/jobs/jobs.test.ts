import { expect, test } from 'vitest';
import { silentLogger as log } from '../logging/logger.ts';
import { testDatabase } from '../sql/test-database.ts';
import { startJobs } from './jobs.ts';

test('runs a job of a committed transaction, and none of a rolled back one', async () => {
  const database = await testDatabase();
  const ran: unknown[] = [];
  const jobs = await startJobs(
    database,
    [{ name: 'note', run: (payload) => Promise.resolve(void ran.push(payload)) }],
    log,
  );
  await expect(
    database.transaction(async (trx) => {
      await jobs.add(trx as never, 'note', { n: 'lost' });
      throw new Error('rolled back');
    }),
  ).rejects.toThrow('rolled back');
  await database.transaction((trx) => jobs.add(trx as never, 'note', { n: 'kept' }));
  await expect.poll(() => ran, { timeout: 5_000 }).toEqual([{ n: 'kept' }]);
  await jobs.stop();
  await database.drop();
});
