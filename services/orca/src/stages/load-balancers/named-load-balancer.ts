import type { Context } from '@gennaker/contracts/orca';
import { invalid } from '@gennaker/kernel';
import type { StageView } from '@gennaker/sdk';
import { z } from 'zod';
import { accountOf, place } from '../server-groups/place.ts';
import { ownFields } from '../server-groups/target.ts';

const fields = {
  ...place,
  name: z.string().optional(),
  loadBalancerName: z.string().optional().describe('The same as `name`.'),
  clusterName: z.string().optional().describe('Without a name: `<clusterName>-frontend`.'),
  availabilityZones: z.record(z.string(), z.unknown()).optional(),
};
/** A load balancer as a stage names it; the rest of its fields belongs to its cloud. */
export const NamedLoadBalancer = z.looseObject(fields);
export type NamedLoadBalancer = z.infer<typeof NamedLoadBalancer>;

const nameOf = ({ name, loadBalancerName, clusterName }: NamedLoadBalancer): string => {
  const found = name ?? loadBalancerName ?? (clusterName && `${clusterName}-frontend`);
  if (!found) throw invalid('loadBalancerName: name the load balancer');
  return found;
};

/** In a pipeline `name` is the stage's own; without another, the stage is named after its load balancer. */
export const namedAfterStage = ({ context, name, type }: StageView<NamedLoadBalancer>): NamedLoadBalancer =>
  context.name || context.loadBalancerName || context.clusterName || name === type
    ? context
    : { ...context, name };
const regionOf = ({ region, regions, availabilityZones }: NamedLoadBalancer): string | undefined =>
  region ?? regions?.[0] ?? Object.keys(availabilityZones ?? {})[0];

/** How the operation takes it. */
export const describedLoadBalancer = (one: NamedLoadBalancer): Context => {
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
export const targetOf = (one: NamedLoadBalancer) => ({
  credentials: accountOf(one),
  availabilityZones: one.availabilityZones ?? { [regionOf(one) ?? '']: [] },
  vpcId: one['vpcId'],
  name: nameOf(one),
});
