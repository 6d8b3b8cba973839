import { runTask, stageView } from '@gennaker/sdk/testing';
import { expect, test } from 'vitest';
import { webhook } from '../webhook.ts';

const image = (reference: string) => ({ type: 'docker/image', name: 'shop', reference });
const expected = { id: 'a', matchArtifact: { type: 'docker/image' } };
const bound = (context: object, received: object[] = []) => {
  const { execution } = stageView(webhook);
  const trigger = { ...execution.trigger, artifacts: received } as never;
  const given = {
    context: { expectedArtifacts: [expected], ...context },
    execution: { ...execution, trigger },
  };
  return runTask(webhook, 'bindProducedArtifacts', given, {});
};

test('binds what the stage itself has, before what came with the trigger', async () => {
  expect(await bound({ artifacts: [image('own')] }, [image('received')])).toEqual({
    status: 'SUCCEEDED',
    outputs: {
      artifacts: [image('own')],
      resolvedExpectedArtifacts: [{ ...expected, boundArtifact: image('own') }],
    },
  });
  expect(await bound({}, [image('received')])).toMatchObject({ outputs: { artifacts: [image('received')] } });
});

test('takes the default when there is none, else fails', async () => {
  const withDefault = { ...expected, useDefaultArtifact: true, defaultArtifact: image('default') };
  expect(await bound({ expectedArtifacts: [withDefault] })).toMatchObject({
    outputs: { artifacts: [image('default')] },
  });
  expect(JSON.stringify(await bound({}))).toContain('Unmatched expected artifact a could not be resolved.');
});
