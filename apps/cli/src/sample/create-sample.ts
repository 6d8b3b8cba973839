import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@gennaker/kernel';
import type { PlatformConfig } from '@gennaker/server';
import type { GateClient } from '../context.ts';
import { say, styled } from '../terminal.ts';
import { conclude, watchExecution } from '../watch/watch-execution.ts';
import { operation } from './operation.ts';
import { sampleFiles } from './sample-files.ts';

/** Marks a home that has had its sample, so that a deleted one does not come back. */
const markerOf = ({ home }: PlatformConfig): string => join(home, 'sample.json');

/** Creates what is missing of the sample application and ships its first version through the pipeline. */
export async function createSample(client: GateClient, config: PlatformConfig): Promise<void> {
  const { application, loadBalancers, pipeline, addresses } = sampleFiles(config);
  say(`\nCreating the sample application ${styled('bold', application.name)} and shipping version 1 …`);
  await operation(client, application.name, 'Create the sample', [
    { type: 'createApplication', application },
  ]);
  await operation(
    client,
    application.name,
    'Create its load balancers',
    loadBalancers.map((balancer) => ({ ...balancer, type: 'upsertLoadBalancer' })),
  );
  const saved = await savedPipeline(client, application.name, pipeline.name);
  await client.pipelines.save({ body: { ...pipeline, id: saved?.id } });

  const { ref } = await client.pipelines.trigger({
    params: { application: application.name, nameOrId: pipeline.name },
    body: { type: 'manual', parameters: { version: '1' } },
  });
  const id = ref.slice(ref.lastIndexOf('/') + 1);
  const execution = await watchExecution(client, id, { judgment: 'continue' });
  conclude(execution);
  writeFileSync(
    markerOf(config),
    JSON.stringify({ application: application.name, createdAt: new Date().toISOString() }),
  );
  say(`
${styled('green', '✓')} Version 1 is serving
  test  ${styled('bold', addresses.test)}
  prod  ${styled('bold', addresses.prod)}

Next, in another terminal in this folder:
  npx gennaker ship 2    ships version 2 by red/black, no request lost; asks before prod
  npx gennaker ship 3    never becomes healthy: rolls back by itself
  npx gennaker ship 4    fails at the checkout: a stage rolls it back
  npx gennaker status    what runs where

Everything at once ends with: npx gennaker stop --all`);
}

async function savedPipeline(
  client: GateClient,
  application: string,
  name: string,
): Promise<{ id?: string } | undefined> {
  try {
    return await client.applications.pipelineConfig({ params: { application, nameOrId: name } });
  } catch (error) {
    if (error instanceof AppError && error.code === 'notFound') return undefined;
    throw error;
  }
}

interface Group {
  name: string;
  account: string;
  region: string;
}

/** Removes the sample and all that was shipped of it. */
export async function removeSample(client: GateClient, config: PlatformConfig): Promise<void> {
  const { application, loadBalancers } = sampleFiles(config);
  const { name } = application;
  say(`Removing ${name} …`);
  const groups = (await client.infrastructure.serverGroups({
    params: { application: name },
    query: {},
  })) as unknown as Group[];
  for (const { name: serverGroupName, account, region } of groups) {
    const where = {
      cloudProvider: 'local',
      credentials: account,
      region,
      serverGroupName,
      asgName: serverGroupName,
    };
    await operation(client, name, `Destroy ${serverGroupName}`, [{ type: 'destroyServerGroup', ...where }]);
  }
  for (const { name: loadBalancerName, region, credentials } of loadBalancers as unknown as (Group & {
    credentials: string;
  })[]) {
    const where = { cloudProvider: 'local', credentials, regions: [region], loadBalancerName };
    await operation(client, name, `Delete ${loadBalancerName}`, [{ type: 'deleteLoadBalancer', ...where }]);
  }
  const exists = (await client.applications.list({})).some((one) => one.name === name);
  if (exists)
    await operation(client, name, 'Delete the sample', [
      { type: 'deleteApplication', application: { name } },
    ]);
  rmSync(markerOf(config), { force: true });
}
