import { executionCan, type orca, type PipelineExecution } from '@gennaker/contracts/orca';
import { caller, conflict, notFound, type Feed, type Handlers } from '@gennaker/kernel';
import { startOperation } from '../start/start-operation.ts';
import type { StartDeps } from '../start/start-pipeline.ts';
import type { ExecutionStore } from '../store/index.ts';
import { orchestrationTask } from './orchestration-task.ts';
import type { Steering } from './steering.ts';
import { waitForEnd } from './wait-for-end.ts';

interface Deps {
  executions: ExecutionStore;
  engine: Steering;
  start: StartDeps;
  feed: Feed;
}

/** Ad-hoc operations. */
export function taskRoutes({ executions, engine, start, feed }: Deps): Handlers<typeof orca.tasks> {
  const get = async (id: string): Promise<PipelineExecution> => {
    const execution = await executions.get(id).catch((error: unknown) => {
      throw (error as { code?: string }).code === 'notFound'
        ? notFound(`No orchestration found for ${id}`)
        : error;
    });
    if (execution.type !== 'ORCHESTRATION') throw notFound(`No orchestration found for ${id}`);
    return execution;
  };
  return {
    start: async ({ input: { body } }) => ({ ref: `/tasks/${(await startOperation(body, start)).id}` }),
    get: async ({ input: { params, query }, signal }) => {
      const { id } = params;
      const execution =
        query.wait > 0
          ? await waitForEnd(feed, () => get(id), { id, waitMs: query.wait, signal })
          : await get(id);
      return orchestrationTask(execution);
    },
    ofApplication: async ({ input: { params, query } }) => {
      const { page, limit, statuses } = query;
      const found = await executions.tasksOf(params.application, {
        limit,
        offset: Math.max(page - 1, 0) * limit,
        statuses,
      });
      return found.map(orchestrationTask);
    },
    cancel: async ({ input: { params, query } }) => {
      await get(params.id);
      await engine.cancel(params.id, { by: caller().user, reason: query.reason });
    },
    delete: async ({ input: { params } }) => {
      const may = executionCan.delete(await get(params.id));
      if (!may.allowed) throw conflict(may.reason);
      await executions.delete(params.id);
    },
  };
}
