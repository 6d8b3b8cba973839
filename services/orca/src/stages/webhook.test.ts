import { invalid, testClock, unavailable, type EgressCall } from '@gennaker/kernel';
import type { TaskResult } from '@gennaker/sdk';
import { runTask, stageView } from '@gennaker/sdk/testing';
import { describe, expect, test } from 'vitest';
import { webhook } from './webhook.ts';

const url = 'https://ci.example.com/start';
const signal = new AbortController().signal;

/** Answers each call with the next of these; an error is thrown. */
function egress(
  ...answers: ({ status?: number; body?: unknown; headers?: Record<string, string> } | Error)[]
) {
  const calls: EgressCall[] = [];
  return {
    calls,
    egress: {
      request: async (call: EgressCall) => {
        const answer = answers[calls.push(call) - 1] ?? {};
        if (answer instanceof Error) throw answer;
        const { status = 200, body, headers = { 'content-type': 'application/json' } } = answer;
        return { status, headers, body: body === undefined ? '' : JSON.stringify(body) };
      },
    },
  };
}

const submit = (context: object, ...answers: Parameters<typeof egress>) => {
  const fake = egress(...answers);
  const result = runTask(webhook, 'createWebhook', { context: { url, ...context } }, { ...fake, signal });
  return { result, calls: fake.calls };
};

const errorOf = ({ context }: TaskResult) => (context?.['webhook'] as { error?: string } | undefined)?.error;

describe('submitting', () => {
  test.each([
    [201, {}, 'SUCCEEDED', undefined],
    [301, {}, 'SUCCEEDED', undefined],
    [400, {}, 'TERMINAL', `Error submitting webhook for pipeline execution1 to ${url} with status code 400.`],
    [404, {}, 'TERMINAL', `Error submitting webhook for pipeline execution1 to ${url} with status code 404.`],
    [
      429,
      {},
      'RUNNING',
      `Error submitting webhook for pipeline execution1 to ${url} with status code 429, will retry.`,
    ],
    [
      500,
      {},
      'RUNNING',
      `Error submitting webhook for pipeline execution1 to ${url} with status code 500, will retry.`,
    ],
    [
      404,
      { webhookRetryStatusCodes: [404] },
      'RUNNING',
      `Error submitting webhook for pipeline execution1 to ${url} with status code 404, will retry.`,
    ],
    [
      504,
      {},
      'TERMINAL',
      `Received status code 504, which is configured to fail fast, terminating stage for pipeline execution1 to ${url}`,
    ],
    [
      504,
      { failFastStatusCodes: [] },
      'RUNNING',
      `Error submitting webhook for pipeline execution1 to ${url} with status code 504, will retry.`,
    ],
  ])('%i with %o is %s', async (status, context, expected, error) => {
    const result = await submit(context, { status, body: { n: 1 } }).result;
    expect(result.status).toBe(expected);
    expect(result.context?.['webhook']).toMatchObject({ statusCodeValue: status, body: { n: 1 } });
    expect(errorOf(result)).toBe(error);
  });

  test('names the status, and keeps what is no JSON as text', async () => {
    const { context } = await submit({}, { status: 201, body: 'started' }).result;
    expect(context?.['webhook']).toEqual({
      statusCode: 'CREATED',
      statusCodeValue: 201,
      headers: { 'content-type': 'application/json' },
      body: 'started',
    });
  });

  test.each([
    [{ a: 1 }, '{"a":1}', 'application/json'],
    ['raw text', 'raw text', 'text/plain;charset=utf-8'],
  ])('sends %o', async (payload, body, type) => {
    const { result, calls } = submit({ payload, method: 'put' });
    await result;
    expect(calls[0]).toMatchObject({ method: 'PUT', body, headers: { 'content-type': type } });
  });

  test('drops headers that belong to the platform', async () => {
    const { result, calls } = submit({ customHeaders: { 'X-Spinnaker-User': 'root', Accept: ['a', 'b'] } });
    await result;
    expect(calls[0]?.headers).toEqual({ accept: 'a, b' });
  });

  test.each([
    [
      'a body with GET',
      { method: 'GET', payload: { a: 1 } },
      new Error('unused'),
      'method GET must not have a request body.',
    ],
    [
      'no answer',
      {},
      unavailable('ci.example.com cannot be reached: refused'),
      'ci.example.com cannot be reached: refused',
    ],
    ['no url', { url: undefined }, new Error('unused'), 'request to null. No url is given'],
  ])('%s ends the stage, and says why', async (_, context, error, text) => {
    const result = await submit(context, error).result;
    expect(result.status).toBe('TERMINAL');
    expect(JSON.stringify(result.context)).toContain(
      'An exception occurred for pipeline execution1 performing a',
    );
    expect(JSON.stringify(result.context)).toContain(text);
  });

  test('a URL that is forbidden or unknown is thrown, so that it stands in the exception', async () => {
    await expect(submit({}, invalid('The URL is not allowed')).result).rejects.toThrow('not allowed');
    const unknown = Object.assign(new Error('x'), { code: 'ENOTFOUND' });
    await expect(submit({}, unavailable('no', { cause: unknown })).result).rejects.toThrow(
      `URI not valid: ${url}`,
    );
  });

  test('a GET that gets no answer in time is repeated', async () => {
    const late = unavailable('late', { cause: Object.assign(new Error('x'), { name: 'TimeoutError' }) });
    expect(await submit({ method: 'GET' }, late).result).toMatchObject({ status: 'RUNNING' });
    expect(await submit({}, late).result).toMatchObject({ status: 'TERMINAL' });
  });
});

