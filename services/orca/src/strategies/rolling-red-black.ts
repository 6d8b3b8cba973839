import { inSequence, type PlannedStage } from '@gennaker/sdk';
import { pause, pauseAndLook, scaleDownOthers, shrink } from './steps.ts';
import { delayBeforeDisable, type Deployment, type ReplacedGroup, type Strategy } from './strategy.ts';

type Step = Omit<PlannedStage, 'requires'>;

const MINUTE_MS = 60 * 1_000;

/**
 * Shifts traffic in steps: the new group grows to a share of its size, then the same share of the old one is
 * taken out of traffic. Source: orca `RollingRedBlackStrategy`.
 */
export const rollingRedBlack: Strategy = {
  name: 'rollingredblack',
  startsEmpty: true,
  after: (deployment) => {
    const { options, source, where } = deployment;
    const { scaleDown, delayBeforeScaleDownSec = 0, maxRemainingAsgs, allowDeleteActive } = options;
    return inSequence(
      {
        type: 'determineTargetServerGroup',
        name: 'Determine Deployed Server Group',
        context: { ...where, target: 'current_asg_dynamic' },
      },
      source && pin(deployment, source),
      ...percentagesOf(options.targetPercentages).flatMap((percentage) => step(deployment, percentage)),
      ...(source
        ? scaleDown
          ? [pause('Wait Before Scale Down', delayBeforeScaleDownSec), scaleDownOthers(deployment, false)]
          : [unpin(deployment, source)]
        : []),
      source &&
        !!maxRemainingAsgs &&
        maxRemainingAsgs > 0 &&
        shrink(deployment, maxRemainingAsgs, allowDeleteActive),
    );
  },
  onFailure: ({ where, source }) =>
    source ? inSequence(withTimeout(unpin({ where }, source), 20 * MINUTE_MS)) : [],
  rollback: () => ({ enableAndDisableOnly: true }),
};

const percentagesOf = (given: readonly number[]): number[] =>
  given.at(-1) === 100 ? [...given] : [...given, 100];

function step(deployment: Deployment, percentage: number): (Step | undefined)[] {
  const { options, source, where } = deployment;
  return [
    grow(deployment, percentage),
    ...pauseAndLook(deployment, 'wait', delayBeforeDisable(options)),
    validate(deployment, percentage),
    source && {
      type: 'disableServerGroup',
      name: `Disable ${percentage}% of Traffic on ${source.serverGroupName}`,
      context: { ...where, serverGroupName: source.serverGroupName, desiredPercentage: percentage },
    },
  ];
}

function grow({ options, source, where, deployed }: Deployment, percentage: number): Step {
  const { savedCapacity, targetHealthyDeployPercentage, interestingHealthProviderNames } = options;
  // One that is enabled and empty gives no measure.
  const measure =
    source && source.capacity.desired > 0
      ? {
          action: 'scale_to_server_group',
          source: { ...where, serverGroupName: source.serverGroupName, asgName: source.serverGroupName },
          originalCapacity: source.capacity,
        }
      : { action: 'scale_exact', capacity: savedCapacity, originalCapacity: savedCapacity };
  return {
    type: 'resizeServerGroup',
    name: `Grow to ${percentage}% of Desired Size`,
    context: {
      ...where,
      serverGroupName: deployed,
      asgName: deployed,
      ...measure,
      scalePct: percentage,
      pinCapacity: percentage < 100,
      unpinMinimumCapacity: percentage === 100,
      targetHealthyDeployPercentage,
      ...(interestingHealthProviderNames && { interestingHealthProviderNames }),
    },
  };
}

function validate({ options, source, deployed }: Deployment, percentage: number): Step | undefined {
  const { pipelineBeforeCleanup } = options;
  if (!pipelineBeforeCleanup) return undefined;
  const { application, pipelineId, pipelineParameters } = pipelineBeforeCleanup;
  return {
    type: 'pipeline',
    name: 'Run Validation Pipeline',
    context: {
      application,
      pipelineApplication: application,
      pipelineId,
      pipeline: pipelineId,
      pipelineParameters: {
        ...pipelineParameters,
        deployedServerGroup: deployed,
        sourceServerGroup: source?.serverGroupName,
        percentageComplete: percentage,
      },
    },
  };
}

/** An autoscaler must not shrink the old group while it still takes its share. */
const pin = ({ where }: Pick<Deployment, 'where'>, source: ReplacedGroup): Step => ({
  type: 'pinServerGroup',
  name: `Pin ${source.serverGroupName}`,
  context: { ...onItself(where, source), pinMinimumCapacity: true },
});

const unpin = ({ where }: Pick<Deployment, 'where'>, source: ReplacedGroup): Step => ({
  type: 'pinServerGroup',
  name: `Unpin ${source.serverGroupName}`,
  context: { ...onItself(where, source), unpinMinimumCapacity: true, originalCapacity: source.capacity },
});

const onItself = (where: Deployment['where'], { serverGroupName }: ReplacedGroup) => ({
  ...where,
  serverGroupName,
  asgName: serverGroupName,
  action: 'scale_to_server_group',
  source: { ...where, serverGroupName, asgName: serverGroupName },
});

const withTimeout = (stage: Step, stageTimeoutMs: number): Step => ({
  ...stage,
  context: { ...stage.context, stageTimeoutMs },
});
