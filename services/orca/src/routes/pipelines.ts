import {
  executionCan,
  stageCan,
  type orca,
  type Permission,
  type PipelineExecution,
} from '@gennaker/contracts/orca';
import { AppError, caller, conflict, invalid, notFound, type Clock, type Handlers } from '@gennaker/kernel';
import type { Evaluate } from '../core/deps.ts';
import { startPipeline, type StartDeps } from '../start/start-pipeline.ts';
import type { ExecutionStore } from '../store/index.ts';
import { evaluated, evaluatedVariables } from './evaluations.ts';
import { recentFirstStarted, shownAs } from './executions-in-lists.ts';
import { failedStages } from './failed-stages.ts';
import type { Steering } from './steering.ts';

interface Deps {
  executions: ExecutionStore;
  engine: Steering;
  start: StartDeps;
  evaluate: Evaluate;
  clock: Clock;
}

/** Start pipelines, look at runs and steer them. */
export function pipelineRoutes({
  executions,
  engine,
  start,
  evaluate,
  clock,
}: Deps): Handlers<typeof orca.pipelines> {
  const get = async (id: string): Promise<PipelineExecution> => {
    const execution = await executions.get(id).catch((error: unknown) => {
      if (!(error instanceof AppError) || error.code !== 'notFound') throw error;
      throw notFound(`No pipeline found for ${id}`);
    });
    if (execution.type !== 'PIPELINE') throw notFound(`No pipeline found for ${id}`);
    return execution;
  };
  const stageOf = (execution: PipelineExecution, stageId: string) => {
    const stage = execution.stages.find(({ id }) => id === stageId);
    if (stage) return stage;
    throw notFound(`There is no stage ${stageId} in execution ${execution.id}`);
  };

  return {
    start: async ({ input: { body } }) => {
      const started = await startPipeline(body, start);
      return body.plan ? started : { ref: `/pipelines/${(started as PipelineExecution).id}` };
    },
    get: ({ input: { params } }) => get(params.id),
    find: async ({ input: { query } }) => {
      if (query.executionIds) return (await executions.find(query.executionIds)).map(shownAs(query.expand));
      const found = await executions.ofConfigs(query.pipelineConfigIds ?? [], query);
      return recentFirstStarted(found, clock.now()).map(shownAs(query.expand));
    },
    ofApplication: async ({ input: { params, query } }) => {
      const { limit, statuses, pipelineNameFilter, pipelineLimit, expand } = query;
      if (limit === 0) return [];
      const page = {
        limit,
        statuses,
        nameFilter: pipelineNameFilter,
        configLimit: pipelineLimit || undefined,
      };
      const found = await executions.pipelinesOf(params.application, page);
      return recentFirstStarted(found, clock.now()).map(shownAs(expand));
    },
    search: async ({ input: { params, query } }) => {
      const { triggerTimeStartBoundary: from, triggerTimeEndBoundary: until, startIndex, size } = query;
      if (from < 0) throw invalid('triggerTimeStartBoundary: must not be negative');
      if (until !== undefined && until < from)
        throw invalid('triggerTimeEndBoundary: must not lie before triggerTimeStartBoundary');
      if (startIndex < 0) throw invalid('startIndex: must not be negative');
      if (size <= 0) throw invalid('size: must be greater than 0');
      const found = await executions.search({
        // Source: orca `TaskController#searchForPipelineExecutionsByTrigger`: «*» means all applications.
        application: params.application === '*' ? undefined : params.application,
        triggerTypes: query.triggerTypes?.includes('*') ? [] : query.triggerTypes,
        pipelineName: params.application === '*' ? undefined : query.pipelineName,
        eventId: query.eventId,
        trigger: query.trigger === undefined ? undefined : decoded(query.trigger),
        from,
        until,
        statuses: query.statuses,
        reverse: query.reverse,
        limit: size,
        offset: startIndex,
      });
      return found.map(shownAs(query.expand));
    },
    delete: async ({ input: { params } }) => {
      insist(executionCan.delete(await get(params.id)));
      await executions.delete(params.id);
    },
    cancel: async ({ input: { params, query } }) => {
      await get(params.id);
      await engine.cancel(params.id, { by: caller().user, reason: query.reason });
    },
    pause: async ({ input: { params } }) => {
      insist(executionCan.pause(await get(params.id)));
      await engine.pause(params.id, { by: caller().user });
    },
    resume: async ({ input: { params } }) => {
      insist(executionCan.resume(await get(params.id)));
      await engine.resume(params.id, { by: caller().user });
    },
    patchStage: async ({ input: { params, body } }) => {
      const stage = stageOf(await get(params.id), params.stageId);
      if (body['manualSkip'] === true) {
        const may = stageCan.skip(stage);
        if (!may.allowed) throw new AppError('invalid', may.reason, { status: 405 });
        return engine.skipStage(params.id, params.stageId);
      }
      if (stage.type === 'manualJudgment' && 'judgmentStatus' in body) insist(stageCan.judge(stage));
      const { user, accounts } = caller();
      return engine.patchStage(params.id, params.stageId, { context: body, by: user, accounts });
    },
    restartStage: async ({ input: { params } }) => {
      insist(stageCan.restart(stageOf(await get(params.id), params.stageId)));
      return engine.restartStage(params.id, params.stageId, { by: caller().user });
    },
    evaluateExpression: async ({ input: { params, query } }) =>
      evaluated({ execution: await executions.get(params.id), ...query }, evaluate, clock),
    evaluateVariables: async ({ input: { params, query, body } }) => {
      const execution = await executions.get(params.id);
      return evaluatedVariables({ execution, variables: body, ...query }, evaluate, clock);
    },
    failedStages: async ({ input: { query } }) =>
      (await failedStages(await get(query.executionId), get, query)) as never,
  };
}

function insist(permission: Permission): void {
  if (!permission.allowed) throw conflict(permission.reason);
}

function decoded(trigger: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(trigger, 'base64').toString('utf8')) as Record<string, unknown>;
  } catch (error) {
    throw invalid('trigger: must be JSON in base64', { cause: error });
  }
}