describe('finding the status URL', () => {
  const found = async (context: object, answer: Parameters<typeof egress>[0]) =>
    (await submit({ waitForCompletion: true, ...context }, answer).result).context;

  test.each([
    ['getMethod', {}, {}, url],
    ['locationHeader', {}, { headers: { location: 'http://ci.example.com/7' } }, 'https://ci.example.com/7'],
    [
      'locationHeader',
      {},
      { headers: { location: 'http://other.example.com/7' } },
      'http://other.example.com/7',
    ],
    [
      'webhookResponse',
      { statusUrlJsonPath: '$.links.self' },
      { body: { links: { self: 'https://ci.example.com/8' } } },
      'https://ci.example.com/8',
    ],
  ])('%s', async (statusUrlResolution, context, answer, expected) => {
    expect(await found({ statusUrlResolution, ...context }, answer)).toMatchObject({
      statusEndpoint: expected,
      webhook: { statusEndpoint: expected },
    });
  });

  test.each([
    [
      { statusUrlResolution: 'webhookResponse', statusUrlJsonPath: '$.nope' },
      "Exception while resolving status check URL: No results for path: $['nope']",
    ],
    [{}, "The status URL couldn't be resolved, but 'Wait for completion' is configured"],
  ])('%o fails', async (context, error) => {
    expect(await found(context, { body: { a: 1 } })).toMatchObject({ webhook: { error } });
  });
});

