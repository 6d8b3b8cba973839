import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './support/child.ts';
import { done, endOf, operation, reasonsOf, startPipeline, summaryOf } from './support/executions.ts';
import { groupsOf } from './support/groups.ts';
import { processesOf } from './support/leftovers.ts';
import { MODES } from './support/modes.ts';
import { oneProcess } from './support/one-process.ts';
import { newHome, newPlatform, type Platform } from './support/platform.ts';
import { EXTRA_PORTS, freeOffset, PORTS } from './support/ports.ts';
import { createShop, deployPipeline } from './support/shop.ts';
import { call, messageIn } from './support/wire.ts';
import { until } from './support/until.ts';

const application = 'faulty';
const wait = (refId: string, requisiteStageRefIds: string[] = []) => ({
  refId,
  type: 'wait',
  name: refId,
  waitTime: 0,
  requisiteStageRefIds,
});

describe.each(MODES)('with $mode', ({ startPlatform }) => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
    await createShop(platform, { application, port: EXTRA_PORTS[0] + platform.offset });
  });
  afterAll(() => platform.destroy());

  const post = (path: string, body: unknown) => call(platform.gateUrl, { method: 'POST', path, body });
  const saved = async () =>
    (await platform.gate.applications.pipelineConfigs({ params: { application }, query: {} })).map(
      ({ name }) => name,
    );
  const started = () =>
    platform.gate.applications.pipelines({ params: { application }, query: { limit: 100 } });

  const GRAPHS = [
    [
      'two stages that wait for each other',
      [wait('a', ['b']), wait('b', ['a'])],
      /'a' → 'b'|'b' → 'a'.*remove one/,
    ],
    ['a requisite that does not exist', [wait('a', ['ghost'])], /stages\[0\]\.requisiteStageRefIds.*'ghost'/],
    ['a refId that is used twice', [wait('a'), wait('a')], /stages\[1\]\.refId: 'a' is used/],
  ] as const;

  test.each(GRAPHS)('%s is neither saved nor started', async (_, stages, message) => {
    const answer = await post('/pipelines', { application, name: 'never', stages });
    expect(answer).toMatchObject({ status: 400 });
    expect(messageIn(answer)).toMatch(message);
    expect(await saved()).not.toContain('never');

    const start = await post('/pipelines/start', { application, name: 'never', stages });
    expect(start).toMatchObject({ status: 400 });
    expect(messageIn(start)).toMatch(message);
    // The attempt stays in the list with its reason, as in Spinnaker; nothing of it has run.
    const attempt = (await started()).find(({ name }) => name === 'never');
    expect(attempt).toMatchObject({ status: 'TERMINAL', canceledBy: 'system' });
    expect(attempt?.cancellationReason).toMatch(message);
    for (const { status } of attempt?.stages ?? []) expect(status).toBe('NOT_STARTED');
    await platform.gate.pipelines.deleteExecution({ params: { id: attempt?.id ?? '' } });
  });

  test('an unknown stage type ends the execution, naming it and the types that there are', async () => {
    const stages = [{ refId: 'a', type: 'teleport', name: 'Beam', requisiteStageRefIds: [] }];
    const id = await startPipeline(platform.gate, { application, name: 'unknown', stages });
    const execution = await endOf(platform, id);
    expect(execution.status, summaryOf(execution)).toBe('TERMINAL');
    expect(reasonsOf(execution).join('\n')).toMatch(/Beam: .*teleport.*deploy.*wait/);
  });

  test('an unknown type of an ad-hoc operation ends it, naming the type', async () => {
    const { status, errors } = await operation(platform, application, [{ type: 'teleport' }]);
    expect(status).toBe('TERMINAL');
    expect(errors.join('\n')).toMatch(/teleport/);
  });

  test('a field of the wrong type is named', async () => {
    const answer = await post('/pipelines', { application, name: 'never', stages: 'all of them' });
    expect(answer.status).toBe(400);
    expect(messageIn(answer)).toMatch(/stages/);
    expect(await saved()).not.toContain('never');
  });

  test('a field of a stage of the wrong type fails the stage at that field', async () => {
    const stages = [{ ...wait('a'), waitTime: 'soon' }];
    const id = await startPipeline(platform.gate, { application, name: 'soon', stages });
    const execution = await endOf(platform, id);
    expect(execution.status, summaryOf(execution)).toBe('TERMINAL');
    expect(reasonsOf(execution).join('\n')).toMatch(/waitTime: expected a number, not "soon"/);
  });

  test('a body over 10 MB is answered 413 with the limit', async () => {
    const answer = await post('/pipelines', {
      application,
      name: 'x'.repeat(10 * 1024 * 1024 + 1),
      stages: [],
    });
    expect(answer.status).toBe(413);
    expect(messageIn(answer)).toMatch(/10 MB/);
  });

  test('malformed JSON is answered 400', async () => {
    const answer = await post('/pipelines', '{bad');
    expect(answer.status).toBe(400);
    expect(messageIn(answer)).toMatch(/not valid JSON/);
  });

  const CLUSTERS = [
    [
      'an artifact that does not exist',
      { artifact: { type: 'local/folder', reference: 'file:///nowhere/at/all', version: '1' } },
      /\/nowhere\/at\/all does not exist.*check its reference/,
    ],
    [
      'a command that does not exist',
      { command: ['no-such-program', 'x'] },
      /'no-such-program' of server group \S+ does not exist.*correct 'command' or install it/,
    ],
    [
      'a process that ends at once',
      { command: ['node', 'missing.js'], health: { path: '/health', startupSeconds: 3 } },
      /exited with code 1|missing\.js/,
    ],
    [
      'a process that never becomes healthy',
      { env: { STARTUP_MS: '3600000' }, health: { path: '/health', startupSeconds: 3 } },
      /health.*503/,
    ],
  ] as const;

  test.each(CLUSTERS)(
    '%s ends the deployment with a reason and leaves nothing behind',
    async (_, cluster, reason) => {
      const id = await startPipeline(platform.gate, deployPipeline(application, { version: '1', cluster }));
      const execution = await endOf(platform, id);
      expect(execution.status, summaryOf(execution)).toBe('TERMINAL');
      expect(reasonsOf(execution).join('\n')).toMatch(reason);
      const ofThis = { params: { id } };
      // What was created is out of rotation and without instances; what was not created left no trace.
      await until(
        'no instance is left',
        async () =>
          (await groupsOf(platform, application)).every(
            ({ isDisabled, instanceCounts }) => isDisabled && instanceCounts.up === 0,
          ),
        { describe: async () => JSON.stringify(await groupsOf(platform, application), null, 1) },
      );
      expect((await platform.gate.pipelines.get(ofThis)).status).toBe('TERMINAL');
    },
  );

  test('a load-balancer port that is taken is named, and no load balancer is left', async () => {
    const port = EXTRA_PORTS[1] + platform.offset;
    const other = await listening(port);
    try {
      const { status, errors } = await operation(platform, application, [
        {
          type: 'upsertLoadBalancer',
          cloudProvider: 'local',
          credentials: 'local',
          region: 'localhost',
          name: `${application}-taken`,
          listeners: [{ protocol: 'HTTP', port }],
        },
      ]);
      expect(status).toBe('TERMINAL');
      expect(errors.join('\n')).toMatch(
        new RegExp(`${application}-taken cannot listen on port ${port}.*give the load balancer another port`),
      );
    } finally {
      other.close();
    }
    const balancers = await platform.agent.loadBalancers.list();
    expect(balancers.map(({ name }) => name)).not.toContain(`${application}-taken`);
  });

  test('an application with an impossible name is refused', async () => {
    const { status, errors } = await operation(platform, 'Bad Name!', [
      { type: 'createApplication', application: { name: 'Bad Name!', email: 'a@example.com' } },
    ]);
    expect(status).toBe('TERMINAL');
    expect(errors.join('\n')).toMatch(/'bad name!' may hold only/i);
  });

  test('the platform still ships after all of this', async () => {
    const id = await startPipeline(platform.gate, deployPipeline(application, { version: 'well' }));
    const execution = await endOf(platform, id);
    expect(execution.status, summaryOf(execution)).toBe('SUCCEEDED');
    await done(platform, application, [
      {
        type: 'deleteLoadBalancer',
        cloudProvider: 'local',
        credentials: 'local',
        regions: ['localhost'],
        loadBalancerName: `${application}-nothing`,
      },
    ]);
  });
});

