import type { Context } from '@gennaker/contracts/orca';
import { defineStage, inParallel, succeeded } from '@gennaker/sdk';
import { z } from 'zod';

const Cluster = z.looseObject({
  account: z.string().optional(),
  credentials: z.string().optional(),
  cloudProvider: z.string().optional(),
  provider: z.string().optional(),
  region: z.string().optional(),
  availabilityZones: z.record(z.string(), z.unknown()).optional(),
  source: z
    .looseObject({ asgName: z.string().optional(), serverGroupName: z.string().optional() })
    .optional(),
});
type Cluster = z.infer<typeof Cluster>;

const regionOf = ({ region, availabilityZones }: Cluster): string | undefined =>
  region ?? Object.keys(availabilityZones ?? {})[0];

/** A cluster that names what to copy is cloned. */
const isClone = ({ source }: Cluster): boolean =>
  source?.asgName !== undefined || source?.serverGroupName !== undefined;

/** Deploys to one or more clusters at once. Source: orca `ParallelDeployStage`. */
export const deploy = defineStage({
  type: 'deploy',
  label: 'Deploy',
  description: 'Deploys new server groups to one or more clusters at once.',
  context: z.looseObject({
    clusters: z.array(Cluster).default([]),
    cluster: Cluster.optional().describe('The same as one of `clusters`.'),
  }),
  before: ({ context: { clusters, cluster } }) =>
    inParallel(
      ...(clusters.length > 0 ? clusters : [cluster ?? []].flat()).map((one) => {
        const { account, credentials, cloudProvider, provider, ...fields } = one;
        const region = regionOf(one);
        const type = isClone(one) ? 'cloneServerGroup' : 'createServerGroup';
        const name = region === undefined ? 'Deploy' : `Deploy in ${region}`;
        const context: Context = {
          ...fields,
          type,
          name,
          account: account ?? credentials,
          credentials: credentials ?? account,
          cloudProvider: cloudProvider ?? provider ?? 'local',
          region,
        };
        return { type, name, context };
      }),
    ),
  tasks: { completeParallelDeploy: { inTurn: () => succeeded() } },
});
