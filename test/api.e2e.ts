import { isComplete } from '@gennaker/contracts/orca';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordedCalls } from './api/recorded-calls.ts';
import type { Row, Seen } from './api/row.ts';
import { endOf, startPipeline } from './support/executions.ts';
import { MODES } from './support/modes.ts';
import type { Platform } from './support/platform.ts';
import { spinClient } from './support/spin.ts';
import { openStream } from './support/stream.ts';
import { until } from './support/until.ts';
import { call, messageIn, type Answer } from './support/wire.ts';

const TYPES = { json: /^application\/json/, problem: /^application\/problem\+json/, none: /^$/ } as const;

describe.each(MODES)('with $mode', ({ startPlatform }) => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform.destroy());

  describe('calls recorded on Spinnaker’s Gate are answered alike, or better on purpose', () => {
    const seen: Seen = {};

    test.each(recordedCalls)('$name', async (row) => {
      const answer = await answerTo(row);
      expectAnswer(row, answer);
      row.keep?.(answer, seen);
    });

    const answerTo = async (row: Row): Promise<Answer> => {
      if (!row.eventually) return call(platform.gateUrl, row.call(seen));
      let last: Answer | undefined;
      return until(
        row.name,
        async () => {
          last = await call(platform.gateUrl, row.call(seen));
          return fits(row, last) ? last : undefined;
        },
        { timeoutMs: 15_000, describe: () => JSON.stringify(last?.body, null, 1) },
      );
    };
    const fits = (row: Row, answer: Answer): boolean => {
      try {
        expectAnswer(row, answer);
        return true;
      } catch {
        return false; // not yet
      }
    };
    function expectAnswer({ status, as, body, message }: Row, answer: Answer): void {
      expect(answer.status, answer.text).toBe(status);
      const isError = status >= 400;
      if (as ?? body) expect(answer.type).toMatch(TYPES[as ?? 'json']);
      if (as === 'none') expect(answer.text).toBe('');
      if (isError && as !== 'problem' && answer.type.startsWith('application/json')) {
        expect(answer.body).toMatchObject({
          status,
          error: expect.any(String) as string,
          exception: expect.any(String) as string,
          timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/) as string,
        });
      }
      if (isError) expect(answer.text).not.toMatch(/127\.0\.0\.1|localhost:\d/);
      if (typeof message === 'string') expect(messageIn(answer)).toBe(message);
      else if (message) expect(messageIn(answer)).toMatch(message);
      const expected = body?.(seen);
      if (Array.isArray(expected)) {
        expect(answer.body).toHaveLength(expected.length);
        if (expected.length > 0) expect(answer.body).toMatchObject(expected);
      } else if (expected !== undefined && isAsymmetric(expected)) expect(answer.body).toEqual(expected);
      else if (expected !== undefined) expect(answer.body).toMatchObject(expected as object);
    }
    const isAsymmetric = (value: unknown): boolean =>
      typeof (value as { asymmetricMatch?: unknown }).asymmetricMatch === 'function';

    test('every answer carries the request id that was sent, or a new one', async () => {
      const given = await call(platform.gateUrl, {
        path: '/version',
        headers: { 'x-spinnaker-request-id': 'mine' },
      });
      expect(given.headers.get('x-spinnaker-request-id')).toBe('mine');
      const fresh = await call(platform.gateUrl, { path: '/nope' });
      expect(fresh.headers.get('x-spinnaker-request-id')).toMatch(/.{20,}/);
    });

    test('a page of another origin may call it', async () => {
      const answer = await call(platform.gateUrl, {
        path: '/version',
        headers: { origin: 'http://localhost:9000' },
      });
      expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:9000');
      expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
    });
  });

  describe('spin’s calls, one after the other', () => {
    test('application save, get, list and delete', async () => {
      const spin = spinClient(platform.gateUrl);
      await spin.saveApplication({ name: 'spun', email: 'spin@example.com', cloudProviders: 'local' });
      const got = await spin.send('GET', '/applications/spun?expand=false');
      expect(got).toMatchObject({
        status: 200,
        body: { attributes: { name: 'spun', email: 'spin@example.com' } },
      });
      const listed = await spin.send('GET', '/applications');
      expect(listed.body).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'spun' })]));
      await expect(spin.saveApplication({ name: 'no email' })).rejects.toThrow(/no email/);
      await spin.deleteApplication('spun');
      expect((await spin.send('GET', '/applications/spun?expand=false')).status).toBe(404);
    });

    test('pipeline save, get, list, update, execute and delete', async () => {
      const spin = spinClient(platform.gateUrl);
      await spin.saveApplication({ name: 'piped', email: 'spin@example.com', cloudProviders: 'local' });
      const stages = [{ refId: '1', type: 'wait', name: 'w', waitTime: 0, requisiteStageRefIds: [] }];
      await spin.savePipeline({ application: 'piped', name: 'Über [1]', stages });
      await spin.savePipeline({ application: 'piped', name: 'Über [1]', stages, description: 'again' });
      const path = '/applications/piped/pipelineConfigs';
      const listed = await spin.send('GET', path);
      expect(listed.body).toMatchObject([{ name: 'Über [1]', description: 'again' }]);
      expect(await spin.send('GET', encodeURI(`${path}/Über [1]`))).toMatchObject({
        status: 200,
        body: { description: 'again' },
      });
      expect((await spin.send('GET', `${path}/none`)).status).toBe(404);

      const { id } = (listed.body as { id: string }[])[0] as { id: string };
      const bodies = [{ type: 'manual' }, { trigger: { type: 'manual', parameters: { color: 'red' } } }];
      for (const body of bodies) {
        const run = await spin.send('POST', encodeURI('/pipelines/piped/Über [1]'), body);
        expect(run.status, run.text).toBe(202);
        const ref = (run.body as { ref: string }).ref;
        await endOf(platform, ref.slice(ref.lastIndexOf('/') + 1));
      }
      const runs = await spin.send('GET', `/executions?pipelineConfigIds=${id}&statuses=SUCCEEDED&limit=5`);
      expect(runs.body).toHaveLength(2);
      const [, last] = runs.body as { id: string; trigger: { parameters: unknown } }[];
      expect(last?.trigger.parameters).toMatchObject({ color: 'red' });
      expect((await spin.send('GET', `/executions?executionIds=${last?.id}&limit=1`)).body).toHaveLength(1);
      expect((await spin.send('PUT', `/pipelines/${last?.id}/cancel`, '')).status).toBe(200);
      const literal = `/applications/%7Bapplication%7D/pipelines/${last?.id}/cancel?reason=`;
      expect((await spin.send('PUT', literal, '')).status).toBe(200);
      expect(
        (await spin.send('PUT', '/applications/%7Bapplication%7D/pipelines/nope/cancel?reason=', '')).status,
      ).toBe(404);
      const executions = await spin.send('GET', '/applications/piped/pipelines?expand=false&statuses=');
      expect(executions.body).toHaveLength(2);

      const config = await spin.send('GET', encodeURI(`${path}/Über [1]`));
      expect(
        (await spin.send('POST', '/pipelines', { ...(config.body as object), disabled: true })).status,
      ).toBe(200);
      expect((await spin.send('DELETE', encodeURI('/pipelines/piped/Über [1]'))).status).toBe(200);
      expect((await spin.send('DELETE', encodeURI('/pipelines/piped/Über [1]'))).status).toBe(200);
      expect((await spin.send('GET', path)).body).toEqual([]);
    });

    test('project save, get, list and delete; account list, get and whoami', async () => {
      const spin = spinClient(platform.gateUrl);
      await spin.saveProject({ name: 'Fleet', email: 'spin@example.com', config: { applications: [] } });
      const got = await spin.send('GET', '/projects/Fleet');
      expect(got).toMatchObject({ status: 200, body: { name: 'Fleet' } });
      expect((await spin.send('GET', '/projects')).body).toMatchObject([{ name: 'Fleet' }]);
      expect((await spin.send('GET', '/projects/Fleet/pipelines')).body).toEqual([]);
      await spin.deleteProject(got.body as { name: string });
      expect((await spin.send('GET', '/projects/Fleet')).status).toBe(404);

      const accounts = await spin.send('GET', '/credentials?expand=false');
      expect(accounts.body).toMatchObject([
        {
          name: 'local',
          type: 'local',
          cloudProvider: 'local',
          challengeDestructiveActions: false,
          permissions: {},
        },
      ]);
      expect((await spin.send('GET', '/credentials/local')).status).toBe(200);
      expect((await spin.send('GET', '/credentials/none')).status).toBe(404);
      expect((await spin.send('GET', '/auth/user')).body).toMatchObject({ username: 'anonymous' });
    });
  });

  describe('the live stream', () => {
    test('tells what changes in an execution, without being asked again', async () => {
      const stream = await openStream(`${platform.gateUrl}/streams/changes?application=streamed`);
      const id = await startPipeline(platform.gate, waiting('streamed'));
      await until('the stream says that it has ended', () => stream.statusOf(id) === 'SUCCEEDED', {
        timeoutMs: 20_000,
        describe: () => JSON.stringify(stream.events, null, 1),
      });
      stream.close();
      expect(stream.events.every(({ id: eventId }) => eventId !== undefined)).toBe(true);
      expect(stream.events.map(({ data }) => data['kind'])).not.toContain('reset');
    });

    test('misses nothing when a client comes back with the last event id', async () => {
      const url = `${platform.gateUrl}/streams/changes?application=resumed`;
      const whole = await openStream(url);
      const first = await openStream(url);
      const before = await startPipeline(platform.gate, waiting('resumed'));
      await until('both have seen the first one end', () =>
        [whole, first].every((stream) => stream.statusOf(before) === 'SUCCEEDED'),
      );
      first.close();
      const lastEventId = first.events.at(-1)?.id;

      const meanwhile = await startPipeline(platform.gate, waiting('resumed'));
      await endOf(platform, meanwhile);
      const second = await openStream(url, lastEventId);
      const after = await startPipeline(platform.gate, waiting('resumed'));
      await until('both have seen the last one end', () =>
        [whole, second].every((stream) => stream.statusOf(after) === 'SUCCEEDED'),
      );
      for (const stream of [whole, second]) stream.close();

      const keysOf = ({ events }: { events: { data: Record<string, unknown> }[] }) =>
        events.map(({ data }) => `${String(data['kind'])} ${String(data['id'])} ${String(data['at'])}`);
      const inOneGo = keysOf(whole);
      const inTwo = [...keysOf(first), ...keysOf(second)];
      expect(inOneGo.filter((key) => !inTwo.includes(key))).toEqual([]);
      expect(second.statusOf(meanwhile)).toBe('SUCCEEDED');
    });

    test('goes on after the platform was killed', async () => {
      const url = `${platform.gateUrl}/streams/changes?application=survived`;
      const first = await openStream(url);
      const before = await startPipeline(platform.gate, waiting('survived'));
      await until('it has seen the first one end', () => first.statusOf(before) === 'SUCCEEDED');
      const lastEventId = first.events.at(-1)?.id;
      const meanwhile = await startPipeline(platform.gate, waiting('survived', 2));
      await platform.end('SIGKILL');
      first.close();
      await platform.start();

      const second = await openStream(url, lastEventId);
      await until('it has seen the other one end', () => second.statusOf(meanwhile) === 'SUCCEEDED', {
        timeoutMs: 40_000,
        describe: () => platform.log(),
      });
      second.close();
      expect(isComplete((await platform.gate.pipelines.get({ params: { id: meanwhile } })).status)).toBe(
        true,
      );
    });
  });

  test('the API document describes every route that a client may call', async () => {
    const { body } = await call(platform.gateUrl, { path: '/openapi.json' });
    const { paths } = body as { paths: Record<string, Record<string, unknown>> };
    for (const [path, method] of [
      ['/pipelines/{application}/{nameOrId}', 'post'],
      ['/pipelines/{id}/stages/{stageId}', 'patch'],
      ['/tasks', 'post'],
      ['/applications/{application}/serverGroups', 'get'],
      ['/streams/changes', 'get'],
    ] as const)
      expect(paths[path]).toHaveProperty(method);
  });
});

const waiting = (application: string, waitTime = 0) => ({
  application,
  name: 'Wait',
  stages: [{ refId: '1', type: 'wait', name: 'w', waitTime, requisiteStageRefIds: [] }],
});
