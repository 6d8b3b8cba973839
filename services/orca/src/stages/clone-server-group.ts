import { defineStage } from '@gennaker/sdk';
import { leaveNothingHalfMade } from './server-groups/cancelled-deployment.ts';
import {
  bringIntoService,
  DeploymentContext,
  deploymentTasks,
  forgetDeployment,
  rollBack,
} from './server-groups/deployment.ts';

/** Deploys again what a server group runs, with changes, and brings it into service. Source: orca `CloneServerGroupStage`. */
export const cloneServerGroup = defineStage({
  type: 'cloneServerGroup',
  label: 'Clone server group',
  description: 'Deploys a copy of a server group and brings it into service.',
  context: DeploymentContext,
  tasks: deploymentTasks('cloneServerGroup'),
  after: bringIntoService,
  onFailure: rollBack,
  onHalt: leaveNothingHalfMade,
  onRestart: forgetDeployment,
});
