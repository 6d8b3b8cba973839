import type { StageDefinition } from '@gennaker/sdk';
import { checkPreconditions } from './check-preconditions.ts';
import { checkStillUp } from './check-still-up.ts';
import { cloneServerGroup } from './clone-server-group.ts';
import { createApplication } from './create-application.ts';
import { createServerGroup } from './create-server-group.ts';
import { deleteApplication } from './delete-application.ts';
import { deleteLoadBalancer } from './delete-load-balancer.ts';
import { deletePipeline } from './delete-pipeline.ts';
import { deleteProject } from './delete-project.ts';
import { deploy } from './deploy.ts';
import { destroyServerGroup } from './destroy-server-group.ts';
import { determineTargetServerGroup } from './determine-target-server-group.ts';
import { disableCluster } from './disable-cluster.ts';
import { disableServerGroup } from './disable-server-group.ts';
import { enableServerGroup } from './enable-server-group.ts';
import { evaluateVariables } from './evaluate-variables.ts';
import { findImageFromCluster } from './find-image-from-cluster.ts';
import { findImage } from './find-image.ts';
import { manualJudgment } from './manual-judgment.ts';
import { noop } from './noop.ts';
import { pinServerGroup } from './pin-server-group.ts';
import { pipeline } from './pipeline.ts';
import { reorderPipelines } from './reorder-pipelines.ts';
import { resizeServerGroup } from './resize-server-group.ts';
import { restrictExecutionDuringTimeWindow } from './restrict-execution-during-time-window.ts';
import { rollbackCluster } from './rollback-cluster.ts';
import { rollbackServerGroup } from './rollback-server-group.ts';
import { savePipeline } from './save-pipeline.ts';
import { scaleDownCluster } from './scale-down-cluster.ts';
import { sendRequests } from './send-requests.ts';
import { shrinkCluster } from './shrink-cluster.ts';
import { updateApplication } from './update-application.ts';
import { updatePipeline } from './update-pipeline.ts';
import { upsertApplication } from './upsert-application.ts';
import { upsertLoadBalancer } from './upsert-load-balancer.ts';
import { upsertLoadBalancers } from './upsert-load-balancers.ts';
import { upsertProject } from './upsert-project.ts';
import { waitUntil } from './wait-until.ts';
import { wait } from './wait.ts';
import { webhook } from './webhook.ts';

/** All stage types, one a file. */
export const stages: StageDefinition[] = [
  checkPreconditions,
  checkStillUp,
  cloneServerGroup,
  createApplication,
  createServerGroup,
  deleteApplication,
  deleteLoadBalancer,
  deletePipeline,
  deleteProject,
  deploy,
  destroyServerGroup,
  determineTargetServerGroup,
  disableCluster,
  disableServerGroup,
  enableServerGroup,
  evaluateVariables,
  findImageFromCluster,
  findImage,
  manualJudgment,
  noop,
  pinServerGroup,
  pipeline,
  reorderPipelines,
  resizeServerGroup,
  restrictExecutionDuringTimeWindow,
  rollbackCluster,
  rollbackServerGroup,
  savePipeline,
  scaleDownCluster,
  sendRequests,
  shrinkCluster,
  updateApplication,
  updatePipeline,
  upsertApplication,
  upsertLoadBalancer,
  upsertLoadBalancers,
  upsertProject,
  waitUntil,
  wait,
  webhook,
];
