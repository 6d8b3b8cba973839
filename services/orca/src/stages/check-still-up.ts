import { defineStage } from '@gennaker/sdk';
import { z } from 'zod';
import { target, targetsOf } from './server-groups/target.ts';
import { waitForUpInstances } from './server-groups/wait-for-instances.ts';

const Context = z.looseObject({
  ...target,
  targetHealthyDeployPercentage: z.coerce.number().min(0).max(100).optional(),
});
type Context = z.infer<typeof Context>;

/** How long a group that has become unhealthy may take to recover before the deployment fails. */
const RECOVERY_MS = 5 * 60 * 1_000;

/**
 * Looks at a new server group once more after a pause, before what it replaces is taken out of traffic.
 * Spinnaker does not look again: a version that fails after a while would be left alone in traffic.
 */
export const checkStillUp = defineStage({
  type: 'checkStillUp',
  label: 'Check that it is still up',
  description: 'Looks at a new server group once more before the old one is taken out of traffic.',
  internal: true,
  context: Context,
  tasks: {
    waitForUpInstances: {
      ...waitForUpInstances<Context>(targetsOf),
      timeoutMs: RECOVERY_MS,
      timeoutOverridable: false,
    },
  },
});
