import { describe, expect, test } from 'vitest';
import { clusterName, parseName } from './frigga.ts';
import { monikerOf } from './moniker.ts';

describe('takes names apart', () => {
  test.each([
    ['api', { app: 'api', cluster: 'api' }],
    ['api-test-A-v406', { app: 'api', stack: 'test', detail: 'A', cluster: 'api-test-A', sequence: 406 }],
    ['api--A-v001', { app: 'api', detail: 'A', cluster: 'api--A', sequence: 1 }],
    ['foo-v001', { app: 'foo', cluster: 'foo', sequence: 1 }],
    ['foo-v1', { app: 'foo', stack: 'v1', cluster: 'foo-v1' }],
    ['foo-v0000001', { app: 'foo', stack: 'v0000001', cluster: 'foo-v0000001' }],
    ['foo-v000001', { app: 'foo', cluster: 'foo', sequence: 1 }],
    ['actiondrainer--v003', { app: 'actiondrainer', cluster: 'actiondrainer-', sequence: 3 }],
    ['actiondrainer---v003', { app: 'actiondrainer', cluster: 'actiondrainer--', sequence: 3 }],
    ['api-test-a-b-v003', { app: 'api', stack: 'test', detail: 'a-b', cluster: 'api-test-a-b', sequence: 3 }],
    ['api--~A-v004', { app: 'api', detail: '~A', cluster: 'api--~A', sequence: 4 }],
    ['api--^A-v004', { app: 'api', detail: '^A', cluster: 'api--^A', sequence: 4 }],
    ['chukwa.collector_1-v889', { app: 'chukwa.collector_1', cluster: 'chukwa.collector_1', sequence: 889 }],
    ['api-^test-A-v004', {}],
    ['api-~test-A-v004', {}],
    ['api-%test-A-v004', {}],
    ['api-test-%A', {}],
    ['-v001', {}],
    ['', {}],
  ])('%s', (name, parts) => {
    expect(parseName(name)).toEqual(parts);
  });

  test('a name that does not parse has no moniker', () => {
    expect(monikerOf('api-%test')).toBeUndefined();
    expect(monikerOf('api--A-v001')).toEqual({ app: 'api', detail: 'A', cluster: 'api--A', sequence: 1 });
  });
});

describe('puts clusters together', () => {
  test.each([
    [{ app: 'api' }, 'api'],
    [{ app: 'api', stack: '', detail: '' }, 'api'],
    [{ app: 'api', stack: 'test' }, 'api-test'],
    [{ app: 'api', stack: 'test', detail: 'a-b' }, 'api-test-a-b'],
    [{ app: 'api', stack: null, detail: '~A' }, 'api--~A'],
  ])('%o', (parts, cluster) => {
    expect(clusterName(parts)).toBe(cluster);
  });

  test.each([
    [{ app: 'a-b' }, /Invalid appName 'a-b'/],
    [{ app: '' }, /Invalid appName ''/],
    [{ app: 'api', stack: 'a-b' }, /Invalid stack 'a-b'/],
    [{ app: 'api', stack: 'a', detail: 'b%' }, /Invalid detail 'b%'/],
  ])('refuses %o', (parts, why) => {
    expect(() => clusterName(parts)).toThrow(why);
  });
});
