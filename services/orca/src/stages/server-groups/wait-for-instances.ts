import type { ServerGroup } from '@gennaker/contracts/clouddriver';
import type { Context } from '@gennaker/contracts/orca';
import {
  failed,
  running,
  succeeded,
  type StageView,
  type Task,
  type TaskResult,
  type Tools,
} from '@gennaker/sdk';
import {
  isGivenUp,
  isHealthy,
  isOutOfTraffic,
  neededInstances,
  type HealthProviders,
  type Wanted,
} from './health.ts';
import { groupNow, newsOf, type GroupName } from './reading.ts';
import { lastLogLine, whyNotUp } from './why-not-up.ts';

const TWO_HOURS_MS = 2 * 60 * 60 * 1_000;
const HALF_HOUR_MS = 30 * 60 * 1_000;
/** Changes wake us; this is for clouds that are slow to tell. */
const POLL_MS = 1_000;

type Waiting = Context &
  Wanted & {
    interestingHealthProviderNames?: HealthProviders;
    /** Set by the task: what was missing when it last looked. */
    waitsBecause?: string | undefined;
  };

interface Goal {
  /** Healthy instances. */
  needed: number;
  /** Instances, no more and no less. */
  size?: number | undefined;
}
type GoalOf<C> = (group: ServerGroup, context: C) => Goal;

/**
 * Waits until enough instances of each server group are healthy. Fails at once when none is on its way any
 * more: what its cloud has given up does not become healthy by waiting. Says why, then and on a timeout.
 *
 * Source: orca `WaitForUpInstancesTask`; orchestration B3 «wait rule».
 */
export const waitForUpInstances = <C extends Waiting>(
  targetsOf: (stage: StageView<C>) => GroupName[],
  goalOf: GoalOf<C> = (group, context) => ({ needed: neededInstances(group, context) }),
): Task<C> => ({
  timeoutMs: TWO_HOURS_MS,
  timeoutOverridable: true,
  onTimeout: ({ context, name }) =>
    failed(`${name} waited too long. ${context.waitsBecause ?? 'Nothing was seen of its server group.'}`),
  effect: async (stage, tools) => {
    for (const target of targetsOf(stage)) {
      const result = await lookAt(target, stage.context, tools, goalOf);
      if (result) return result;
    }
    return succeeded({ context: { waitsBecause: null } });
  },
});

/** @returns undefined when the group is as it should be */
async function lookAt<C extends Waiting>(
  target: GroupName,
  context: C,
  tools: Tools,
  goalOf: GoalOf<C>,
): Promise<TaskResult | undefined> {
  const group = await groupNow(tools.clouddriver, target);
  if (!group) {
    if (context['lastCapacityCheck'] === undefined)
      return later(target, context, `${target.name} is not there yet.`);
    return failed(`${target.name} does not exist any more; it was removed while this stage waited for it.`);
  }
  const providers = context.interestingHealthProviderNames;
  const { needed, size } = goalOf(group, context);
  const unhealthy = group.instances.filter((instance) => !isHealthy(instance, providers));
  const healthy = group.instances.length - unhealthy.length;
  if (healthy >= needed && (size ?? group.instances.length) === group.instances.length) return undefined;

  const seen = { lastCapacityCheck: { ...group.instanceCounts, healthy, needed } };
  const why = whyNotUp(group, { healthy, needed, size }, unhealthy);
  const isHopeless = unhealthy.length > 0 && unhealthy.every(isGivenUp) && group.instances.length >= needed;
  if (!isHopeless || healthy >= needed) return later(target, context, why, seen);
  return failed(`${why}${await lastLogLine(tools.clouddriver, group, unhealthy[0])}`, { context: seen });
}

/** Says what it waits for, once. */
const later = (target: GroupName, context: Context, waitsBecause: string, seen: Context = {}): TaskResult =>
  running({
    wakeOn: [newsOf(target)],
    retryAfter: POLL_MS,
    ...(context['waitsBecause'] !== waitsBecause && { context: { ...seen, waitsBecause } }),
  });

/** Waits, as long as draining takes, until a share of each server group gets no requests any more. */
export const waitForDownInstances = <C extends Waiting>(
  targetsOf: (stage: StageView<C>) => GroupName[],
): Task<C> => ({
  timeoutMs: HALF_HOUR_MS,
  timeoutOverridable: true,
  effect: async (stage, { clouddriver }) => {
    const { interestingHealthProviderNames: providers, desiredPercentage = 100 } = stage.context;
    for (const target of targetsOf(stage)) {
      const instances = (await groupNow(clouddriver, target))?.instances ?? [];
      const out = instances.filter((instance) => isOutOfTraffic(instance, providers)).length;
      if (out < Math.ceil((instances.length * desiredPercentage) / 100))
        return running({ wakeOn: [newsOf(target)], retryAfter: POLL_MS });
    }
    return succeeded();
  },
});

/** Waits until each server group fulfils a condition; one that is gone is `undefined`. */
export const waitForGroups = <C extends Context>(
  targetsOf: (stage: StageView<C>) => GroupName[],
  isDone: (group: ServerGroup | undefined) => boolean,
): Task<C> => ({
  timeoutMs: HALF_HOUR_MS,
  timeoutOverridable: true,
  effect: async (stage, { clouddriver }) => {
    for (const target of targetsOf(stage)) {
      if (!isDone(await groupNow(clouddriver, target)))
        return running({ wakeOn: [newsOf(target)], retryAfter: POLL_MS });
    }
    return succeeded();
  },
});
