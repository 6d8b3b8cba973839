import { defineStage } from '@gennaker/sdk';
import { leaveNothingHalfMade } from './server-groups/cancelled-deployment.ts';
import {
  bringIntoService,
  DeploymentContext,
  deploymentTasks,
  forgetDeployment,
  rollBack,
} from './server-groups/deployment.ts';

/**
 * Deploys a new version of a cluster, waits until it is up, and brings it into service by the cluster's
 * strategy. Source: orca `CreateServerGroupStage`; orchestration B3, Part C.
 */
export const createServerGroup = defineStage({
  type: 'createServerGroup',
  label: 'Create server group',
  description: 'Deploys a new server group and brings it into service.',
  context: DeploymentContext,
  tasks: deploymentTasks('createServerGroup'),
  after: bringIntoService,
  onFailure: rollBack,
  onHalt: leaveNothingHalfMade,
  onRestart: forgetDeployment,
});
