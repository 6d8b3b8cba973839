import type { clouddriver } from '@gennaker/contracts/clouddriver';
import { notFound, type Feed, type Handlers, type NewId } from '@gennaker/kernel';
import type { Accounts } from '../accounts/accounts.ts';
import { submit, type Submission } from '../operations/submit.ts';
import { taskView } from '../operations/task-view.ts';
import { untilEnded } from '../operations/until-ended.ts';
import type { TaskRecord, TaskStore } from '../store/task-store.ts';

interface Deps {
  store: TaskStore;
  accounts: Accounts;
  feed: Feed;
  newId: NewId;
}

/** Asks for changes of a cloud and follows them. */
export const operationRoutes = (deps: Deps): Handlers<typeof clouddriver.operations> => {
  const { store, feed } = deps;
  const accepted = async (submission: Submission) => {
    const { id } = await submit(submission, deps);
    return { id, resourceUri: `/task/${id}` };
  };
  const find = async (id: string): Promise<TaskRecord> => {
    const task = await store.get(id);
    if (!task) throw notFound(`Task not found (id: ${id})`);
    return task;
  };

  return {
    submit: ({ input: { params, query, body } }) =>
      accepted({
        ...params,
        ...query,
        operations: body.flatMap((operation) =>
          Object.entries(operation).map(([type, description]) => ({ type, description })),
        ),
      }),
    submitOne: ({ input: { params, query, body } }) =>
      accepted({
        provider: params.provider,
        ...query,
        operations: [{ type: params.operation, description: body }],
      }),
    task: async ({ input: { params, query }, signal }) =>
      taskView(await untilEnded(() => find(params.id), { id: params.id, waitMs: query.wait, feed, signal })),
    running: async () => (await store.running()).map(taskView),
  };
};