const listening = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

describe('starting', () => {
  const homes: string[] = [];
  const home = () => {
    const made = newHome();
    homes.push(made);
    return made;
  };
  afterAll(() => homes.forEach((made) => rmSync(made, { recursive: true, force: true })));

  /** A start that has to fail: with a message and no stack trace, and nothing goes on running. */
  async function refused(folder: string, more: Record<string, string> = {}): Promise<string> {
    const env = { GENNAKER_HOME: folder, GENNAKER_PORT_OFFSET: String(await freeOffset()), ...more };
    const { code, stderr } = await runCli(['start', '--no-sample'], env);
    expect(code).toBeGreaterThan(0);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(processesOf(folder)).toEqual([]);
    return stderr;
  }

  test('with broken YAML names the file and the line', async () => {
    const folder = home();
    writeFileSync(join(folder, 'gennaker.yml'), 'orca:\n  port: [1\n');
    expect(await refused(folder)).toMatch(/gennaker\.yml:\d+/);
  });

  test('with values that are wrong names all of them with their lines', async () => {
    const folder = home();
    writeFileSync(join(folder, 'gennaker.yml'), 'orca:\n  port: many\nunknown: 1\n');
    const message = await refused(folder);
    expect(message).toMatch(/gennaker\.yml:2: orca\.port/);
    expect(message).toMatch(/gennaker\.yml:3: .*unknown/);
  });

  test('on a port that is in use names it and the remedy', async () => {
    const offset = await freeOffset();
    const other = await listening(PORTS.orca + offset);
    try {
      const message = await refused(home(), { GENNAKER_PORT_OFFSET: String(offset) });
      expect(message).toMatch(
        new RegExp(`orca cannot listen on port ${PORTS.orca + offset}.*GENNAKER_PORT_OFFSET`),
      );
    } finally {
      other.close();
    }
  });

  test('in a folder that cannot be made names it and the remedy', async () => {
    const folder = home();
    writeFileSync(join(folder, 'file'), '');
    expect(await refused(join(folder, 'file', 'home'))).toMatch(
      /file.* cannot be (used|written): .*GENNAKER_HOME/,
    );
  });

  test.skipIf(process.getuid?.() === 0)('in a folder without rights names it and the remedy', async () => {
    const folder = join(home(), 'closed');
    mkdirSync(folder);
    chmodSync(folder, 0o555);
    expect(await refused(folder)).toMatch(/closed.* cannot be (used|written): .*GENNAKER_HOME/);
  });

  test('on a host that others can reach is refused while there is no sign-in', async () => {
    expect(await refused(home(), { GENNAKER_HOST: '0.0.0.0' })).toMatch(/host: 0\.0\.0\.0.*127\.0\.0\.1/);
  });

  test('a second platform on the same data is told about the first, which goes on', async () => {
    const platform = await newPlatform(oneProcess('--no-sample'));
    try {
      await platform.start();
      const { code, stderr } = await platform.cli('start', '--no-sample');
      expect(code).toBe(1);
      expect(stderr).toMatch(/A platform already runs on .* \(process \d+, http.*gennaker stop/);
      expect(await platform.gate.platform.version()).toHaveProperty('version');
    } finally {
      await platform.destroy();
    }
  });
});
