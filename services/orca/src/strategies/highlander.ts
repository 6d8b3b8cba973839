import { inSequence } from '@gennaker/sdk';
import { shrink } from './steps.ts';
import type { Strategy } from './strategy.ts';

/** There can be only one: all other server groups of the cluster are removed. Source: orca `HighlanderStrategy`. */
export const highlander: Strategy = {
  name: 'highlander',
  after: (deployment) => inSequence(shrink(deployment, 1, true)),
};
