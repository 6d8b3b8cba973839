import { silentLogger as log } from '@gennaker/kernel';
import { expect, test } from 'vitest';
import { followClouddriver } from './follow-clouddriver.ts';

test('wakes what waits for an operation or a server group, gathered', async () => {
  const woken: string[][] = [];
  let streams = 0;
  const clouddriver = {
    infrastructure: {
      changes: (_: object, { signal }: { signal: AbortSignal }) => {
        streams++;
        return Promise.resolve(
          (async function* () {
            yield { kind: 'operationTask', id: 't1', action: 'upsert', at: 1 };
            yield { kind: 'serverGroup', id: 'local:localhost:shop-v000', action: 'upsert', at: 1 };
            yield { kind: 'instance', id: 'i1', action: 'upsert', at: 1 };
            yield { kind: 'reset', at: 1 };
            await new Promise((resolve) => signal.addEventListener('abort', resolve));
          })(),
        );
      },
    },
  };
  const stop = followClouddriver({
    clouddriver: clouddriver as never,
    wake: (keys) => Promise.resolve(void woken.push([...keys])),
    log,
  });
  await expect.poll(() => woken).toEqual([['operationTask:t1', 'serverGroup:local:localhost:shop-v000']]);
  await stop();
  expect(streams).toBe(1);
});
