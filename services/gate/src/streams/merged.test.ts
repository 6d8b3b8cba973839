import type { StreamEvent } from '@gennaker/contracts/stream';
import { silentLogger as log, testClock } from '@gennaker/kernel';
import { getEventMeta, withEventMeta } from '@orpc/server';
import { expect, test } from 'vitest';
import { mergedStreams, type OpenStream } from './merged.ts';

const change = (kind: string, id: string): StreamEvent =>
  withEventMeta({ kind, id, action: 'upsert' as const, at: 1 }, { id: `place-${id}` });

/** A service's stream that gives what it is told to give, and remembers where it was asked to begin. */
function source() {
  const asked: (string | undefined)[] = [];
  let give: ((event: StreamEvent | Error) => void) | undefined;
  const open: OpenStream = (lastEventId, signal) => {
    asked.push(lastEventId);
    return Promise.resolve(
      (async function* () {
        for (;;) {
          const next = await new Promise<StreamEvent | Error | undefined>((resolve) => {
            give = resolve;
            signal.addEventListener('abort', () => resolve(undefined), { once: true });
          });
          if (next === undefined) return;
          if (next instanceof Error) throw next;
          yield next;
        }
      })(),
    );
  };
  const tell = async (event: StreamEvent | Error) => {
    await expect.poll(() => give).toBeDefined();
    const deliver = give;
    give = undefined;
    deliver?.(event);
  };
  return { open, asked, tell };
}

function follow(sources: Record<string, OpenStream>, lastEventId?: string) {
  const stop = new AbortController();
  const got: StreamEvent[] = [];
  const done = (async () => {
    const stream = mergedStreams({
      sources,
      lastEventId,
      signal: stop.signal,
      clock: testClock(),
      log,
      retryMs: 5,
    });
    for await (const event of stream) got.push(event);
  })();
  return { got, end: () => (stop.abort(), done) };
}

test('brings the changes of all services, each with the place in every stream', async () => {
  const [orca, front50] = [source(), source()];
  const client = follow({ orca: orca.open, front50: front50.open });
  await orca.tell(change('execution', 'e1'));
  await expect.poll(() => client.got.length).toBe(1);
  await front50.tell(change('pipeline', 'p1'));
  await expect.poll(() => client.got.length).toBe(2);
  expect(client.got.map((event) => getEventMeta(event)?.id)).toEqual([
    'orca=place-e1',
    'orca=place-e1,front50=place-p1',
  ]);
  await client.end();
});

test('a client that comes back goes on in each service where it was', async () => {
  const [orca, front50] = [source(), source()];
  const client = follow({ orca: orca.open, front50: front50.open }, 'orca=12-3,front50=7-1');
  await expect.poll(() => [orca.asked, front50.asked]).toEqual([['12-3'], ['7-1']]);
  await client.end();
});

test('a service that breaks off is named once, the others go on, and it is joined where it was', async () => {
  const [orca, front50] = [source(), source()];
  const client = follow({ orca: orca.open, front50: front50.open });
  await orca.tell(change('execution', 'e1'));
  await orca.tell(new Error('gone'));
  await front50.tell(change('pipeline', 'p1'));
  await expect.poll(() => orca.asked).toEqual([undefined, 'place-e1']);
  await expect
    .poll(() => client.got.map(({ kind }) => kind).toSorted())
    .toEqual(['available', 'execution', 'pipeline', 'unavailable']);
  await client.end();
});

test('one that was down from the start is to be read anew when it is there', async () => {
  const orca = source();
  let down = true;
  const flaky: OpenStream = (...args) => (down ? Promise.reject(new Error('refused')) : orca.open(...args));
  const client = follow({ orca: flaky });
  await expect.poll(() => client.got.map(({ kind }) => kind)).toEqual(['unavailable']);
  down = false;
  await expect.poll(() => client.got.map(({ kind }) => kind)).toEqual(['unavailable', 'reset']);
  await client.end();
});

test('a slow client makes its services wait; nothing piles up and nothing is lost', async () => {
  const ALL = 3_000;
  let given = 0;
  const open: OpenStream = () =>
    Promise.resolve(
      (async function* () {
        while (given < ALL) yield change('execution', `e${++given}`);
        await new Promise(() => undefined);
      })(),
    );
  const stop = new AbortController();
  const stream = mergedStreams({
    sources: { orca: open },
    lastEventId: undefined,
    signal: stop.signal,
    clock: testClock(),
    log,
  });
  await stream.next();
  await new Promise((resolve) => setImmediate(resolve));
  expect(given).toBeLessThan(1_000);
  let last: StreamEvent | undefined;
  for (let count = 1; count < ALL; count++) last = (await stream.next()).value as StreamEvent;
  expect(last).toMatchObject({ id: `e${ALL}` });
  stop.abort();
});
