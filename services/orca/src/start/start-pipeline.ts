import type { Artifact, ExpectedArtifact } from '@gennaker/contracts/artifact';
import type { front50 } from '@gennaker/contracts/front50';
import type { PipelineExecution, PipelineRequest } from '@gennaker/contracts/orca';
import {
  AppError,
  caller,
  invalid,
  messageOf,
  traceHeaders,
  type ClientOf,
  type Clock,
  type NewId,
} from '@gennaker/kernel';
import { bindExpected, consideredAtStart } from '../artifacts/bind-expected.ts';
import { evaluatedAtStart, type EvaluateAtStart } from './evaluated-at-start.ts';
import { stagesOf } from './stages-of.ts';
import { triggerOf, type Parent } from './trigger-of.ts';

/** What starting needs to know of other executions. */
export interface KnownExecutions {
  get(id: string): Promise<PipelineExecution | undefined>;
  /** An execution of this kind with the correlation id that has not ended. */
  correlated(type: PipelineExecution['type'], correlationId: string): Promise<PipelineExecution | undefined>;
  newestOf(pipelineConfigId: string): Promise<PipelineExecution | undefined>;
}

export interface StartDeps {
  executions: KnownExecutions;
  /** Stores and queues; answers the execution that runs, which is an older one with the same id or correlation id. */
  begin(execution: PipelineExecution): Promise<PipelineExecution>;
  /** Stores an execution that has ended before it began. */
  record(execution: PipelineExecution): Promise<void>;
  front50: Pick<ClientOf<typeof front50>, 'pipelines'>;
  evaluate: EvaluateAtStart;
  clock: Clock;
  newId: NewId;
}

type Json = Record<string, unknown>;

/**
 * Starts a pipeline: parameters, artifacts, expressions, then the queue. What fails on the way is recorded
 * as an execution that ended, and thrown. Source: orca-web `OperationsController#orchestrate`.
 *
 * @returns the execution, or with `plan` the processed pipeline
 * @throws AppError `invalid` naming what cannot be
 */
export async function startPipeline(
  request: PipelineRequest,
  deps: StartDeps,
): Promise<PipelineExecution | Json> {
  const { executions, clock, newId } = deps;
  if (request.executionId) {
    const known = await executions.get(request.executionId);
    if (known) return known;
  }
  const correlationId = request.trigger?.correlationId;
  const running =
    correlationId && !request.plan ? await executions.correlated('PIPELINE', correlationId) : undefined;
  if (running) return running;

  const parent = await parentOf(request, executions);
  const trigger = triggerOf(request, parent);
  const shell = (): PipelineExecution => ({
    ...flagsOf(request),
    id: request.executionId ?? newId(),
    type: 'PIPELINE',
    application: request.application || 'spinnaker_unknown',
    name: request.name ?? 'Unnamed Execution',
    pipelineConfigId: request.id,
    status: 'NOT_STARTED',
    buildTime: clock.now(),
    canceled: false,
    stages: [],
    trigger,
    authentication: { user: trigger.user, allowedAccounts: caller().accounts },
    origin: caller().origin ?? originOf(request),
    notifications: (request['notifications'] as Json[] | undefined) ?? [],
    initialConfig: {},
    systemNotifications: [],
    additionalHeaders: traceHeaders(),
    rootId: parent ? (parent.execution.rootId ?? parent.execution.id) : undefined,
  });

  try {
    await checkEnabled(request, deps);
    const bound = await bindArtifacts(request, trigger, deps);
    Object.assign(trigger, {
      artifacts: bound.artifacts,
      resolvedExpectedArtifacts: bound.resolvedExpectedArtifacts,
    });
    const processed = evaluatedAtStart(
      { ...request, trigger, expectedArtifacts: bound.resolvedExpectedArtifacts },
      deps.evaluate,
    );
    if (request.plan) return processed;
    return await deps.begin({
      ...shell(),
      name: String(processed['name'] ?? 'Unnamed Execution'),
      stages: stagesOf(processed.stages, newId),
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid' || request.plan) throw error;
    await deps.record({
      ...shell(),
      status: 'TERMINAL',
      canceled: true,
      canceledBy: 'system',
      cancellationReason: `Failed on startup: ${messageOf(error)}`,
    });
    throw error;
  }
}

/** What the client says of itself. */
export const originOf = ({ origin }: Json): string => (typeof origin === 'string' ? origin : 'unknown');

async function parentOf(
  { trigger }: PipelineRequest,
  executions: KnownExecutions,
): Promise<Parent | undefined> {
  const { parentPipelineId, parentPipelineStageId } = (trigger ?? {}) as {
    parentPipelineId?: string;
    parentPipelineStageId?: string;
  };
  if (!parentPipelineId) return undefined;
  const execution = await executions.get(parentPipelineId);
  if (!execution) throw invalid(`trigger.parentPipelineId: there is no execution '${parentPipelineId}'`);
  return { execution, stageId: parentPipelineStageId };
}

const flagsOf = (request: PipelineRequest) => ({
  limitConcurrent: request['limitConcurrent'] === true,
  maxConcurrentExecutions: Number(request['maxConcurrentExecutions'] ?? 0),
  keepWaitingPipelines: request['keepWaitingPipelines'] === true,
  ...(typeof request['spelEvaluator'] === 'string' ? { spelEvaluator: request['spelEvaluator'] } : {}),
  ...(request['templateVariables'] ? { templateVariables: request['templateVariables'] as Json } : {}),
  ...(typeof request['startTimeExpiry'] === 'number' ? { startTimeExpiry: request['startTimeExpiry'] } : {}),
});

/** The pipeline as it is saved decides, whatever was posted. Source: orca-front50 `EnabledPipelineValidator`. */
async function checkEnabled(request: PipelineRequest, { front50 }: StartDeps): Promise<void> {
  if (request['disabled'] === true) throw invalid('Pipeline is disabled and cannot be started.');
  if (!request.id) return;
  const saved = await front50.pipelines.get({ params: { id: request.id } }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'notFound') return undefined;
    throw error;
  });
  if (!saved?.body.disabled) return;
  throw invalid(
    `The pipeline config ${saved.body.name} (${request.id}) belonging to ${saved.body.application} is disabled`,
  );
}

function bindArtifacts(
  request: PipelineRequest,
  trigger: PipelineExecution['trigger'],
  { executions }: StartDeps,
) {
  const expected = (request['expectedArtifacts'] as ExpectedArtifact[] | undefined) ?? [];
  const received = [
    ...trigger.artifacts,
    ...((request['receivedArtifacts'] as Artifact[] | undefined) ?? []),
  ];
  return bindExpected({
    expected: consideredAtStart(expected, trigger.expectedArtifactIds ?? []),
    received,
    prior: async () => (request.id ? ((await executions.newestOf(request.id))?.trigger.artifacts ?? []) : []),
  });
}
