import type { Context, StageExecution } from '@gennaker/contracts/orca';
import { succeeded, type StageView, type TaskResult, type Tools } from '@gennaker/sdk';
import { strategyNamed } from '../../strategies/index.ts';
import { deployedBy } from './deployed-by.ts';
import type { DeploymentContext } from './deployment.ts';
import { accountOf } from './place.ts';
import { groupNow, type GroupName } from './reading.ts';
import { describedGroup } from './target.ts';

const OPERATION_PATIENCE_MS = 30_000;

/**
 * Cancelled in the middle, nothing half-made stays in traffic: while the group before still has any, it gets
 * all of it back and the new one goes out. When the new one has it all already, it keeps it.
 */
export async function leaveNothingHalfMade(
  view: StageView<DeploymentContext>,
  tools: Tools,
): Promise<TaskResult | void> {
  if (view.status !== 'CANCELED') return;
  const { context, tasks } = view;
  const [made] = await madeSoFar(context, tools);
  if (!made || !(await groupNow(tools.clouddriver, made))) return;
  await untilCloudIsDone(view, tools);
  const operations = await wayBack(context, made, tools);
  const wasUp = tasks.length > 0 && tasks.every(({ status }) => status === 'SUCCEEDED');
  if (operations.length === 0 && wasUp) return;
  const { id } = await tools.clouddriver.operations.submit({
    params: { provider: context.cloudProvider },
    query: { clientRequestId: tools.idempotencyKey },
    body: [...operations, { disableServerGroup: describedGroup(made) }],
  });
  return succeeded({ context: { 'kato.last.task.id': { id } } });
}

/** The operation may have gone on after nobody waited for it any more. */
async function madeSoFar(context: DeploymentContext, { clouddriver }: Tools): Promise<GroupName[]> {
  const account = accountOf(context);
  let groups = context['deploy.server.groups'] as Record<string, string[]> | undefined;
  const last = context['kato.last.task.id'] as { id: string } | undefined;
  if (!groups && last) {
    const task = await clouddriver.operations.task({
      params: { id: last.id },
      query: { wait: OPERATION_PATIENCE_MS },
    });
    groups = deployedBy(task);
  }
  return Object.entries(groups ?? {}).flatMap(([region, names]) =>
    names.map((name) => ({ account, region, name })),
  );
}

/**
 * What was asked for by the stages made for this one goes on in its cloud, though nobody waits for it any more.
 * Were the old group disabled after the way back was taken, nothing would serve.
 */
async function untilCloudIsDone(
  { id, execution }: StageView<DeploymentContext>,
  { clouddriver }: Tools,
): Promise<void> {
  const below = (parentId: string): StageExecution[] =>
    execution.stages
      .filter(({ parentStageId }) => parentStageId === parentId)
      .flatMap((stage) => [stage, ...below(stage.id)]);
  for (const { context } of below(id)) {
    const last = context['kato.last.task.id'] as { id: string } | null | undefined;
    if (last)
      await clouddriver.operations.task({ params: { id: last.id }, query: { wait: OPERATION_PATIENCE_MS } });
  }
}

/** Gives the group before what was taken from it. Nothing, when it has left the traffic or there was none. */
async function wayBack(
  context: DeploymentContext,
  { account, region }: GroupName,
  { clouddriver }: Tools,
): Promise<Record<string, Context>[]> {
  const { enabledBefore, strategy } = context;
  if (!enabledBefore) return [];
  const before = { account, region, name: enabledBefore.serverGroupName };
  const now = await groupNow(clouddriver, before);
  if (!now || now.disabled) return [];
  const { max, desired } = now.capacity;
  const unpinned = { min: Math.min(enabledBefore.capacity.min, desired), max, desired };
  return [
    { enableServerGroup: describedGroup(before) },
    ...(strategyNamed(strategy).startsEmpty
      ? [{ resizeServerGroup: { ...describedGroup(before), capacity: unpinned } }]
      : []),
  ];
}
