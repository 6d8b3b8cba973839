import type { OperationTask } from '@gennaker/contracts/clouddriver';
import type { Context } from '@gennaker/contracts/orca';
import { failed, running, succeeded, type StageView, type Task, type Tools } from '@gennaker/sdk';
import { deployedBy } from './deployed-by.ts';

const HOUR_MS = 60 * 60 * 1_000;
/** Its end wakes us; this is for when the news is lost. */
const FALLBACK_POLL_MS = 15_000;

/** What a stage asks Clouddriver to do: in order, as one task. */
export interface CloudOperations {
  provider: string;
  /** `{ "<operation>": { …description } }` each. None: there is nothing to do. */
  operations: Record<string, Context>[];
  /** Kept in the stage. */
  context?: Context;
}

type Describe<C> = (stage: StageView<C>, tools: Tools) => Promise<CloudOperations> | CloudOperations;

/**
 * Two tasks: one that submits an operation, once however often it runs, and one that waits for its end.
 * The task of the cloud stands in `kato.tasks`; its failure becomes the stage's, word for word.
 *
 * Source: orca-clouddriver `MonitorKatoTask`; orchestration B3.
 */
export const operationTasks = <C extends Context>(
  name: string,
  monitor: string,
  describe: Describe<C>,
): Record<string, Task<C>> => ({
  [name]: {
    effect: async (stage, tools) => {
      const { provider, operations, context } = await describe(stage, tools);
      if (operations.length === 0) return succeeded({ context: { ...context, 'kato.last.task.id': null } });
      const { id } = await tools.clouddriver.operations.submit({
        params: { provider },
        query: { clientRequestId: tools.idempotencyKey },
        body: operations,
      });
      return succeeded({ context: { ...context, 'kato.last.task.id': { id } } });
    },
  },
  [monitor]: { timeoutMs: HOUR_MS, effect: waitForOperation },
});

async function waitForOperation({ context }: StageView<Context>, { clouddriver }: Tools) {
  const id = (context['kato.last.task.id'] as { id: string } | undefined)?.id;
  if (id === undefined) return succeeded();
  const task = await clouddriver.operations.task({ params: { id } });
  const seen = { context: { ...asKato(task, context), ...madeBy(task, context) } };
  if (!task.status.complete)
    return running({ ...seen, wakeOn: [`operationTask:${id}`], retryAfter: FALLBACK_POLL_MS });
  return task.status.failed ? failed(reasonsOf(task), seen) : succeeded(seen);
}

function asKato({ id, status, history, resultObjects, outputs }: OperationTask, context: Context): Context {
  const earlier = ((context['kato.tasks'] as { id: string }[] | undefined) ?? []).filter(
    (task) => task.id !== id,
  );
  const { completed, failed: hasFailed, retryable } = status;
  const task = {
    id,
    status: { completed, failed: hasFailed, retryable },
    history,
    resultObjects,
    outputs,
    ...(hasFailed && { exception: exceptionOf(resultObjects) }),
  };
  const lastStatus = hasFailed ? 'TERMINAL' : status.complete ? 'SUCCEEDED' : 'RUNNING';
  return { 'kato.tasks': [...earlier, task], 'kato.task.lastStatus': lastStatus };
}

const exceptionOf = (results: OperationTask['resultObjects']) =>
  results.find(({ type }) => type === 'EXCEPTION');

function reasonsOf({ id, status, resultObjects }: OperationTask): string[] {
  const exception = exceptionOf(resultObjects) as { message?: string; operation?: string } | undefined;
  const reason = exception?.message ?? status.status;
  return [reason || `Operation task ${id} failed without a reason`];
}

/** What later stages and expressions look for. */
function madeBy(task: OperationTask, { credentials, account }: Context): Context {
  const groups = deployedBy(task);
  if (Object.keys(groups).length === 0) return {};
  const deployments = task.resultObjects.flatMap(
    (result) => (result['deployments'] as object[] | undefined) ?? [],
  );
  return {
    'deploy.server.groups': groups,
    'deploy.account.name': credentials ?? account,
    ...(deployments.length > 0 && { deployments }),
  };
}
