import type { Context } from '@gennaker/contracts/orca';
import { succeeded, type StageView, type TaskResult, type Tools } from '@gennaker/sdk';
import { deployedGroups, type DeploymentContext } from './deployment.ts';
import { deployedBy } from './operation.ts';
import { accountOf, locationsOf } from './place.ts';
import { groupNow, type GroupName } from './reading.ts';
import { describedGroup } from './target.ts';

type View = StageView<DeploymentContext>;

/** Longer than a cloud takes to accept a group. What it has made by then is withdrawn. */
const MADE_WITHIN_MS = 60_000;

/**
 * Takes the new group of a cancelled deployment out of traffic, after the group that had the traffic before has
 * it back. Where that one is gone or smaller than it was, the new one serves, and stays.
 */
export async function withdraw(view: View, tools: Tools): Promise<TaskResult | void> {
  if (view.status !== 'CANCELED') return;
  const { context } = view;
  const made = await madeBy(context, tools);
  if (!made || !(await groupNow(tools.clouddriver, made))) return;
  const back = context.enabledBefore ? await trafficBack(context, context.enabledBefore, tools) : [];
  if (!back)
    return succeeded({ context: { withdrawn: `${made.name} stays: what it replaces cannot serve` } });
  await tools.clouddriver.operations.submit({
    params: { provider: context.cloudProvider },
    query: { clientRequestId: tools.idempotencyKey },
    body: [...back, { disableServerGroup: describedGroup(made) }],
  });
  return succeeded({ context: { withdrawn: `${made.name} was taken out of traffic` } });
}

/** The operation that makes the group may still run when its stage is cancelled. */
async function madeBy(context: DeploymentContext, { clouddriver }: Tools): Promise<GroupName | undefined> {
  const [known] = deployedGroups(context);
  const id = (context['kato.last.task.id'] as { id: string } | undefined)?.id;
  if (known || id === undefined) return known;
  const task = await clouddriver.operations.task({ params: { id }, query: { wait: MADE_WITHIN_MS } });
  return deployedGroups({ ...context, ...deployedBy(task, context) })[0];
}

/** @returns undefined when the group cannot take its traffic back */
async function trafficBack(
  context: DeploymentContext,
  { serverGroupName: name, capacity }: NonNullable<DeploymentContext['enabledBefore']>,
  { clouddriver }: Tools,
): Promise<Record<string, Context>[] | undefined> {
  const [region = ''] = locationsOf(context);
  const group = { account: accountOf(context), region, name };
  const now = await groupNow(clouddriver, group);
  if (!now || now.instances.length < capacity.desired) return undefined;
  const { min, max, desired } = now.capacity;
  const isPinned = min !== capacity.min || max !== capacity.max || desired !== capacity.desired;
  const described = describedGroup(group);
  return [
    { enableServerGroup: described },
    ...(isPinned ? [{ resizeServerGroup: { ...described, capacity } }] : []),
  ];
}