describe('monitoring', () => {
  const clock = testClock();
  const monitor = (context: object, answer: Parameters<typeof egress>[0]) =>
    runTask(
      webhook,
      'monitorWebhook',
      {
        startTime: clock.now(),
        context: {
          url,
          waitForCompletion: true,
          statusEndpoint: 'https://ci.example.com/7',
          statusJsonPath: '$.status',
          successStatuses: 'SUCCESS, done',
          canceledStatuses: 'ABORTED',
          terminalStatuses: 'FAILURE',
          ...context,
        },
      },
      { ...egress(answer), clock, signal },
    );

  test.each([
    ['success', 'SUCCEEDED'],
    [' Done ', 'SUCCEEDED'],
    ['ABORTED', 'CANCELED'],
    ['failure', 'TERMINAL'],
    ['working', 'RUNNING'],
    [100, 'SUCCEEDED'],
    [40, 'RUNNING'],
  ])('%o means %s', async (status, expected) => {
    expect(await monitor({}, { body: { status } })).toMatchObject({ status: expected });
  });

  test('shows how far it is', async () => {
    const result = await monitor({ progressJsonPath: '$.at' }, { body: { status: 40, at: 'testing' } });
    expect(result.context).toMatchObject({
      webhook: { monitor: { percentComplete: 40, progressMessage: 'testing' } },
    });
  });

  test('without a path, the first good answer is the end', async () => {
    expect(await monitor({ statusJsonPath: undefined }, { body: { status: 'RUNNING' } })).toMatchObject({
      status: 'SUCCEEDED',
    });
  });

  test.each([
    [{}, {}, "Unable to parse status: JSON property '$.status' not found in response body"],
    [
      { statusJsonPath: '$.all[*]' },
      { all: [1, 2] },
      "The json path '$.all[*]' did not resolve to a single value",
    ],
    [
      { progressJsonPath: '$.at' },
      { status: 1 },
      "Unable to parse progress: JSON property '$.at' not found in response body",
    ],
  ])('%o fails on %o', async (context, body, error) => {
    expect(await monitor(context, { body })).toMatchObject({
      status: 'TERMINAL',
      context: { webhook: { monitor: { error } } },
    });
  });

  test.each([
    [500, {}, 'RUNNING'],
    [404, {}, 'TERMINAL'],
    [404, { retryStatusCodes: [404] }, 'RUNNING'],
    [404, { retries: { 404: { maxAttempts: 2 } } }, 'RUNNING'],
    [
      404,
      { retries: { 404: { maxAttempts: 2 } }, webhook: { monitor: { pastStatusCodes: [404] } } },
      'TERMINAL',
    ],
  ])('an answer of %i with %o is %s', async (status, context, expected) => {
    const result = await monitor(context, { status });
    expect(result.status).toBe(expected);
    expect(JSON.stringify(result.context)).toContain(`"pastStatusCodes":[`);
  });

  test('a filter in a path is refused: it would be code', async () => {
    await expect(monitor({ statusJsonPath: '$..[?(@.a==1)]' }, { body: { a: 1 } })).rejects.toThrow(
      "The JsonPath '$..[?(@.a==1)]' cannot be used",
    );
  });
});

describe('its tasks', () => {
  const tasks = (context: object) => {
    const { tasks: of } = webhook;
    return typeof of === 'function'
      ? Object.keys(of(stageView(webhook, { context: { url, ...context } })))
      : [];
  };
  test.each([
    [{}, ['createWebhook']],
    [{ waitForCompletion: true }, ['createWebhook', 'monitorWebhook']],
    [
      { waitForCompletion: 'true', waitBeforeMonitor: '2' },
      ['createWebhook', 'waitBeforeMonitorWebhook', 'monitorWebhook'],
    ],
    [{ waitForCompletion: true, monitorOnly: true }, ['monitorWebhook']],
    [{ expectedArtifacts: [{ id: 'a' }] }, ['createWebhook', 'bindProducedArtifacts']],
  ])('%o: %o', (context, names) => {
    expect(tasks(context)).toEqual(names);
  });

  test('monitoring alone needs something to wait for', () => {
    expect(() => tasks({ monitorOnly: true })).toThrow(
      "Can't specify monitorOnly = true and waitForCompletion = false",
    );
  });
});

test('when it ends badly the other side is told', async () => {
  const fake = egress({});
  const context = { url, cancelEndpoint: 'https://ci.example.com/stop', cancelPayload: { why: 'stop' } };
  await webhook.onHalt?.(stageView(webhook, { context }), { ...fake, signal } as never);
  expect(fake.calls).toMatchObject([
    { url: 'https://ci.example.com/stop', method: 'POST', body: '{"why":"stop"}' },
  ]);
});

test('waits before it asks', async () => {
  const clock = testClock();
  const given = { startTime: clock.now(), context: { url, waitForCompletion: true, waitBeforeMonitor: 2 } };
  expect(await runTask(webhook, 'waitBeforeMonitorWebhook', given, { clock })).toMatchObject({
    retryAfter: 2_000,
  });
  clock.advance({ seconds: 2 });
  expect(await runTask(webhook, 'waitBeforeMonitorWebhook', given, { clock })).toMatchObject({
    status: 'SUCCEEDED',
    context: { waitTime: 2 },
  });
});
