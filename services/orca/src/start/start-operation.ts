import type { OperationRequest, PipelineExecution } from '@gennaker/contracts/orca';
import { caller, traceHeaders } from '@gennaker/kernel';
import { originOf, type StartDeps } from './start-pipeline.ts';
import { stagesOf } from './stages-of.ts';
import { triggerOf } from './trigger-of.ts';

/** Clouds whose stages bear their plain names. Source: orca `OperationsController#convertDeploymentJobs`. */
const PLAIN = new Set(['aws', 'titus']);

/** Starts an ad-hoc operation: a stage for each job. Source: orca-web `OperationsController#ops`. */
export async function startOperation(request: OperationRequest, deps: StartDeps): Promise<PipelineExecution> {
  const { executions, clock, newId } = deps;
  const correlationId = request.trigger?.correlationId;
  const running = correlationId ? await executions.correlated('ORCHESTRATION', correlationId) : undefined;
  if (running) return running;

  const jobs = request.job.map((job) => {
    const provider = job['providerType'];
    const type = typeof provider === 'string' && !PLAIN.has(provider) ? `${job.type}_${provider}` : job.type;
    return { ...job, type };
  });
  const trigger = triggerOf({ stages: [], trigger: request.trigger }, undefined);
  return deps.begin({
    id: newId(),
    type: 'ORCHESTRATION',
    application: request.application || 'spinnaker_unknown',
    name: request.description,
    description: request.description,
    status: 'NOT_STARTED',
    buildTime: clock.now(),
    canceled: false,
    limitConcurrent: false,
    maxConcurrentExecutions: 0,
    keepWaitingPipelines: false,
    stages: stagesOf(jobs, newId, { keepName: true }),
    trigger,
    authentication: { user: trigger.user, allowedAccounts: caller().accounts },
    origin: caller().origin ?? originOf(request),
    notifications: [],
    initialConfig: {},
    systemNotifications: [],
    additionalHeaders: traceHeaders(),
  });
}
