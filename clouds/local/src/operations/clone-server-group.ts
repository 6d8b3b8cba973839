import { HealthCheck, ResourceName } from '@gennaker/contracts/agent';
import type { ServerGroup } from '@gennaker/contracts/clouddriver';
import { notFound } from '@gennaker/kernel';
import { defineOperation, type OperationTools } from '@gennaker/sdk';
import { z } from 'zod';
import type { LocalAccount } from '../accounts/local-account.ts';
import { REGION } from '../accounts/region.ts';
import { deploy } from './deploy.ts';
import { NewServerGroup } from './description.ts';

/** What the description says wins; the rest is the source's, its very content included. */
function overlaid(source: ServerGroup, given: Record<string, unknown>): NewServerGroup {
  const { application, moniker, capacity, loadBalancers, labels, launchConfig } = source;
  const base = {
    account: source.account,
    application,
    stack: moniker.stack,
    freeFormDetails: moniker.detail,
    capacity,
    loadBalancers,
    labels,
    ...launchConfig,
  };
  const said = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== null),
  );
  return NewServerGroup.parse({ ...base, ...said });
}

/** What an image is here: an artifact that the agent has kept. */
async function artifactOf(account: LocalAccount, imageId: string): Promise<unknown> {
  const [image] = await account.images({ text: imageId });
  if (image?.imageId !== imageId)
    throw notFound(`Image ${imageId} does not exist here any more; deploy its artifact again instead.`);
  return image['artifact'];
}

const field = NewServerGroup.shape;

/** Deploys again what a server group runs, with what the description changes of it. */
export const cloneServerGroup = defineOperation({
  type: 'cloneServerGroup',
  summary: 'Deploys a copy of a server group, with changes.',
  description: z.object({
    account: z.string(),
    region: field.region,
    source: z
      .object({ serverGroupName: ResourceName, region: field.region })
      .or(
        z
          .object({ asgName: ResourceName, region: field.region })
          .transform(({ asgName, region }) => ({ serverGroupName: asgName, region })),
      ),
    application: field.application.optional(),
    stack: field.stack,
    freeFormDetails: field.freeFormDetails,
    capacity: field.capacity.nullish(),
    loadBalancers: z.array(ResourceName).nullish(),
    artifact: field.artifact.nullish(),
    imageId: z.string().nullish().describe('Hash of an artifact that the agent has; instead of `artifact`.'),
    command: field.command.nullish(),
    env: field.env.unwrap().nullish(),
    workingDirectory: field.workingDirectory.nullish(),
    health: HealthCheck.nullish(),
    limits: field.limits.nullish(),
    labels: field.labels.nullish(),
    enabled: z.boolean().nullish(),
  }),
  async run({ source, imageId, ...given }, tools: OperationTools<LocalAccount>) {
    const { account, step } = tools;
    const original = await step('source', async () => {
      const found = await account.serverGroup(REGION, source.serverGroupName);
      if (!found)
        throw notFound(`Server group ${source.serverGroupName} does not exist; there is nothing to clone.`);
      return found;
    });
    const artifact = imageId ? await step('image', () => artifactOf(account, imageId)) : given.artifact;
    return deploy(overlaid(original, { ...given, artifact }), tools);
  },
});
