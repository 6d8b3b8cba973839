import type { Context } from '@gennaker/contracts/orca';
import { invalid } from '@gennaker/kernel';
import { inParallel, inSequence, type Plan, type StageView } from '@gennaker/sdk';
import { z } from 'zod';
import { accountOf, locationsOf, place } from './place.ts';
import type { GroupName } from './reading.ts';

/** Fields of a stage that works on one server group, named or described by a target word. */
export const target = {
  ...place,
  serverGroupName: z.string().optional(),
  asgName: z.string().optional().describe('The same as `serverGroupName`.'),
  target: z
    .string()
    .optional()
    .describe(
      '`current_asg_dynamic`, `ancestor_asg_dynamic`, `oldest_asg_dynamic`: looked up in `cluster` when the stage runs.',
    ),
  interestingHealthProviderNames: z.array(z.string()).nullish(),
};
const Target = z.looseObject(target);
type Target = z.infer<typeof Target>;

/** What a target word meant when it was looked up. */
const TargetReference = z.object({ region: z.string(), serverGroupName: z.string() });

const nameOf = ({ serverGroupName, asgName }: Target): string | undefined => serverGroupName ?? asgName;

/** Its server group is found only when it runs. */
export const isDynamic = (context: Target): boolean =>
  nameOf(context) === undefined && context.target !== undefined;

/** The server group that a stage names. @throws AppError `invalid` */
export function namedGroup(context: Target): GroupName {
  const name = nameOf(context);
  if (!name) throw invalid('serverGroupName: name the server group, or give a target and a cluster');
  const [region = ''] = locationsOf(context);
  return { account: accountOf(context), region, name };
}

export const targetsOf = ({ context }: StageView<Target>): GroupName[] => [namedGroup(context)];

/** How operations name a server group. */
export const describedGroup = ({ account, region, name }: GroupName): Context => ({
  account,
  credentials: account,
  region,
  serverGroupName: name,
  asgName: name,
});

/** Looks up what the target word means. */
export const lookUpTarget = ({ context }: StageView<Target>): Plan =>
  inSequence({
    type: 'determineTargetServerGroup',
    name: 'determineTargetServerGroup',
    context: ownFields(context),
  });

/** The same stage once more for each server group that was found. Source: orca `TargetServerGroupLinearStageSupport`. */
export function eachTarget({ type, context, children }: StageView<Target>): Plan {
  if (!isDynamic(context)) return [];
  const found = children.find((child) => child.type === 'determineTargetServerGroup');
  const references = z.array(TargetReference).parse(found?.context['targetReferences'] ?? []);
  const { target: _target, regions: _regions, ...own } = ownFields(context);
  return inParallel(
    ...references.map(({ region, serverGroupName }) => ({
      type,
      name: `${type} ${serverGroupName}`,
      context: { ...own, region, serverGroupName, asgName: serverGroupName },
    })),
  );
}

/** Options of the stage itself; they are not for the stages that it makes. */
const OPTIONS = new Set([
  'failPipeline',
  'continuePipeline',
  'completeOtherBranchesThenFail',
  'stageEnabled',
  'stageTimeoutMs',
  'restrictExecutionDuringTimeWindow',
  'restrictedExecutionWindow',
  'notifications',
  'sendNotifications',
  'comments',
]);

/** A stage's fields without the options that only concern itself. */
export const ownFields = (context: Context): Context =>
  Object.fromEntries(Object.entries(context).filter(([key]) => !OPTIONS.has(key)));
