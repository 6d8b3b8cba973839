import { notFound } from '@gennaker/kernel';
import type { Tools } from '@gennaker/sdk';
import { runTask } from '@gennaker/sdk/testing';
import { expect, test } from 'vitest';
import { findImage } from './find-image.ts';

const artifact = { type: 'local/folder', reference: 'file:///srv/v1' };
const summary = {
  serverGroupName: 'shop-test-v001',
  imageId: 'i1',
  imageName: 'shop-1',
  image: { artifact },
  buildInfo: { version: '1' },
};
const found = (answer: object | Error, more: object = {}) => {
  const asked: unknown[] = [];
  const targetSummary = async (call: unknown) => {
    asked.push(call);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const clouddriver = { infrastructure: { targetSummary } } as unknown as Tools['clouddriver'];
  const context = { credentials: 'local', regions: ['localhost'], cluster: 'shop-test', ...more };
  return { result: runTask(findImage, 'findImage', { context }, { clouddriver }), asked };
};

test('puts out what the cluster runs', async () => {
  const { result, asked } = found(
    { summaries: [summary] },
    { selectionStrategy: 'LARGEST', onlyEnabled: false },
  );
  const details = [
    {
      artifact,
      version: '1',
      ami: 'i1',
      imageId: 'i1',
      imageName: 'shop-1',
      cloudProvider: 'local',
      sourceServerGroup: 'shop-test-v001',
      region: 'localhost',
      refId: '1',
    },
  ];
  expect(await result).toEqual({
    status: 'SUCCEEDED',
    context: { amiDetails: details, artifacts: [artifact] },
    outputs: { deploymentDetails: details, artifacts: [artifact], inferredRegions: [] },
  });
  expect(asked).toMatchObject([
    {
      params: {
        application: 'shop',
        cluster: 'shop-test',
        scope: 'localhost',
        target: 'LARGEST',
        summary: 'images',
      },
      query: { onlyEnabled: false },
    },
  ]);
});

test.each([
  [notFound('No server groups found'), {}, "Could not find cluster 'shop-test' for 'shop' in 'localhost'."],
  [notFound('More than one target found'), {}, 'Multiple possible server groups present in localhost'],
  [{ summaries: [summary] }, { imageNamePattern: 'other.*' }, "has a name like 'other.*'"],
  [{ summaries: [summary] }, { imageNamePattern: '(' }, "'(' is not a regular expression"],
])('fails with the reason: %o', async (answer, more, text) => {
  await expect(found(answer, more).result).rejects.toThrow(text);
});
