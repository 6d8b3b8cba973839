import { testClock } from '@gennaker/kernel';
import { expect, test } from 'vitest';
import { emptyState } from '../state/agent-state.ts';
import type { StateFile } from '../state/state-file.ts';
import { OperationLedger } from './operation-ledger.ts';

test('what could not be written is tried again: applied once, and what follows from it happens', async () => {
  let isFull = true;
  const state = {
    data: emptyState(),
    save: () => (isFull ? Promise.reject(new Error('ENOSPC: no space left on device')) : Promise.resolve()),
    saveSoon: () => undefined,
  } as unknown as StateFile;
  const ledger = new OperationLedger(state, testClock());
  const done: string[] = [];
  const create = () =>
    ledger.once({ operationId: 'o1', kind: 'createServerGroup', name: 'shop-v000' }, () => ({
      apply: () => {
        done.push('applied');
        return { changed: true };
      },
      after: () => void done.push('launched'),
    }));

  await expect(create()).rejects.toThrow('no space left');
  await expect(create()).rejects.toThrow('no space left');
  expect(done).toEqual(['applied']);
  isFull = false;
  expect(await create()).toMatchObject({ operationId: 'o1', changed: true });
  await create();
  expect(done).toEqual(['applied', 'launched']);
});
