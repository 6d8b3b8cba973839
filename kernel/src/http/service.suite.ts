import { eventIterator, oc } from '@orpc/contract';
import { withEventMeta } from '@orpc/server';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { invalid, notFound } from '../errors/app-error.ts';
import { caller, withCaller } from '../identity/caller.ts';
import { silentLogger } from '../logging/logger.ts';
import { connect, type Target } from './client.ts';
import { implement } from './implement.ts';
import { createService, type Service } from './service.ts';

const open = oc.$meta({ allow: 'anyone' });
const spec = (method: 'GET' | 'POST' | 'DELETE', path: `/${string}`, successStatus = 200) =>
  open.route({ method, path, successStatus, inputStructure: 'detailed' });

export const echo = {
  get: spec('GET', '/things/{id}')
    .input(
      z.object({ params: z.object({ id: z.string() }), query: z.object({ full: z.string().optional() }) }),
    )
    .output(z.looseObject({ id: z.string() })),
  save: spec('POST', '/things', 202)
    .input(
      z.object({
        body: z.looseObject({ name: z.string(), parts: z.array(z.object({ size: z.number() })).optional() }),
      }),
    )
    .output(z.unknown()),
  who: spec('GET', '/who').output(z.looseObject({ user: z.string() })),
  fail: spec('GET', '/fail/{how}').input(z.object({ params: z.object({ how: z.string() }) })),
  empty: spec('DELETE', '/things/{id}').input(z.object({ params: z.object({ id: z.string() }) })),
  endless: spec('GET', '/endless').output(eventIterator(z.object({ n: z.number() }))),
  stream: spec('GET', '/stream').output(eventIterator(z.object({ n: z.number() }))),
};

export const echoService = (): Service =>
  createService({
    name: 'echo',
    contract: echo,
    log: silentLogger,
    router: implement(echo, {
      get: ({ input }) => ({ id: input.params.id, full: input.query.full, nested: { kept: [1, null, 'x'] } }),
      save: ({ input }) => input.body,
      who: ({ caller: who }) => ({ ...who }),
      fail: ({ input }) => {
        if (input.params.how === 'missing') throw notFound('Thing not found (id: x)');
        if (input.params.how === 'many') throw invalid('Two faults', { errors: ['a', 'b'], status: 422 });
        if (input.params.how === 'away') throw new Error('Connection terminated unexpectedly');
        throw new TypeError('a bug');
      },
      empty: () => undefined,
      endless: async function* ({ signal }) {
        yield { n: 0 };
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      },
      stream: async function* ({ lastEventId }) {
        for (let n = Number(lastEventId ?? 0) + 1; n <= 3; n++) yield withEventMeta({ n }, { id: String(n) });
      },
    }),
  });

/** What holds for every way to reach a service. */
export function serviceSuite(
  title: string,
  reach: () => Promise<{ target: Target; stop(): Promise<void> }>,
): void {
  describe(title, () => {
    const using = async <T>(
      work: (client: ReturnType<typeof connect<typeof echo>>) => Promise<T>,
    ): Promise<T> => {
      const { target, stop } = await reach();
      try {
        return await work(connect(echo, target, { name: 'echo', from: 'test' }));
      } finally {
        await stop();
      }
    };

    test('carries path, query and unknown fields', () =>
      using(async (client) => {
        const answer = await client.get({ params: { id: 'a b/ü.1' }, query: { full: 'yes' } });
        expect(answer).toEqual({ id: 'a b/ü.1', full: 'yes', nested: { kept: [1, null, 'x'] } });
        expect(await client.save({ body: { name: 'n', extra: { deep: true } } })).toEqual({
          name: 'n',
          extra: { deep: true },
        });
      }));

    test('names each faulty field', () =>
      using(async (client) => {
        const bad = client.save({ body: { name: 7, parts: [{ size: 'big' }] } as never });
        await expect(bad).rejects.toMatchObject({ code: 'invalid', status: 400 });
        await expect(bad).rejects.toThrow(/name: .*string.*; parts\[0\].size: .*number/);
      }));

    test('rebuilds errors with code, status and list', () =>
      using(async (client) => {
        await expect(client.fail({ params: { how: 'missing' } })).rejects.toMatchObject({
          code: 'notFound',
          status: 404,
          message: 'Thing not found (id: x)',
        });
        await expect(client.fail({ params: { how: 'many' } })).rejects.toMatchObject({
          status: 422,
          errors: ['a', 'b'],
        });
        await expect(client.fail({ params: { how: 'away' } })).rejects.toMatchObject({
          code: 'unavailable',
          retryable: true,
        });
        await expect(client.fail({ params: { how: 'bug' } })).rejects.toMatchObject({
          code: 'internal',
          status: 500,
        });
      }));

    test('carries who calls', () =>
      using(async (client) => {
        const who = await withCaller({ user: 'ann', executionId: '01X', accounts: ['a', 'b'] }, () =>
          client.who(),
        );
        expect(who).toMatchObject({ user: 'ann', executionId: '01X', accounts: ['a', 'b'], service: 'test' });
        expect(caller().user).toBe('anonymous');
      }));

    test('answers nothing with nothing', () =>
      using(async (client) => {
        expect(await client.empty({ params: { id: 'x' } })).toBeUndefined();
      }));

    test('streams, and resumes after an event id', () =>
      using(async (client) => {
        const seen: number[] = [];
        for await (const { n } of await client.stream(undefined, { lastEventId: '1' })) seen.push(n);
        expect(seen).toEqual([2, 3]);
      }));
  });
}
