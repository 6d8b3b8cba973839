import { inSequence } from '@gennaker/sdk';
import { disableOthers, pause, pauseAndLook, scaleDownOthers, shrink } from './steps.ts';
import { delayBeforeDisable, type Strategy } from './strategy.ts';

/** When the new server group is up, the old ones are taken out of traffic and kept for a way back. Source: orca `RedBlackStrategy`. */
export const redBlack: Strategy = {
  name: 'redblack',
  after: (deployment) => {
    const { options, source } = deployment;
    if (!source) return [];
    const { maxRemainingAsgs, allowDeleteActive, scaleDown, delayBeforeScaleDownSec = 0 } = options;
    return inSequence(
      !!maxRemainingAsgs && maxRemainingAsgs > 0 && shrink(deployment, maxRemainingAsgs, allowDeleteActive),
      ...pauseAndLook(deployment, 'Wait Before Disable', delayBeforeDisable(options)),
      disableOthers(deployment),
      ...(scaleDown
        ? [
            pause('Wait Before Scale Down', delayBeforeScaleDownSec),
            scaleDownOthers(deployment, options.allowScaleDownActive),
          ]
        : []),
    );
  },
  // Its tasks failed, so nothing was taken from the old group yet: the new one out of traffic is all it needs.
  rollback: ({ taskFailed }) => (taskFailed ? { disableOnly: true } : {}),
};
