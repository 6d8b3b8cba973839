import type { Context } from '@gennaker/contracts/orca';
import { invalid } from '@gennaker/kernel';
import { defineStage, succeeded } from '@gennaker/sdk';
import { z } from 'zod';
import { operationTasks } from './server-groups/operation.ts';
import { accountOf, place } from './server-groups/place.ts';
import { ownFields } from './server-groups/target.ts';

const fields = {
  ...place,
  name: z.string().optional(),
  loadBalancerName: z.string().optional().describe('The same as `name`.'),
  clusterName: z.string().optional().describe('Without a name: `<clusterName>-frontend`.'),
  availabilityZones: z.record(z.string(), z.unknown()).optional(),
};
const One = z.looseObject(fields);
type One = z.infer<typeof One>;

const nameOf = ({ name, loadBalancerName, clusterName }: One): string => {
  const found = name ?? loadBalancerName ?? (clusterName && `${clusterName}-frontend`);
  if (!found) throw invalid('name: name the load balancer');
  return found;
};
const regionOf = ({ region, regions, availabilityZones }: One): string | undefined =>
  region ?? regions?.[0] ?? Object.keys(availabilityZones ?? {})[0];

const describe = (one: One): Context => {
  const account = accountOf(one);
  const { type: _type, ...own } = ownFields(one);
  return {
    ...own,
    name: nameOf(one),
    loadBalancerName: nameOf(one),
    account,
    credentials: account,
    region: regionOf(one),
  };
};

/** What later stages and Deck look for. Source: orca `UpsertLoadBalancerResultObjectExtrapolationTask`. */
const targetOf = (one: One) => ({
  credentials: accountOf(one),
  availabilityZones: one.availabilityZones ?? { [regionOf(one) ?? '']: [] },
  vpcId: one['vpcId'],
  name: nameOf(one),
});

/** Creates a load balancer or changes it. Source: orca `UpsertLoadBalancerStage`. */
export const upsertLoadBalancer = defineStage({
  type: 'upsertLoadBalancer',
  label: 'Create or change load balancer',
  description: 'Creates a load balancer, or changes it.',
  context: One,
  tasks: {
    ...operationTasks<One>('upsertLoadBalancer', 'monitorUpsert', ({ context }) => ({
      provider: context.cloudProvider,
      operations: [{ upsertLoadBalancer: describe(context) }],
      context: { targets: [targetOf(context)] },
    })),
    extrapolateUpsertResult: {
      inTurn: ({ context }) => succeeded({ outputs: { targets: context['targets'] } }),
    },
  },
});

const Many = z.looseObject({
  ...place,
  loadBalancers: z.array(One).min(1, 'name at least one load balancer'),
});
type Many = z.infer<typeof Many>;

/** Creates several load balancers or changes them. Source: orca `UpsertLoadBalancersStage`. */
export const upsertLoadBalancers = defineStage({
  type: 'upsertLoadBalancers',
  label: 'Create or change load balancers',
  description: 'Creates several load balancers, or changes them.',
  context: Many,
  tasks: operationTasks<Many>('upsertLoadBalancers', 'monitorUpsert', ({ context }) => {
    const { credentials, account, region, loadBalancers, cloudProvider } = context;
    const all = loadBalancers.map((one) => ({ credentials, account, region, ...one }));
    return {
      provider: loadBalancers[0]?.cloudProvider ?? cloudProvider,
      operations: all.map((one) => ({ upsertLoadBalancer: describe(one) })),
      context: { targets: all.map(targetOf) },
    };
  }),
});
