import { Capacity } from '@gennaker/contracts/clouddriver';
import type { Context } from '@gennaker/contracts/orca';
import type { Plan } from '@gennaker/sdk';
import { z } from 'zod';

/** JSON written by people says `true` or `"true"`. */
const flag = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
  .default(false);
const seconds = z.coerce.number().min(0).optional();

/** What a cluster may say about the way it is deployed. Source: orchestration Part C. */
export const strategyFields = {
  strategy: z.string().nullish(),
  rollback: z.looseObject({ onFailure: flag, destroyLatest: flag }).nullish(),
  maxRemainingAsgs: z.coerce
    .number()
    .int()
    .nullish()
    .describe('Server groups that stay at most, the new one counted.'),
  scaleDown: flag.describe('What was replaced is scaled to nothing.'),
  allowDeleteActive: flag.describe('Surplus server groups are removed though they take traffic.'),
  allowScaleDownActive: flag,
  delayBeforeDisableSec: seconds,
  delayBeforeCleanup: seconds.describe('The same as `delayBeforeDisableSec`.'),
  delayBeforeScaleDownSec: seconds,
  targetHealthyDeployPercentage: z.coerce.number().min(0).max(100).optional(),
  interestingHealthProviderNames: z.array(z.string()).nullish(),
  targetPercentages: z.array(z.coerce.number().min(0).max(100)).default([]).describe('rollingredblack.'),
  pipelineBeforeCleanup: z
    .looseObject({
      application: z.string(),
      pipelineId: z.string(),
      pipelineParameters: z.record(z.string(), z.unknown()).default({}),
    })
    .nullish()
    .describe('rollingredblack: a pipeline that must succeed at each step.'),
  savedCapacity: Capacity.optional().describe('Set by the stage: the capacity that is grown to.'),
};
export const StrategyOptions = z.object(strategyFields);
export type StrategyOptions = z.infer<typeof StrategyOptions>;

/** The server group that took the cluster's traffic before. */
export const ReplacedGroup = z.looseObject({ serverGroupName: z.string(), capacity: Capacity });
export type ReplacedGroup = z.infer<typeof ReplacedGroup>;

/** A deployment whose new server group exists. */
export interface Deployment {
  options: StrategyOptions;
  /** Account, provider, cluster and moniker; region too. */
  where: Context;
  /** Name of the new server group. */
  deployed: string;
  source: ReplacedGroup | undefined;
}

/** A way to bring a new server group into service, written against what every cloud can do. */
export interface Strategy {
  /** The word in pipeline JSON. */
  readonly name: string;
  /** The new server group is made empty, and grown by the strategy. */
  readonly startsEmpty?: boolean;
  /** What follows when the new group is up. */
  after(deployment: Deployment): Plan;
  /** What must be undone when the deployment fails. */
  onFailure?(deployment: Omit<Deployment, 'deployed'>): Plan;
  /** What of a rollback it needs; default: all of it. */
  rollback?(failure: { taskFailed: boolean }): Context;
}

export const delayBeforeDisable = ({ delayBeforeDisableSec, delayBeforeCleanup }: StrategyOptions): number =>
  delayBeforeDisableSec ?? delayBeforeCleanup ?? 0;
