import { front50 } from '@gennaker/contracts/front50';
import { connect, silentLogger as log, testClock, withCaller } from '@gennaker/kernel';
import { testDatabase } from '@gennaker/kernel/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createFront50, type Front50 } from './index.ts';

const clock = testClock();
let database: Awaited<ReturnType<typeof testDatabase>>;
let server: Front50;
const client = () => connect(front50, server.service, { name: 'Front50' });

beforeAll(async () => {
  database = await testDatabase();
  server = await createFront50({ database, clock, log });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

let count = 0;
let application: string;
beforeEach(async () => {
  application = `shop${++count}`;
  clock.advance({ seconds: 1 });
  await client().applications.create({
    body: { name: application, email: 'ann@example.com', extra: { kept: [1] } },
  });
});

describe('applications', () => {
  test('keeps unknown fields and compares names without case', async () => {
    const found = await client().applications.get({ params: { application: application.toUpperCase() } });
    expect(found).toMatchObject({
      name: application.toUpperCase(),
      email: 'ann@example.com',
      extra: { kept: [1] },
      createTs: String(clock.now()),
      lastModifiedBy: 'anonymous',
    });
  });

  test('loses only the characters that no database can keep', async () => {
    const name = `odd${application}`;
    await client().applications.create({
      body: { name, email: 'ann@example.com', description: 'a\0b\ud800' },
    });
    const found = await client().applications.get({ params: { application: name } });
    expect(found).toMatchObject({ description: 'ab\ufffd' });
  });

  test('a name exists once', async () => {
    const again = client().applications.create({ body: { name: application.toUpperCase(), email: 'a@b.c' } });
    await expect(again).rejects.toMatchObject({ status: 400, message: 'Application already exists' });
  });

  test.each([
    [{ name: 'Bad Name!', email: 'a@b.c' }, /name: 'Bad Name!' may hold only/],
    [
      { name: 'a-b', email: 'a@b.c', cloudProviders: 'local' },
      /'a-b' may hold only letters, digits, dots and underscores \(local\)/,
    ],
    [{ name: 'a_b', email: 'a@b.c', cloudProviders: ['kubernetes', 'gce'] }, /\(kubernetes\).*\(gce\)/],
    [{ name: 'nomail' }, /email: application NOMAIL needs the e-mail address/],
    [{ name: 'badmail', email: 'nomail' }, /email: 'nomail' is not an e-mail address/],
    [{ name: '' }, /name: give the application a name/],
  ])('refuses %o', async (body, why) => {
    await expect(client().applications.create({ body })).rejects.toThrow(why);
  });

  test('merges, remembers who, and keeps every version', async () => {
    clock.advance({ minutes: 1 });
    await withCaller({ user: 'bob' }, () =>
      client().applications.merge({
        params: { application },
        body: { description: 'sells things', cloudProviders: ['local', 'aws'] },
      }),
    );
    const versions = await client().applications.history({ params: { application } });
    expect(versions.map(({ description, lastModifiedBy }) => [description, lastModifiedBy])).toEqual([
      ['sells things', 'bob'],
      [undefined, 'anonymous'],
    ]);
    expect(versions[0]).toMatchObject({
      extra: { kept: [1] },
      cloudProviders: 'local,aws',
      createTs: versions[1]?.createTs,
    });
  });

  test('takes its pipelines and its place in projects with it', async () => {
    await client().pipelines.create({ body: { name: 'Ship', application, stages: [] } });
    const other = await client().projects.create({
      body: { name: `p${count}`, config: { applications: [application, 'x'] } },
    });
    const only = await client().projects.create({
      body: { name: `q${count}`, config: { applications: [application] } },
    });
    await client().applications.delete({ params: { application } });
    await expect(client().applications.get({ params: { application } })).rejects.toMatchObject({
      status: 404,
    });
    expect(await client().pipelines.ofApplication({ params: { application } })).toEqual([]);
    expect(await client().projects.get({ params: { idOrName: other.id as string } })).toMatchObject({
      config: { applications: ['x'] },
    });
    await expect(client().projects.get({ params: { idOrName: only.id as string } })).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe('pipelines', () => {
  const save = (pipeline: object, query = {}) =>
    client().pipelines.create({ query, body: { name: 'Ship', application, stages: [], ...pipeline } });

  test('gets id, index and times, and keeps unknown fields', async () => {
    const first = await save({ ours: { a: null } });
    const second = await save({ name: 'Other' });
    expect(first).toMatchObject({
      index: 0,
      schema: '1',
      triggers: [],
      ours: { a: null },
      updateTs: String(clock.now()),
    });
    expect(first.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(second.index).toBe(1);
  });

  test('has one name in its application, without regard to case', async () => {
    const { id } = await save({});
    await expect(save({ name: 'SHIP' })).rejects.toThrow(
      `A pipeline with name SHIP already exists in application ${application}`,
    );
    expect(await save({ id, name: 'ship' })).toMatchObject({ id, name: 'ship' });
  });

  test('needs name, application, and an application that exists', async () => {
    await expect(save({ name: '' })).rejects.toMatchObject({
      status: 422,
      message: 'A pipeline requires name and application fields',
    });
    await expect(save({ application: 'nowhere' })).rejects.toThrow("Application 'nowhere' does not exist");
  });

  test('refuses what can never run, with every fault', async () => {
    const stages = [
      { refId: '1', type: 'wait', requisiteStageRefIds: ['2'] },
      { refId: '2', type: 'wait', requisiteStageRefIds: ['1'] },
      { refId: '2', type: '', requisiteStageRefIds: ['9'] },
    ];
    const refused = save({ stages });
    await expect(refused).rejects.toMatchObject({ status: 400 });
    await expect(refused).rejects.toThrow(
      /stages\[2\]\.type.*stages\[2\]\.refId: '2' is used.*no stage with refId '9'.*'1' → '2' → '1' wait for each other/,
    );
  });

  test('staleCheck refuses to overwrite what was saved meanwhile', async () => {
    const before = await save({});
    clock.advance({ seconds: 5 });
    await save({ ...before, description: 'newer' });
    await expect(save({ ...before, description: 'older' }, { staleCheck: true })).rejects.toThrow(
      /submitted pipeline is stale/,
    );
    expect((await client().pipelines.byName({ params: { application, name: 'ship' } }))['description']).toBe(
      'newer',
    );
  });

  test('an ETag refuses the same, and says who was faster', async () => {
    const { id } = await save({});
    const { headers, body } = await client().pipelines.get({ params: { id: id as string } });
    const put = (who: string) =>
      withCaller({ user: who }, () =>
        client().pipelines.update({
          params: { id: id as string },
          headers: { 'if-match': headers.etag },
          body: { ...body, by: who },
        }),
      );
    expect((await put('ann')).headers.etag).toBe('"2"');
    await expect(put('bob')).rejects.toMatchObject({
      status: 412,
      message: expect.stringContaining('changed by ann'),
    });
  });

  test('keeps history, newest first, and reorders', async () => {
    const first = await save({ n: 1 });
    await save({ ...first, n: 2 });
    const other = await save({ name: 'Other' });
    const versions = await client().pipelines.history({ params: { id: first.id as string } });
    expect(versions.map((version) => version['n'])).toEqual([2, 1]);
    await client().pipelines.reorder({
      body: { application, idsToIndices: { [other.id as string]: 0, [first.id as string]: 1 } },
    });
    const listed = await client().pipelines.ofApplication({ params: { application } });
    expect(listed.map(({ name, index }) => [name, index])).toEqual([
      ['Other', 0],
      ['Ship', 1],
    ]);
  });

  test('finds what another pipeline triggers, and gives cron triggers ids', async () => {
    const triggers = [
      { type: 'pipeline', enabled: true, pipeline: 'x1', status: ['successful'] },
      { type: 'cron', enabled: true, cronExpression: '0 0 * * *' },
    ];
    const saved = await save({ triggers });
    expect(saved.triggers?.[1]).toMatchObject({ id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const found = await client().pipelines.triggeredBy({ params: { id: 'x1', status: 'successful' } });
    expect(found.map(({ id }) => id)).toEqual([saved.id]);
    expect(await client().pipelines.triggeredBy({ params: { id: 'x1', status: 'failed' } })).toEqual([]);
  });

  test('deletes by name, and a deleted one may come back under its name', async () => {
    const { id } = await save({});
    await client().pipelines.delete({ params: { application, name: 'SHIP' } });
    await client().pipelines.delete({ params: { application, name: 'SHIP' } });
    await expect(client().pipelines.get({ params: { id: id as string } })).rejects.toThrow(
      `No item found in cache with id of ${id}`,
    );
    expect((await save({})).id).not.toBe(id);
  });

  test('finds and deletes by a name with letters beyond ASCII', async () => {
    await save({ name: 'Über [1]' });
    const params = { application, name: 'Über [1]' };
    expect(await client().pipelines.byName({ params })).toMatchObject({ name: 'Über [1]' });
    await expect(save({ name: 'Über [1]' })).rejects.toThrow('already exists');
    await client().pipelines.delete({ params });
    await expect(client().pipelines.byName({ params })).rejects.toThrow('No item found');
  });

  test('two writers at once: one wins, the other is told', async () => {
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => save({})));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

test('projects have unique names and are found by id or name', async () => {
  const project = await client().projects.create({ body: { name: `Team${count}`, email: 'a@b.c' } });
  await expect(client().projects.create({ body: { name: `TEAM${count}` } })).rejects.toThrow(
    /already exists/,
  );
  expect(await client().projects.get({ params: { idOrName: `team${count}` } })).toEqual(project);
  await client().projects.update({
    params: { id: project.id as string },
    body: { ...project, email: 'c@d.e' },
  });
  expect(await client().projects.get({ params: { idOrName: project.id as string } })).toMatchObject({
    email: 'c@d.e',
  });
  await client().projects.delete({ params: { id: project.id as string } });
});

test('every write is told to whoever follows', async () => {
  const stop = new AbortController();
  const seen: unknown[] = [];
  const stream = await client().changes.stream({ query: { application } }, { signal: stop.signal });
  const following = (async () => {
    for await (const event of stream) seen.push([event.kind, 'action' in event ? event.action : undefined]);
  })();
  await client().pipelines.create({ body: { name: 'Told', application } });
  await client().pipelines.delete({ params: { application, name: 'Told' } });
  await expect
    .poll(() => seen.slice(-2))
    .toEqual([
      ['pipeline', 'upsert'],
      ['pipeline', 'delete'],
    ]);
  stop.abort();
  await following.catch(() => undefined); // aborting ends the stream, by error or by its end
});
