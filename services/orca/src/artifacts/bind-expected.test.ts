import { expect, test } from 'vitest';
import { bindExpected, consideredAtStart } from './bind-expected.ts';

const image = (version: string) => ({
  type: 'docker/image',
  name: 'shop',
  version,
  reference: `shop:${version}`,
});
const none = () => Promise.resolve([]);
const wanted = { id: 'a', matchArtifact: { type: 'docker/image', name: 'sh.*' } };

test('binds the one received artifact that matches', async () => {
  const received = [image('1'), { type: 'git/repo', name: 'shop' }];
  const { artifacts, resolvedExpectedArtifacts } = await bindExpected({
    expected: [wanted],
    received,
    prior: none,
  });
  expect(artifacts).toEqual(received);
  expect(resolvedExpectedArtifacts).toEqual([{ ...wanted, boundArtifact: image('1') }]);
});

test('patterns match the whole value, and a broken one only itself', async () => {
  const bind = (name: string) =>
    bindExpected({ expected: [{ id: 'a', matchArtifact: { name } }], received: [image('1')], prior: none });
  await expect(bind('sho')).rejects.toThrow('Unmatched expected artifact a could not be resolved.');
  await expect(bind('sh(')).rejects.toThrow('Unmatched');
  expect((await bind('shop|x')).resolvedExpectedArtifacts).toHaveLength(1);
});

test('several matches are refused', async () => {
  const bind = bindExpected({ expected: [wanted], received: [image('1'), image('2')], prior: none });
  await expect(bind).rejects.toThrow(/matches multiple artifacts shop:1, shop:2/);
});

test('takes a prior artifact before the default one', async () => {
  const expected = [
    { ...wanted, usePriorArtifact: true, useDefaultArtifact: true, defaultArtifact: image('default') },
  ];
  const withPrior = await bindExpected({
    expected,
    received: [],
    prior: () => Promise.resolve([image('prior')]),
  });
  expect(withPrior.artifacts).toEqual([image('prior')]);
  const without = await bindExpected({ expected, received: [], prior: none });
  expect(without.artifacts).toEqual([image('default')]);
});

test('only what the trigger names, or what can be made up for, takes part', () => {
  const all = [
    { id: 'named' },
    { id: 'other' },
    { id: 'default', useDefaultArtifact: true },
    { id: 'prior', usePriorArtifact: true },
  ];
  expect(consideredAtStart(all, ['named']).map(({ id }) => id)).toEqual(['named', 'default', 'prior']);
});
